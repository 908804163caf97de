using System.Security.Cryptography;
using Gateway.Core.Accountability;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Stores;

/// <summary>Keys of portals, in the table of agencies' keys. They are held for <c>portal:{agency}</c>, which no agency is called.</summary>
internal sealed class PortalKeyStore(IGatewayDatabase database, TimeProvider machine) : IPortalKeys
{
    public async Task<(string Id, string Key)> CreateAsync(string agency, CancellationToken cancellation)
    {
        var (id, secret) = KeyText.Make();
        await using var store = database.Open();
        store.ApiKeys.Add(new ApiKeyRow { Id = id, Agency = KeyText.PortalOf(agency), Hash = KeyText.HashOf(secret), CreatedAt = machine.GetUtcNow() });
        using (await database.EnterWriteAsync(cancellation))
            await store.SaveChangesAsync(cancellation);
        return (id, KeyText.Of(id, secret));
    }

    public async Task<string?> AgencyOfAsync(string key, CancellationToken cancellation)
    {
        if (KeyText.Read(key) is not var (id, secret))
            return null;
        await using var store = database.Open();
        var row = await store.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, cancellation);
        return row is not null && CryptographicOperations.FixedTimeEquals(row.Hash, KeyText.HashOf(secret)) ? KeyText.AgencyOfPortal(row.Agency) : null;
    }
}
