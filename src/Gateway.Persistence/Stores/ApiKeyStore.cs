using System.Security.Cryptography;
using Gateway.Core.Intake;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Stores;

/// <summary>API keys of agencies, written as <see cref="KeyText"/> says. Keys of users and of portals lie in the same table and stand for no agency.</summary>
internal sealed class ApiKeyStore(IGatewayDatabase database, TimeProvider machine) : IApiKeys
{
    public async Task<(string Id, string Key)> CreateAsync(string agency, CancellationToken cancellation)
    {
        var (id, secret) = KeyText.Make();
        await using var store = database.Open();
        store.ApiKeys.Add(new ApiKeyRow { Id = id, Agency = agency, Hash = KeyText.HashOf(secret), CreatedAt = machine.GetUtcNow() });
        using (await database.EnterWriteAsync(cancellation))
            await store.SaveChangesAsync(cancellation);
        return (id, KeyText.Of(id, secret));
    }

    public async Task<IReadOnlyList<ApiKeyInfo>> ListAsync(string? agency, CancellationToken cancellation)
    {
        var portal = agency is null ? null : KeyText.PortalOf(agency);
        await using var store = database.Open();
        return await store.ApiKeys.Where(k => (agency == null || k.Agency == agency || k.Agency == portal) && !EF.Functions.Like(k.Agency, KeyText.OfUsers)).OrderBy(k => k.CreatedAt)
            .Select(k => new ApiKeyInfo(k.Id, k.Agency, k.CreatedAt, k.RevokedAt)).ToListAsync(cancellation);
    }

    public async Task<bool> RevokeAsync(string id, CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        await using var store = database.Open();
        using (await database.EnterWriteAsync(cancellation))
        {
            return await store.ApiKeys.Where(k => k.Id == id && k.RevokedAt == null && !EF.Functions.Like(k.Agency, KeyText.OfUsers))
                .ExecuteUpdateAsync(key => key.SetProperty(k => k.RevokedAt, now), cancellation) == 1;
        }
    }

    public async Task<string?> AgencyOfAsync(string key, CancellationToken cancellation)
    {
        if (KeyText.Read(key) is not var (id, secret))
            return null;
        await using var store = database.Open();
        var row = await store.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, cancellation);
        return row is not null && CryptographicOperations.FixedTimeEquals(row.Hash, KeyText.HashOf(secret)) && KeyText.IsAgency(row.Agency) ? row.Agency : null;
    }
}
