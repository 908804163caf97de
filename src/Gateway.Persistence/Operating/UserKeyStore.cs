using Gateway.Core.Operating;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Persistence.Operating;

/// <summary>Keys of users, in the table of agencies' keys. They are held for <c>user:{id}</c>, which no agency is called.</summary>
internal sealed class UserKeyStore(
    IGatewayDatabase database, UnitsOfWork units, CallerSeals seals, [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine) : IUserKeys
{
    public Task<(string Id, string Key)?> CreateAsync(string name, string actor, CancellationToken cancellation)
    {
        var normal = UserRules.Normal(name);
        // Made once: when the work runs again after a conflict, the key is the same.
        var (id, secret) = KeyText.Make();
        return units.RunAsync<(string Id, string Key)?>(
            async unit =>
            {
                var user = await unit.Store.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Name == normal, cancellation);
                if (user is null || !MayCall(user))
                    return null;
                if (await unit.Store.ApiKeys.AnyAsync(k => k.Id == id, cancellation))
                    return (id, KeyText.Of(id, secret));
                unit.Write(ApiKeyStore.Row(seals, id, KeyText.HolderOf(user.Id), secret, scopes: "", expiresAt: null, unit.MachineNow));
                unit.Operated(actor, "user.key-made", user.Name, user.Id, id);
                return (id, KeyText.Of(id, secret));
            },
            cancellation);
    }

    public async Task<IReadOnlyList<UserKeyInfo>> ListAsync(string name, CancellationToken cancellation)
    {
        var normal = UserRules.Normal(name);
        await using var store = database.Open();
        if (await store.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Name == normal, cancellation) is not { } user)
            return [];
        var holder = KeyText.HolderOf(user.Id);
        return await store.ApiKeys.Where(k => k.Agency == holder).OrderBy(k => k.CreatedAt).Select(k => new UserKeyInfo(k.Id, k.CreatedAt, k.RevokedAt)).ToListAsync(cancellation);
    }

    public Task<bool> RevokeAsync(string id, string actor, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            if (await unit.Store.ApiKeys.SingleOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, cancellation) is not { } row || KeyText.UserOf(row.Agency) is not { } user)
                return false;
            (row.RevokedAt, row.Hash) = (unit.MachineNow, []);
            unit.Operated(actor, "user.key-revoked", id, user);
            return true;
        },
        cancellation);

    public async Task<User?> UserOfAsync(string key, CancellationToken cancellation)
    {
        if (KeyText.Read(key) is not var (id, secret))
            return null;
        await using var store = database.Open();
        var row = await store.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, cancellation);
        if (row is null || !seals.Holds(row, secret, machine.GetUtcNow()) || KeyText.UserOf(row.Agency) is not { } holder)
            return null;
        var user = await store.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == holder, cancellation);
        return user is not null && MayCall(user) && seals.Holds(user) ? UserStore.Read(user) : null;
    }

    /// <summary>The desk's own people only: an agency's case workers and officers have nothing to call.</summary>
    private static bool MayCall(UserRow user) => user is { DisabledAt: null, Agency: null };
}
