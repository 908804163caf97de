using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Gateway.Api.Limits;
using Gateway.Core.Intake;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Authentication;

/// <summary>
/// Remembers for a moment which agency a key stands for, under the key's hash. Only keys that were found are
/// remembered, from before they were looked up, so a revoked key works no longer than the time configured.
/// </summary>
internal sealed class RecentKeys(IOptions<GatewayHttpOptions> options, [FromKeyedServices("machine")] TimeProvider clock)
{
    private const int Most = 10_000;
    private readonly ConcurrentDictionary<string, (string Agency, long Since)> _found = new(StringComparer.Ordinal);

    public async Task<string?> AgencyOfAsync(IApiKeys keys, string key, CancellationToken cancellation)
    {
        var since = clock.GetTimestamp();
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        if (_found.TryGetValue(hash, out var found) && clock.GetElapsedTime(found.Since, since).TotalSeconds < options.Value.KeyCacheSeconds)
            return found.Agency;
        var agency = await keys.AgencyOfAsync(key, cancellation);
        if (agency is null)
        {
            _found.TryRemove(hash, out _);
            return null;
        }

        if (_found.Count >= Most)
            _found.Clear();
        _found[hash] = (agency, since);
        return agency;
    }
}
