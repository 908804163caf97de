using Gateway.Core.Operating;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Keeps who may open the pages.</summary>
internal sealed class UserStore(IGatewayDatabase database, UnitsOfWork units, IPasswords passwords, CallerSeals seals) : IUsers
{
    public async Task<bool> AnyAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await store.Users.AnyAsync(cancellation);
    }

    public async Task<User?> FindAsync(Guid id, CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await store.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancellation) is { } row ? seals.Read(row) : null;
    }

    public async Task<User?> FindAsync(string name, CancellationToken cancellation)
    {
        name = UserRules.Normal(name);
        await using var store = database.Open();
        return await store.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Name == name, cancellation) is { } row ? seals.Read(row) : null;
    }

    public async Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        return [.. (await store.Users.AsNoTracking().OrderBy(u => u.Name).ToListAsync(cancellation)).Select(seals.Read)];
    }

    public Task<UserChange> CreateAsync(NewUser user, string actor, CancellationToken cancellation) =>
        CreateAsync(units, seals, user, UserRoles.None, actor, (unit, row) => RoleGrantStore.Tell(unit, row, UserRoles.None, row.Agency, actor), cancellation);

    public Task<UserChange> InviteAsync(Guid id, string actor, CancellationToken cancellation)
    {
        var (secret, hash) = OneTimeSecret.Make();
        return ChangeAsync(id, actor, "user.invited", (unit, row) =>
        {
            GiveLink(unit, row, hash);
            return Task.FromResult(new UserChange(UserProblem.None, Secret: secret));
        }, cancellation);
    }

    public Task<UserChange> AssignAsync(Guid id, int version, UserRoles roles, string? agency, string actor, CancellationToken cancellation) =>
        ChangeAsync(id, actor, "user.assigned", async (unit, row) =>
        {
            if (row.Version != version && (row.Roles, row.Agency) != (roles, agency))
                return new UserChange(UserProblem.Changed);
            if (!roles.HasFlag(UserRoles.Administrator) && !await AnotherAdministersAsync(unit, row, cancellation))
                return new UserChange(UserProblem.LastAdministrator);
            var (before, agencyBefore) = (row.Roles, row.Agency);
            (row.Roles, row.Agency) = (roles, agency);
            await RoleGrantStore.ReplaceAsync(unit, row, cancellation);
            RoleGrantStore.Tell(unit, row, before, agencyBefore, actor);
            return new UserChange(UserProblem.None);
        }, cancellation);

    public Task<UserChange> DisableAsync(Guid id, bool disabled, string actor, CancellationToken cancellation) =>
        ChangeAsync(id, actor, disabled ? "user.disabled" : "user.enabled", async (unit, row) =>
        {
            if (disabled && !await AnotherAdministersAsync(unit, row, cancellation))
                return new UserChange(UserProblem.LastAdministrator);
            row.DisabledAt = disabled ? row.DisabledAt ?? unit.MachineNow : null;
            EndSessions(row);
            return new UserChange(UserProblem.None);
        }, cancellation);

    public Task<UserChange> SetPasswordAsync(Guid id, string? present, string password, string actor, CancellationToken cancellation) =>
        ChangeAsync(id, actor, "user.password", (_, row) =>
        {
            var problem = UserRules.CheckPassword(row.Name, password);
            if (problem == UserProblem.None && row.External is not null)
                problem = UserProblem.PasswordElsewhere;
            if (problem == UserProblem.None && row.Roles.HasFlag(UserRoles.Technician))
                problem = UserProblem.PasswordOfTechnician;
            if (problem == UserProblem.None && present is not null && row.PasswordHash is not null && !passwords.Fits(row.PasswordHash, present))
                problem = UserProblem.PasswordWrong;
            if (problem == UserProblem.None)
            {
                (row.PasswordHash, row.Failures, row.LockedUntil) = (passwords.Hash(password), 0, null);
                EndSessions(row);
            }

            return Task.FromResult(new UserChange(problem));
        }, cancellation);

    /// <summary>Gives a one-time link in place of an earlier one. It is given when the way in was lost, or got into other hands: what is signed in ends.</summary>
    internal static void GiveLink(UnitOfWork unit, UserRow row, byte[] hash)
    {
        EndSessions(row);
        (row.LinkHash, row.LinkUntil) = (hash, unit.MachineNow + UserRules.LinkLife);
    }

    /// <summary>Ends whatever is signed in, and an open link.</summary>
    internal static void EndSessions(UserRow row)
    {
        row.Sessions++;
        (row.LinkHash, row.LinkUntil) = (null, null);
    }

    internal static User Read(UserRow row) => new(row.Id, row.Name, row.Roles, row.Agency)
    {
        Version = row.Version,
        HasPassword = row.PasswordHash is not null,
        IsExternal = row.External is not null,
        Sessions = row.Sessions,
        LockedUntil = row.LockedUntil,
        CreatedAt = row.CreatedAt,
        DisabledAt = row.DisabledAt,
    };

    /// <summary>Makes a user with a one-time link.</summary>
    /// <param name="units">Units of work.</param>
    /// <param name="seals">Seal what the user may do.</param>
    /// <param name="user">The user, with the roles that count at once.</param>
    /// <param name="waiting">Roles that wait.</param>
    /// <param name="actor">Whose doing.</param>
    /// <param name="further">What else belongs into the transaction.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal static Task<UserChange> CreateAsync(
        UnitsOfWork units, CallerSeals seals, NewUser user, UserRoles waiting, string actor, Action<UnitOfWork, UserRow> further, CancellationToken cancellation)
    {
        var name = UserRules.Normal(user.Name);
        // Made once: when the commit's outcome stays unknown and the work runs again, it recognises its own row.
        var (secret, hash) = OneTimeSecret.Make();
        return units.RunAsync(
            async unit =>
            {
                if (await unit.Store.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Name == name, cancellation) is { } there)
                    return there.LinkHash.AsSpan().SequenceEqual(hash) ? new UserChange(UserProblem.None, Read(there), secret) { Waiting = waiting } : new UserChange(UserProblem.NameTaken);
                var row = new UserRow
                {
                    Id = unit.Keys.Next(), Name = name, Roles = user.Roles, Agency = user.Agency, LinkHash = hash, LinkUntil = unit.MachineNow + UserRules.LinkLife, CreatedAt = unit.MachineNow,
                };
                seals.Seal(row);
                unit.Store.Users.Add(row);
                unit.Operated(actor, "user.created", name, row.Id, Codes(row));
                further(unit, row);
                return new UserChange(UserProblem.None, Read(row), secret) { Waiting = waiting };
            },
            cancellation);
    }

    private Task<UserChange> ChangeAsync(Guid id, string actor, string action, Func<UnitOfWork, UserRow, Task<UserChange>> change, CancellationToken cancellation) =>
        ChangeAsync(units, seals, id, actor, action, change, cancellation);

    /// <summary>Changes a user, and notes it.</summary>
    internal static Task<UserChange> ChangeAsync(
        UnitsOfWork units, CallerSeals seals, Guid id, string actor, string action, Func<UnitOfWork, UserRow, Task<UserChange>> change, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            if (await unit.Store.Users.SingleOrDefaultAsync(u => u.Id == id, cancellation) is not { } row)
                return new UserChange(UserProblem.Unknown);
            if (!seals.Holds(row))
                return new UserChange(UserProblem.NotAuthentic);
            var result = await change(unit, row);
            if (!result.Done)
                return result;
            seals.Seal(row);
            unit.Operated(actor, action, row.Name, row.Id, Codes(row));
            return result with { User = Read(row) };
        },
        cancellation);

    /// <summary>
    /// Whether somebody else can give roles. That one's version is written too: of two administrators who take each
    /// other's role at the same moment, the second finds the first gone.
    /// </summary>
    internal static async Task<bool> AnotherAdministersAsync(UnitOfWork unit, UserRow row, CancellationToken cancellation)
    {
        if (!row.Roles.HasFlag(UserRoles.Administrator) || row.DisabledAt is not null)
            return true;
        var other = await unit.Store.Users.Where(u => u.Id != row.Id && u.DisabledAt == null && (u.Roles & UserRoles.Administrator) != UserRoles.None)
            .OrderBy(u => u.Id).FirstOrDefaultAsync(cancellation);
        if (other is not null)
            unit.Touch(other);
        return other is not null;
    }

    internal static string Codes(UserRow row) => Codes(row.Roles, row.Agency);

    internal static string Codes(UserRoles roles, string? agency) => agency is null ? $"{roles}" : $"{roles} · {agency}";
}
