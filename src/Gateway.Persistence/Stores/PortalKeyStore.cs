using Gateway.Core.Accountability;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Stores;

/// <summary>Keys of portals, in the table of agencies' keys. They are held for <c>portal:{agency}</c>, which no agency is called.</summary>
internal sealed class PortalKeyStore(IGatewayDatabase database, UnitsOfWork units, CallerSeals seals) : IPortalKeys
{
    public Task<(string Id, string Key)> CreateAsync(string agency, string actor, CancellationToken cancellation) =>
        ApiKeyStore.MakeAsync(units, seals, KeyText.PortalOf(agency), actor, "agency.portal-key-made", agency, cancellation);

    public async Task<string?> AgencyOfAsync(string key, CancellationToken cancellation)
    {
        if (KeyText.Read(key) is not var (id, secret))
            return null;
        await using var store = database.Open();
        var row = await store.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, cancellation);
        return row is not null && seals.Holds(row, secret) ? KeyText.AgencyOfPortal(row.Agency) : null;
    }
}
