using Gateway.Core.Operating;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Keeps which roles wait for a second administrator, and which were given.</summary>
internal sealed class RoleGrantStore(IGatewayDatabase database, UnitsOfWork units, CallerSeals seals) : IRoleGrants
{
    private const int Most = 200;

    public Task<UserChange> CreateAsync(NewUser user, string administrator, CancellationToken cancellation)
    {
        var (now, waits) = RoleGrantRules.Decide(UserRoles.None, user.Agency, user.Roles, user.Agency);
        return UserStore.CreateAsync(
            units, seals, user with { Roles = now }, waits ? user.Roles & RoleGrantRules.Guarded : UserRoles.None, administrator,
            (unit, row) =>
            {
                if (waits)
                    Ask(unit, row, user.Roles, user.Agency, administrator);
            },
            cancellation);
    }

    public Task<UserChange> AssignAsync(Guid id, int version, UserRoles roles, string? agency, string administrator, CancellationToken cancellation) =>
        ChangeAsync(id, administrator, "user.assigned", async (unit, row) =>
        {
            var (now, waits) = RoleGrantRules.Decide(row.Roles, row.Agency, roles, agency);
            if (row.Version != version && (row.Roles, row.Agency) != (now, agency))
                return new UserChange(UserProblem.Changed);
            if (!now.HasFlag(UserRoles.Administrator) && !await UserStore.AnotherAdministersAsync(unit, row, cancellation))
                return new UserChange(UserProblem.LastAdministrator);
            await ReplaceAsync(unit, row, cancellation);
            (row.Roles, row.Agency) = (now, agency);
            if (waits)
                Ask(unit, row, roles, agency, administrator);
            // Whoever decided on what was there before decides again, although nothing counts yet.
            unit.Touch(row);
            return new UserChange(UserProblem.None) { Waiting = waits ? roles & ~now : UserRoles.None };
        }, cancellation);

    public Task<UserChange> InviteAsync(Guid id, string administrator, CancellationToken cancellation)
    {
        var (secret, hash) = OneTimeSecret.Make();
        return ChangeAsync(id, administrator, "user.invited", async (unit, row) =>
        {
            var change = await WaitAgainAsync(unit, row, administrator, cancellation);
            if (change.Done)
                UserStore.GiveLink(unit, row, hash);
            return change with { Secret = secret };
        }, cancellation);
    }

    public Task<UserChange> EnableAsync(Guid id, string administrator, CancellationToken cancellation) =>
        ChangeAsync(id, administrator, "user.enabled", async (unit, row) =>
        {
            var change = row.DisabledAt is null ? new UserChange(UserProblem.None) : await WaitAgainAsync(unit, row, administrator, cancellation);
            if (change.Done)
            {
                row.DisabledAt = null;
                UserStore.EndSessions(row);
            }

            return change;
        }, cancellation);

