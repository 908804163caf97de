using System.Globalization;
using Gateway.Core.Directory;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Users;

/// <summary>Who may open the pages, for administrators.</summary>
internal static class UserPages
{
    internal static void Map(IEndpointRouteBuilder pages)
    {
        var users = pages.MapGroup("/users").RequireAuthorization(Permission.Administer);
        users.MapGet("", async (IUsers store, IRoleGrants grants, Agreed agreed, CancellationToken cancellation) => await ListAsync(store, grants, agreed, null, null, cancellation));
        users.MapPost("/waiting/{grant:guid}/confirm", (Guid grant, IUsers store, IRoleGrants grants, Agreed agreed, Viewer viewer, CancellationToken cancellation) =>
            DecideAsync(grant, confirmed: true, store, grants, agreed, viewer, cancellation));
        users.MapPost("/waiting/{grant:guid}/refuse", (Guid grant, IUsers store, IRoleGrants grants, Agreed agreed, Viewer viewer, CancellationToken cancellation) =>
            DecideAsync(grant, confirmed: false, store, grants, agreed, viewer, cancellation));
        users.MapPost("", CreateAsync);
        users.MapGet("/{id:guid}", async Task<IResult> (Guid id, string? done, IUsers store, IRoleGrants grants, Agreed agreed, CancellationToken cancellation) =>
            await store.FindAsync(id, cancellation) is { } user ? await PageAsync(user, grants, agreed, done is "done" ? UserProblem.None : null, cancellation) : Missing.Page());
        users.MapPost("/{id:guid}/roles", AssignAsync);
        users.MapPost("/{id:guid}/link", InviteAsync);
        users.MapPost("/{id:guid}/disable", async (Guid id, IUsers store, IRoleGrants grants, Viewer viewer, Agreed agreed, CancellationToken cancellation) =>
            await AfterAsync(id, await store.DisableAsync(id, disabled: true, viewer.Name, cancellation), store, grants, agreed, cancellation));
        users.MapPost("/{id:guid}/enable", async (Guid id, IUsers store, IRoleGrants grants, Viewer viewer, Agreed agreed, CancellationToken cancellation) =>
            await AfterAsync(id, await grants.EnableAsync(id, viewer.Name, cancellation), store, grants, agreed, cancellation));
    }

    private static async Task<IResult> ListAsync(IUsers store, IRoleGrants grants, Agreed agreed, NewUser? refused, UserProblem? problem, CancellationToken cancellation) =>
        PageResult.Of<UsersPage>(new
        {
            Users = await store.ListAsync(cancellation), Waiting = await grants.WaitingAsync(cancellation), Agencies = AgenciesOf(agreed), Refused = refused, Problem = problem ?? UserProblem.None,
        }, problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> PageAsync(User user, IRoleGrants grants, Agreed agreed, UserProblem? result, CancellationToken cancellation) =>
        PageResult.Of<UserPage>(new
        {
            User = user, Waiting = (await grants.WaitingAsync(cancellation)).FirstOrDefault(g => g.UserId == user.Id), Agencies = AgenciesOf(agreed), Result = result,
        }, result is null or UserProblem.None ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> CreateAsync(IFormCollection form, IUsers store, IRoleGrants grants, Agreed agreed, Viewer viewer, HttpContext http, CancellationToken cancellation)
    {
        var user = new NewUser(form["name"].ToString(), RolesOf(form), AgencyOf(form));
        var problem = UserRules.Check(user, agreed.Directory);
        var made = problem == UserProblem.None ? await grants.CreateAsync(user, viewer.Name, cancellation) : new UserChange(problem);
        return made.Done ? Link(made, http) : await ListAsync(store, grants, agreed, user, made.Problem, cancellation);
    }

    private static async Task<IResult> AssignAsync(Guid id, IFormCollection form, IUsers store, IRoleGrants grants, Agreed agreed, Viewer viewer, CancellationToken cancellation)
    {
        var (roles, agency) = (RolesOf(form), AgencyOf(form));
        var problem = UserRules.Check(roles, agency, agreed.Directory);
        var changed = problem == UserProblem.None && int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? await grants.AssignAsync(id, version, roles, agency, viewer.Name, cancellation)
            : new UserChange(problem == UserProblem.None ? UserProblem.Changed : problem);
        return await AfterAsync(id, changed, store, grants, agreed, cancellation);
    }

    private static async Task<IResult> DecideAsync(Guid grant, bool confirmed, IUsers store, IRoleGrants grants, Agreed agreed, Viewer viewer, CancellationToken cancellation)
    {
        var decided = await grants.DecideAsync(grant, confirmed, viewer.Name, cancellation);
        return decided.Done ? TypedResults.LocalRedirect("/dashboard/users") : await ListAsync(store, grants, agreed, null, decided.Problem, cancellation);
    }

    private static async Task<IResult> InviteAsync(Guid id, IUsers store, IRoleGrants grants, Agreed agreed, Viewer viewer, HttpContext http, CancellationToken cancellation)
    {
        var made = await grants.InviteAsync(id, viewer.Name, cancellation);
        return made.Done ? Link(made, http) : await AfterAsync(id, made, store, grants, agreed, cancellation);
    }

    private static async Task<IResult> AfterAsync(Guid id, UserChange changed, IUsers store, IRoleGrants grants, Agreed agreed, CancellationToken cancellation)
    {
        if (changed.Done)
            return TypedResults.LocalRedirect($"/dashboard/users/{id}?done=done");
        return await store.FindAsync(id, cancellation) is { } user ? await PageAsync(user, grants, agreed, changed.Problem, cancellation) : Missing.Page();
    }

    /// <summary>The link is shown in the answer itself, once: an address with it would stay in the browser's history.</summary>
    private static IResult Link(UserChange made, HttpContext http) =>
        PageResult.Of<InvitedPage>(new { User = made.User, Link = OneTimeLink.Of(PublicAddress.Of(http), made.Secret!), made.Waiting });

    private static UserRoles RolesOf(IFormCollection form) => form["role"]
        .Aggregate(UserRoles.None, (roles, word) => UserRules.RoleNames.TryGetValue(word ?? "", out var role) ? roles | role : roles);

    private static string? AgencyOf(IFormCollection form) => form["agency"].ToString() is { Length: > 0 } agency ? agency : null;

    private static IReadOnlyList<(string Id, string Name)> AgenciesOf(Agreed agreed) =>
        [.. agreed.Directory.Agencies.OrderBy(a => a.Name, StringComparer.Ordinal).Select(a => (a.Id, a.Name))];
}
