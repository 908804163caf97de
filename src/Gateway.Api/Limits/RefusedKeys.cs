using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Api.Limits;

/// <summary>
/// Whoever sends many keys that are not in use is not listened to for a minute: guessing costs a look-up each. A key that was in use
/// since the process started is always looked up, so that others behind the same address go on working.
/// </summary>
/// <param name="machine">Machine time.</param>
/// <param name="logger">Logger.</param>
internal sealed partial class RefusedKeys([FromKeyedServices("machine")] TimeProvider machine, ILogger<RefusedKeys> logger)
{
    /// <summary>Keys from one address that may be refused within <see cref="Window"/>.</summary>
    internal const int MostRefused = 100;

    private const int Most = 10_000;
    private readonly ConcurrentDictionary<IPAddress, Count> _refused = new();
    private long _since = machine.GetTimestamp();
    private readonly ConcurrentDictionary<string, bool> _used = new(StringComparer.Ordinal);

    /// <summary>For how long keys are counted, and for how long nobody listens.</summary>
    internal static TimeSpan Window { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether a key is not even looked up.</summary>
    /// <param name="from">Address of the caller; null: it is not known, and counts as one address.</param>
    /// <param name="key">The key.</param>
    public bool IsDeaf(IPAddress? from, string key) =>
        _refused.TryGetValue(Net(from), out var count) && count.Number >= MostRefused
        && machine.GetElapsedTime(count.Since) < Window && !_used.ContainsKey(HashOf(key));

    /// <summary>Notes that a key is in use.</summary>
    public void Used(string key)
    {
        if (_used.Count < Most)
            _used.TryAdd(HashOf(key), true);
    }

    /// <summary>Counts a key that is not in use.</summary>
    public void Refused(IPAddress? from)
    {
        var now = machine.GetTimestamp();
        // Once a window everything is forgotten: what counts is how many come within one.
        if (machine.GetElapsedTime(_since, now) >= Window)
        {
            _refused.Clear();
            _since = now;
        }

        // From more networks than are counted, each is as one.
        var net = Net(from);
        if (_refused.Count >= Most && !_refused.ContainsKey(net))
            net = IPAddress.None;
        var count = _refused.AddOrUpdate(
            net, _ => new Count(1, now), (_, c) => machine.GetElapsedTime(c.Since, now) < Window ? c with { Number = c.Number + 1 } : new Count(1, now));
        if (count.Number == MostRefused)
            Log.Deaf(logger, from, MostRefused, Window.TotalSeconds);
    }

    /// <summary>Whoever has one IPv6 address has a network of them.</summary>
    private static IPAddress Net(IPAddress? from)
    {
        if (from is null)
            return IPAddress.None;
        if (from.IsIPv4MappedToIPv6)
            return from.MapToIPv4();
        if (from.AddressFamily != AddressFamily.InterNetworkV6)
            return from;
        var bytes = from.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private static string HashOf(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private sealed record Count(int Number, long Since);

    private static partial class Log
    {
        [LoggerMessage(2003, LogLevel.Warning, "{Address} sent {Refused} keys that are not in use within {Seconds} s: further ones are answered 429 until a minute has passed.")]
        public static partial void Deaf(ILogger logger, IPAddress? address, int refused, double seconds);
    }
}