    public Task<UserChange> DecideAsync(Guid grant, bool confirmed, string decider, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            var asked = await unit.Store.RoleGrants.SingleOrDefaultAsync(g => g.Id == grant, cancellation);
            var row = asked is null ? null : await unit.Store.Users.SingleOrDefaultAsync(u => u.Id == asked.UserId, cancellation);
            var (problem, state) = RoleGrantRules.Decide(row is null ? null : Read(asked!), confirmed, decider);
            if (problem != UserProblem.None || row is null || asked is null)
                return new UserChange(problem);
            if (!seals.Holds(row))
                return new UserChange(UserProblem.NotAuthentic);
            if (confirmed)
                (row.Roles, row.Agency) = (asked.Roles, asked.Agency);
            seals.Seal(row);
            (asked.State, asked.DecidedBy, asked.DecidedAt) = (state, decider, unit.Now);
            // Whoever has read that it was asked for has not read what became of it.
            (asked.ReadBy, asked.ReadAt) = (null, null);
            unit.Operated(decider, confirmed ? "user.confirmed" : "user.refused", row.Name, row.Id, UserStore.Codes(asked.Roles, asked.Agency));
            return new UserChange(UserProblem.None, UserStore.Read(row));
        },
        cancellation);

    public async Task<IReadOnlyList<RoleGrant>> WaitingAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        return [.. (await store.RoleGrants.AsNoTracking().Where(g => g.State == RoleGrantState.Waiting).OrderBy(g => g.Id).ToListAsync(cancellation)).Select(Read)];
    }

    public async Task<IReadOnlyList<RoleGrant>> ToldAsync(string? agency, CancellationToken cancellation)
    {
        await using var store = database.Open();
        return [.. (await Within(store.RoleGrants.AsNoTracking(), agency).OrderByDescending(g => g.Id).Take(Most).ToListAsync(cancellation)).Select(Read)];
    }

    public async Task<int> UnreadAsync(string? agency, CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await Within(store.RoleGrants, agency).CountAsync(g => g.ReadAt == null && g.State != RoleGrantState.Replaced, cancellation);
    }

    public Task<bool> ReadAsync(Guid grant, string? agency, string officer, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            if (await Within(unit.Store.RoleGrants, agency).SingleOrDefaultAsync(g => g.Id == grant, cancellation) is not { } told)
                return false;
            if (told.ReadAt is null)
            {
                (told.ReadBy, told.ReadAt) = (officer, unit.Now);
                unit.Operated(officer, "user.grant-read", told.User, told.UserId);
            }

            return true;
        },
        cancellation);

    /// <summary>Tells of a role that counted at once.</summary>
    internal static void Tell(UnitOfWork unit, UserRow row, UserRoles before, string? agencyBefore, string by)
    {
        if (RoleGrantRules.Adds(before, agencyBefore, row.Roles, row.Agency))
            unit.Store.RoleGrants.Add(Of(unit, row, row.Roles, row.Agency, by, RoleGrantState.AtOnce));
    }

    /// <summary>What waits for a user is replaced by what is now wished.</summary>
    internal static async Task ReplaceAsync(UnitOfWork unit, UserRow row, CancellationToken cancellation)
    {
        foreach (var waiting in await WaitingOfAsync(unit, row, cancellation))
            waiting.State = RoleGrantState.Replaced;
    }

    private static Task<List<RoleGrantRow>> WaitingOfAsync(UnitOfWork unit, UserRow row, CancellationToken cancellation) =>
        unit.Store.RoleGrants.Where(g => g.UserId == row.Id && g.State == RoleGrantState.Waiting).ToListAsync(cancellation);

    private static async Task<UserChange> WaitAgainAsync(UnitOfWork unit, UserRow row, string administrator, CancellationToken cancellation)
    {
        var waiting = await WaitingOfAsync(unit, row, cancellation);
        if (RoleGrantRules.WaitAgain(row.Roles, row.Agency, waiting is [.., var last] ? Read(last) : null) is not var (roles, agency))
            return new UserChange(UserProblem.None);
        if (!await UserStore.AnotherAdministersAsync(unit, row, cancellation))
            return new UserChange(UserProblem.LastAdministrator);
        await ReplaceAsync(unit, row, cancellation);
        row.Roles &= ~RoleGrantRules.Guarded;
        Ask(unit, row, roles, agency, administrator);
        return new UserChange(UserProblem.None) { Waiting = roles & RoleGrantRules.Guarded };
    }

    private Task<UserChange> ChangeAsync(Guid id, string administrator, string action, Func<UnitOfWork, UserRow, Task<UserChange>> change, CancellationToken cancellation) =>
        UserStore.ChangeAsync(units, seals, id, administrator, action, change, cancellation);

    private static void Ask(UnitOfWork unit, UserRow row, UserRoles roles, string? agency, string by)
    {
        unit.Store.RoleGrants.Add(Of(unit, row, roles, agency, by, RoleGrantState.Waiting));
        unit.Operated(by, "user.asked", row.Name, row.Id, UserStore.Codes(roles, agency));
    }

    private static RoleGrantRow Of(UnitOfWork unit, UserRow row, UserRoles roles, string? agency, string by, RoleGrantState state) =>
        new() { Id = unit.Keys.Next(), UserId = row.Id, User = row.Name, Roles = roles, Agency = agency, AskedAt = unit.Now, AskedBy = by, State = state };

    /// <summary>An agency's officer is told of its own people and of the desk's, who see every agency's clients.</summary>
    private static IQueryable<RoleGrantRow> Within(IQueryable<RoleGrantRow> grants, string? agency) => agency is null ? grants : grants.Where(g => g.Agency == null || g.Agency == agency);

    private static RoleGrant Read(RoleGrantRow row) => new(row.Id, row.UserId, row.User, row.Roles, row.Agency, row.AskedAt, row.AskedBy, row.State, row.DecidedBy, row.DecidedAt, row.ReadBy);
}
