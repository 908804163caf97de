using Gateway.Core.Operating;

namespace Gateway.Demo;

/// <summary>The demonstration's users, one for each role, without passwords: each comes in by a one-time link.</summary>
internal sealed class DemoUsers(IUsers users)
{
    private const string Actor = "demo";
    private const string Office = "ocmw-leuven";
    private const string Sender = "vdab";

    private static readonly NewUser[] All =
    [
        new("viewer", UserRoles.Viewer, null),
        new("operator", UserRoles.Viewer | UserRoles.Operator, null),
        new("replay", UserRoles.Viewer | UserRoles.Operator | UserRoles.Replay, null),
        new("caseworker", UserRoles.CaseWorker, Office),
        new("mechelen", UserRoles.CaseWorker, "ocmw-mechelen"),
        new("dpo", UserRoles.Dpo, null),
        new("administrator", UserRoles.Administrator, null),
        new("technician", UserRoles.Technician, Sender),
        new("everything", UserRoles.Viewer | UserRoles.Operator | UserRoles.Replay | UserRoles.CaseWorker | UserRoles.Dpo | UserRoles.Administrator, Office),
    ];

    /// <summary>Makes who is not there yet, and a link for each.</summary>
    internal async Task<IReadOnlyList<(string Name, Uri Link)>> InviteAsync(Uri gateway, CancellationToken cancellation)
    {
        var links = new List<(string, Uri)>();
        foreach (var person in All)
        {
            var change = await users.FindAsync(person.Name, cancellation) is { } there
                ? await users.InviteAsync(there.Id, Actor, cancellation)
                : await users.CreateAsync(person, Actor, cancellation);
            links.Add((person.Name, OneTimeLink.Of(gateway, change.Secret!)));
        }

        return links;
    }
}
