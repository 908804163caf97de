using Gateway.Core.Accountability;
using Gateway.Core.Callers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Persistence.Stores;

/// <summary>Keys of portals, in the table of agencies' keys. They are held for <c>portal:{agency}</c>, which no agency is called.</summary>
internal sealed class PortalKeyStore(
    IGatewayDatabase database, UnitsOfWork units, CallerSeals seals, [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine) : IPortalKeys
{
    public Task<(string Id, string Key)?> CreateAsync(string agency, DateTimeOffset? expiresAt, string actor, CancellationToken cancellation) =>
        ApiKeyStore.MakeAsync(units, seals, KeyText.PortalOf(agency), new KeyTerms([], expiresAt), actor, "agency.portal-key-made", agency, cancellation);

    public async Task<string?> AgencyOfAsync(string key, CancellationToken cancellation)
    {
        if (KeyText.Read(key) is not var (id, secret))
            return null;
        await using var store = database.Open();
        var row = await store.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, cancellation);
        return row is not null && seals.Holds(row, secret, machine.GetUtcNow()) ? KeyText.AgencyOfPortal(row.Agency) : null;
    }
}
