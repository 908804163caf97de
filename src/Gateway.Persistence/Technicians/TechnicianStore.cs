using Gateway.Core.Operating;
using Gateway.Core.Technicians;
using Gateway.Persistence.Operating;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Technicians;

/// <summary>Keeps agencies' technicians among the users.</summary>
internal sealed class TechnicianStore(IGatewayDatabase database, UnitsOfWork units, CallerSeals seals, IUsers users, TimeProvider machine) : ITechnicians
{
    public async Task<IReadOnlyList<Technician>> ListAsync(string agency, CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        await using var store = database.Open();
        return [.. (await store.Users.AsNoTracking().Where(u => u.Roles == UserRoles.Technician && u.Agency == agency).OrderBy(u => u.Name).ToListAsync(cancellation))
            .Select(u => new Technician(u.Name, u.LinkUntil > now ? u.LinkUntil : null, u.DisabledAt))];
    }

    public async Task<UserChange> InviteAsync(string agency, string name, string actor, CancellationToken cancellation)
    {
        var there = await users.FindAsync(name, cancellation);
        if (TechnicianRules.MayInvite(there, agency) is var problem and not UserProblem.None)
            return new UserChange(problem);
        if (there is null)
            return await users.CreateAsync(new NewUser(name, UserRoles.Technician, agency), actor, cancellation);
        var (secret, hash) = OneTimeSecret.Make();
        return await UserStore.ChangeAsync(units, seals, there.Id, actor, "user.invited", (unit, row) =>
        {
            // Somebody may have made another of the user meanwhile.
            if (TechnicianRules.MayInvite(UserStore.Read(row), agency) is var now and not UserProblem.None)
                return Task.FromResult(new UserChange(now));
            row.DisabledAt = null;
            UserStore.GiveLink(unit, row, hash);
            return Task.FromResult(new UserChange(UserProblem.None, Secret: secret));
        }, cancellation);
    }

    public async Task<UserChange> EndAsync(string agency, string name, string actor, CancellationToken cancellation) =>
        await users.FindAsync(name, cancellation) is { } there && there.Roles == UserRoles.Technician && there.Agency == agency
            ? await users.DisableAsync(there.Id, disabled: true, actor, cancellation)
            : new UserChange(UserProblem.Unknown);

    public Task NoteAsync(string user, string agency, string page, CancellationToken cancellation) => OperatedAsync(user, "technician.read", agency, page, cancellation);

    public Task NoteRefusedAsync(string user, string agency, string page, CancellationToken cancellation) => OperatedAsync(user, "technician.refused", agency, page, cancellation);

    private Task OperatedAsync(string user, string action, string agency, string page, CancellationToken cancellation) => units.RunAsync(
        unit =>
        {
            unit.Operated(user, action, agency, Guid.Empty, page);
            return Task.FromResult(true);
        },
        cancellation);
}
