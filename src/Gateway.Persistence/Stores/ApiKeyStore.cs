using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Intake;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Stores;

/// <summary>API keys: <c>wwg_{id}_{secret}</c>. Only a SHA-256 of the secret is kept; it has 256 random bits.</summary>
internal sealed class ApiKeyStore(IGatewayDatabase database, TimeProvider machine) : IApiKeys
{
    private const string Prefix = "wwg_";

    public async Task<(string Id, string Key)> CreateAsync(string agency, CancellationToken cancellation)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await using var store = database.Open();
        store.ApiKeys.Add(new ApiKeyRow { Id = id, Agency = agency, Hash = HashOf(secret), CreatedAt = machine.GetUtcNow() });
        using (await database.EnterWriteAsync(cancellation))
            await store.SaveChangesAsync(cancellation);
        return (id, $"{Prefix}{id}_{secret}");
    }

    public async Task<IReadOnlyList<ApiKeyInfo>> ListAsync(string? agency, CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await store.ApiKeys.Where(k => agency == null || k.Agency == agency).OrderBy(k => k.CreatedAt)
            .Select(k => new ApiKeyInfo(k.Id, k.Agency, k.CreatedAt, k.RevokedAt)).ToListAsync(cancellation);
    }

    public async Task<bool> RevokeAsync(string id, CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        await using var store = database.Open();
        using (await database.EnterWriteAsync(cancellation))
        {
            return await store.ApiKeys.Where(k => k.Id == id && k.RevokedAt == null)
                .ExecuteUpdateAsync(key => key.SetProperty(k => k.RevokedAt, now), cancellation) == 1;
        }
    }

    public async Task<string?> AgencyOfAsync(string key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        var parts = key.Split('_');
        if (parts.Length != 3 || parts[0] + "_" != Prefix)
            return null;
        var id = parts[1];
        await using var store = database.Open();
        var row = await store.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, cancellation);
        return row is not null && CryptographicOperations.FixedTimeEquals(row.Hash, HashOf(parts[2])) ? row.Agency : null;
    }

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.ASCII.GetBytes(secret));
}
