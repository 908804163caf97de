using Gateway.Core.Callers;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Persistence.Stores;

/// <summary>API keys of agencies, written as <see cref="KeyText"/> says. Keys of users and of portals lie in the same table and stand for no agency.</summary>
internal sealed class ApiKeyStore(
    IGatewayDatabase database, UnitsOfWork units, CallerSeals seals, [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine) : IApiKeys
{
    public Task<(string Id, string Key)?> CreateAsync(string agency, KeyTerms terms, string actor, CancellationToken cancellation) =>
        MakeAsync(units, seals, agency, terms, actor, "agency.key-made", agency, cancellation);

    /// <summary>Makes a key, and notes it; null: two that may do the same are in use. One without an end is not counted.</summary>
    /// <param name="units">Units of work.</param>
    /// <param name="seals">Bind the key to its holder and its terms.</param>
    /// <param name="holder">Whom it stands for, as <see cref="KeyText"/> writes it.</param>
    /// <param name="terms">What it may do, and until when.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="action">Code of the operation.</param>
    /// <param name="agency">Agency.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal static Task<(string Id, string Key)?> MakeAsync(
        UnitsOfWork units, CallerSeals seals, string holder, KeyTerms terms, string actor, string action, string agency, CancellationToken cancellation)
    {
        // Made once: when the work runs again after a conflict, the key is the same.
        var (id, secret) = KeyText.Make();
        var scopes = Scopes.Text(terms.Scopes);
        return units.RunAsync<(string Id, string Key)?>(
            async unit =>
            {
                if (await unit.Store.ApiKeys.AnyAsync(k => k.Id == id, cancellation))
                    return (id, KeyText.Of(id, secret));
                if (terms.ExpiresAt is not null && await InUseAsync(unit, holder, scopes, cancellation) >= KeyRules.MostInUse)
                    return null;
                unit.Write(Row(seals, id, holder, secret, scopes, WholeSecond(terms.ExpiresAt), unit.MachineNow));
                unit.Operated(actor, action, agency, Guid.Empty, id);
                return (id, KeyText.Of(id, secret));
            },
            cancellation);
    }

    /// <summary>A key as it is kept.</summary>
    internal static ApiKeyRow Row(CallerSeals seals, string id, string holder, string secret, string scopes, DateTimeOffset? expiresAt, DateTimeOffset now) => new()
    {
        Id = id,
        Agency = holder,
        Hash = seals.OfKey(id, holder, secret),
        Scopes = scopes,
        ExpiresAt = expiresAt,
        TermsSeal = seals.OfTerms(id, scopes, expiresAt),
        CreatedAt = now,
    };

    public Task<KeyRotation> RotateAsync(string id, TimeSpan overlap, TimeSpan life, string actor, CancellationToken cancellation)
    {
        var (newId, secret) = KeyText.Make();
        return units.RunAsync<KeyRotation>(
            async unit =>
            {
                var now = unit.MachineNow;
                var old = await unit.Store.ApiKeys.SingleOrDefaultAsync(k => k.Id == id && k.RevokedAt == null && !EF.Functions.Like(k.Agency, KeyText.OfUsers), cancellation);
                if (old is null || old.ExpiresAt <= now || !seals.HoldsTerms(old))
                    return new KeyRotation.NotInUse();
                if (await unit.Store.ApiKeys.AnyAsync(k => k.Id == newId, cancellation))
                    return new KeyRotation.Made(newId, KeyText.Of(newId, secret), old.ExpiresAt!.Value);
                if (await InUseAsync(unit, old.Agency, old.Scopes, cancellation) >= KeyRules.MostInUse)
                    return new KeyRotation.TwoInUse();
                var until = WholeSecond(KeyRules.OldUntil(now, overlap, old.ExpiresAt))!.Value;
                old.ExpiresAt = until;
                old.TermsSeal = seals.OfTerms(old.Id, old.Scopes, old.ExpiresAt);
                unit.Write(Row(seals, newId, old.Agency, secret, old.Scopes, WholeSecond(now + life), now));
                unit.Operated(actor, "agency.key-changed", KeyText.AgencyOfPortal(old.Agency) ?? old.Agency, Guid.Empty, $"{id} {newId}");
                return new KeyRotation.Made(newId, KeyText.Of(newId, secret), until);
            },
            cancellation);
    }

    private static Task<int> InUseAsync(UnitOfWork unit, string holder, string scopes, CancellationToken cancellation)
    {
        var now = unit.MachineNow;
        return unit.Store.ApiKeys.CountAsync(
            k => k.Agency == holder && k.Scopes == scopes && k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > now), cancellation);
    }

    /// <summary>Databases keep fractions of a second differently, and the seal holds the end.</summary>
    private static DateTimeOffset? WholeSecond(DateTimeOffset? at) => at is { } moment ? DateTimeOffset.FromUnixTimeSeconds(moment.ToUnixTimeSeconds()) : null;

    public async Task<IReadOnlyList<ApiKeyInfo>> ListAsync(string? agency, CancellationToken cancellation)
    {
        var portal = agency is null ? null : KeyText.PortalOf(agency);
        await using var store = database.Open();
        return await store.ApiKeys.Where(k => (agency == null || k.Agency == agency || k.Agency == portal) && !EF.Functions.Like(k.Agency, KeyText.OfUsers)).OrderBy(k => k.CreatedAt)
            .Select(k => new ApiKeyInfo(k.Id, k.Agency, k.CreatedAt, k.RevokedAt, k.Scopes, k.ExpiresAt)).ToListAsync(cancellation);
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

    public async Task<Caller?> CallerOfAsync(string key, CancellationToken cancellation)
    {
        if (KeyText.Read(key) is not var (id, secret))
            return null;
        await using var store = database.Open();
        var row = await store.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, cancellation);
        return row is not null && seals.Holds(row, secret, machine.GetUtcNow()) && KeyText.IsAgency(row.Agency)
            ? new Caller(row.Agency, Scopes.Read(row.Scopes, out _)) { ExpiresAt = row.ExpiresAt, KeyId = row.Id }
            : null;
    }
}
