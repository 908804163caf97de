using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Gateway.Api.Limits;
using Gateway.Core.Callers;
using Gateway.Core.Intake;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Authentication;

/// <summary>
/// Remembers for a moment for whom a key stands, under the key's hash. Only keys that were found are
/// remembered, from before they were looked up, so a revoked key works no longer than the time configured.
/// </summary>
internal sealed class RecentKeys(IOptions<GatewayHttpOptions> options, [FromKeyedServices("machine")] TimeProvider clock)
{
    private const int Most = 10_000;
    private readonly ConcurrentDictionary<string, (Caller Caller, long Since)> _found = new(StringComparer.Ordinal);

    public async Task<Caller?> CallerOfAsync(IApiKeys keys, string key, CancellationToken cancellation)
    {
        var since = clock.GetTimestamp();
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        if (_found.TryGetValue(hash, out var found) && clock.GetElapsedTime(found.Since, since).TotalSeconds < options.Value.KeyCacheSeconds
            && !(found.Caller.ExpiresAt <= clock.GetUtcNow()))
            return found.Caller;
        var caller = await keys.CallerOfAsync(key, cancellation);
        if (caller is null)
        {
            _found.TryRemove(hash, out _);
            return null;
        }

        if (_found.Count >= Most)
            _found.Clear();
        _found[hash] = (caller, since);
        return caller;
    }
}
