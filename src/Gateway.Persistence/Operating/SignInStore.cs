using Gateway.Core.Operating;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Lets people in, by password, one-time link or provider.</summary>
internal sealed class SignInStore(IGatewayDatabase database, UnitsOfWork units, IPasswords passwords, CallerSeals seals, TimeProvider machine) : ISignIns
{
    public async Task<User?> SignInAsync(string name, string password, bool knownDevice, CancellationToken cancellation)
    {
        var user = knownDevice ? await FindAsync(UserRules.Normal(name), cancellation) : await CountAttemptAsync(UserRules.Normal(name), cancellation);
        // Whoever it is, a password is hashed: an answer takes as long for a name that nobody has.
        if (user is not null && !seals.Holds(user))
            user = null;
        if (!passwords.Fits(user?.PasswordHash, password.Length <= UserRules.LongestPassword ? password : ""))
        {
            // On a known device the attempt is let through although the account rests, and counts for everybody else all the same.
            if (knownDevice && user is not null)
                user = await CountAttemptAsync(user.Name, cancellation);
            if (user?.Failures >= UserRules.FreeFailures)
                await units.RunAsync(unit => Task.FromResult(Note(unit, user, "user.locked")), cancellation);
            return null;
        }

        return user is null ? null : await units.RunAsync(
            unit =>
            {
                unit.Inside(store => store.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(
                    row => row.SetProperty(u => u.Failures, 0).SetProperty(u => u.LockedUntil, (DateTimeOffset?)null), cancellation));
                return Task.FromResult(Note(unit, user, "user.signed-in"));
            },
            cancellation);
    }

    public Task SignOutAsync(Guid id, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            if (await unit.Store.Users.SingleOrDefaultAsync(u => u.Id == id, cancellation) is not { } row)
                return false;
            if (!seals.Holds(row))
                return false;
            row.Sessions++;
            seals.Seal(row);
            Note(unit, row, "user.signed-out");
            return true;
        },
        cancellation);

    public async Task<User?> SignInByLinkAsync(string secret, CancellationToken cancellation)
    {
        var hash = OneTimeSecret.HashOf(secret);
        return await units.RunAsync(
            async unit =>
            {
                var row = await unit.Store.Users.SingleOrDefaultAsync(u => u.LinkHash == hash && u.LinkUntil > unit.MachineNow && u.DisabledAt == null, cancellation);
                if (row is null || !seals.Holds(row))
                    return null;
                // The version decides between two who come with the same link.
                (row.LinkHash, row.LinkUntil, row.Failures, row.LockedUntil) = (null, null, 0, null);
                seals.Seal(row);
                return Note(unit, row, "user.signed-in-by-link");
            },
            cancellation);
    }

    public async Task<User?> SignInExternalAsync(ExternalIdentity identity, string name, UserRoles? roles, CancellationToken cancellation)
    {
        var external = identity.ToString();
        return await units.RunAsync(
            async unit =>
            {
                var row = await unit.Store.Users.SingleOrDefaultAsync(u => u.External == external, cancellation);
                if (row is { DisabledAt: not null } || (row is not null && (!seals.Holds(row) || row.Roles.HasFlag(UserRoles.Technician))))
                    return null;
                if (row is null)
                {
                    row = new UserRow { Id = unit.Keys.Next(), Name = await FreeNameAsync(unit.Store, name, cancellation), External = external, CreatedAt = unit.MachineNow };
                    unit.Store.Users.Add(row);
                }

                var before = row.Roles;
                row.Roles = roles ?? row.Roles;
                seals.Seal(row);
                RoleGrantStore.Tell(unit, row, before, row.Agency, UserRules.Provider);
                return Note(unit, row, "user.signed-in-by-provider");
            },
            cancellation);
    }

    /// <summary>
    /// Counts an attempt before anybody looks at the password. Of several at the same moment one is counted and goes on,
    /// the others are refused: guessing at once is no faster.
    /// </summary>
    private async Task<UserRow?> CountAttemptAsync(string name, CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        await using var store = database.Open();
        var row = await FindAsync(store, name, cancellation);
        if (row is null || row.LockedUntil > now)
            return null;
        var before = row.Failures++;
        var rest = UserRules.RestAfter(row.Failures);
        row.LockedUntil = rest > TimeSpan.Zero ? now + rest : null;
        using (await database.EnterWriteAsync(cancellation))
        {
            return await store.Users.Where(u => u.Id == row.Id && u.Failures == before).ExecuteUpdateAsync(
                u => u.SetProperty(r => r.Failures, row.Failures).SetProperty(r => r.LockedUntil, row.LockedUntil), cancellation) == 1 ? row : null;
        }
    }

    private async Task<UserRow?> FindAsync(string name, CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await FindAsync(store, name, cancellation);
    }

    /// <summary>Whoever may sign in with a password under a name; a technician comes in by a link only, whatever they had before.</summary>
    private static Task<UserRow?> FindAsync(GatewayContext store, string name, CancellationToken cancellation) =>
        store.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Name == name && u.PasswordHash != null && u.DisabledAt == null && (u.Roles & UserRoles.Technician) == UserRoles.None, cancellation);

    private static async Task<string> FreeNameAsync(GatewayContext store, string wished, CancellationToken cancellation)
    {
        var name = string.Concat(UserRules.Normal(wished).Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '@' or '-')).TrimStart('.', '_', '@', '-');
        name = name.Length < 2 ? "person" : name[..Math.Min(name.Length, 90)];
        var candidate = name;
        for (var number = 2; await store.Users.AnyAsync(u => u.Name == candidate, cancellation); number++)
            candidate = FormattableString.Invariant($"{name}-{number}");
        return candidate;
    }

    private static User Note(UnitOfWork unit, UserRow row, string action)
    {
        unit.Operated(row.Name, action, row.Name, row.Id);
        return UserStore.Read(row);
    }
}
