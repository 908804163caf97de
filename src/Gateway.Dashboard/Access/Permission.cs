using Gateway.Core.Operating;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.Dashboard.Access;

/// <summary>What a page or an action asks of who opens it: each is an authorization policy of that name.</summary>
public static class Permission
{
    /// <summary>The authentication scheme of the pages: a cookie.</summary>
    public const string Scheme = "dashboard";

    /// <summary>Claim with the roles, as a number.</summary>
    public const string RolesClaim = "roles";

    /// <summary>Claim with the agency; absent: the gateway's own.</summary>
    public const string AgencyClaim = "agency";

    /// <summary>Anybody, signed in or not; who is signed in is known.</summary>
    public const string Anybody = "dashboard-anybody";

    /// <summary>Anybody who is signed in.</summary>
    public const string SignedIn = "dashboard-signed-in";

    /// <summary>Flows, states and generic causes.</summary>
    public const string See = "dashboard-see";

    /// <summary>Look-ups of a client by an identifier. Whoever only looks at flows has none.</summary>
    public const string LookUp = "dashboard-look-up";

    /// <summary>How much of a referral lies behind a wall, and which target groups a client was held to belong to.</summary>
    public const string SeeProtected = "dashboard-see-protected";

    /// <summary>Owners, notes, holds, content errors back to the sender.</summary>
    public const string Operate = "dashboard-operate";

    /// <summary>Replays.</summary>
    public const string Replay = "dashboard-replay";

    /// <summary>One agency's inbox.</summary>
    public const string CaseWork = "dashboard-case-work";

    /// <summary>Disclosures of a client.</summary>
    public const string Privacy = "dashboard-privacy";

    /// <summary>Users and their roles.</summary>
    public const string Administer = "dashboard-administer";

    /// <summary>Links for the technicians of agencies.</summary>
    public const string LetTechniciansIn = "dashboard-let-technicians-in";

    /// <summary>One agency's own traffic, for its technician.</summary>
    public const string Technical = "dashboard-technical";

    /// <summary>Roles of which one is enough.</summary>
    internal static IReadOnlyDictionary<string, UserRoles> Needed { get; } = new Dictionary<string, UserRoles>(StringComparer.Ordinal)
    {
        [See] = RoleNeeds.See,
        [LookUp] = UserRoles.Operator,
        [SeeProtected] = UserRoles.Operator,
        [Operate] = UserRoles.Operator,
        [Replay] = RoleNeeds.Replay,
        [CaseWork] = UserRoles.CaseWorker,
        [Privacy] = RoleNeeds.Privacy,
        [Administer] = UserRoles.Administrator,
        [LetTechniciansIn] = UserRoles.Operator | UserRoles.Administrator,
        [Technical] = UserRoles.Technician,
    };

    internal static void AddTo(AuthorizationBuilder authorization)
    {
        authorization.AddPolicy(Anybody, p => p.AddAuthenticationSchemes(Scheme).RequireAssertion(_ => true));
        authorization.AddPolicy(SignedIn, p => p.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser());
        foreach (var (name, roles) in Needed)
            authorization.AddPolicy(name, p => p.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser().RequireAssertion(c => (Viewer.RolesOf(c.User) & roles) != UserRoles.None));
    }
}
