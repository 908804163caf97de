using Gateway.Core.Intake;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Stores;

/// <summary>API keys of agencies, written as <see cref="KeyText"/> says. Keys of users and of portals lie in the same table and stand for no agency.</summary>
internal sealed class ApiKeyStore(IGatewayDatabase database, UnitsOfWork units, CallerSeals seals) : IApiKeys
{
    public Task<(string Id, string Key)> CreateAsync(string agency, string actor, CancellationToken cancellation) =>
        MakeAsync(units, seals, agency, actor, "agency.key-made", agency, cancellation);

    /// <summary>Makes a key, and notes it.</summary>
    /// <param name="units">Units of work.</param>
    /// <param name="seals">Bind the key to its holder.</param>
    /// <param name="holder">Whom it stands for, as <see cref="KeyText"/> writes it.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="action">Code of the operation.</param>
    /// <param name="agency">Agency.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal static Task<(string Id, string Key)> MakeAsync(UnitsOfWork units, CallerSeals seals, string holder, string actor, string action, string agency, CancellationToken cancellation)
    {
        // Made once: when the work runs again after a conflict, the key is the same.
        var (id, secret) = KeyText.Make();
        return units.RunAsync(
            async unit =>
            {
                if (!await unit.Store.ApiKeys.AnyAsync(k => k.Id == id, cancellation))
                {
                    unit.Write(new ApiKeyRow { Id = id, Agency = holder, Hash = seals.OfKey(id, holder, secret), CreatedAt = unit.MachineNow });
                    unit.Operated(actor, action, agency, Guid.Empty, id);
                }

                return (id, KeyText.Of(id, secret));
            },
            cancellation);
    }

    public async Task<IReadOnlyList<ApiKeyInfo>> ListAsync(string? agency, CancellationToken cancellation)
    {
        var portal = agency is null ? null : KeyText.PortalOf(agency);
        await using var store = database.Open();
        return await store.ApiKeys.Where(k => (agency == null || k.Agency == agency || k.Agency == portal) && !EF.Functions.Like(k.Agency, KeyText.OfUsers)).OrderBy(k => k.CreatedAt)
            .Select(k => new ApiKeyInfo(k.Id, k.Agency, k.CreatedAt, k.RevokedAt)).ToListAsync(cancellation);
    }

    public Task<bool> RevokeAsync(string id, string actor, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            if (await unit.Store.ApiKeys.SingleOrDefaultAsync(k => k.Id == id && k.RevokedAt == null && !EF.Functions.Like(k.Agency, KeyText.OfUsers), cancellation) is not { } row)
                return false;
            // Without its hash nobody brings the key back by emptying a column.
            (row.RevokedAt, row.Hash) = (unit.MachineNow, []);
            unit.Operated(actor, "agency.key-revoked", KeyText.AgencyOfPortal(row.Agency) ?? row.Agency, Guid.Empty, id);
            return true;
        },
        cancellation);

    public async Task<string?> AgencyOfAsync(string key, CancellationToken cancellation)
    {
        if (KeyText.Read(key) is not var (id, secret))
            return null;
        await using var store = database.Open();
        var row = await store.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, cancellation);
        return row is not null && seals.Holds(row, secret) && KeyText.IsAgency(row.Agency) ? row.Agency : null;
    }
}
