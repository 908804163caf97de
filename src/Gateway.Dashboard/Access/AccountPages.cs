using Gateway.Core.Operating;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Access;

/// <summary>A person's own account: a password of one's own.</summary>
internal static class AccountPages
{
    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/account", async Task<IResult> (string? done, HttpContext http, IUsers users, CancellationToken cancellation) =>
            await OwnAsync(http, users, cancellation) is { } user ? Page(user, done is null ? null : UserProblem.None) : TypedResults.NotFound()).RequireAuthorization(Permission.SignedIn);
        pages.MapPost("/account/password", SetPasswordAsync).RequireAuthorization(Permission.SignedIn).RequireRateLimiting(AccessPages.SignInRate);
    }

    private static async Task<IResult> SetPasswordAsync(
        [FromForm] string? present, [FromForm] string? password, HttpContext http, IUsers users, CancellationToken cancellation)
    {
        if (await OwnAsync(http, users, cancellation) is not { } user)
            return TypedResults.NotFound();
        var may = UserRules.MaySetPassword(user, Session.AgeOf(http));
        var changed = may != UserProblem.None ? new UserChange(may) : await users.SetPasswordAsync(user.Id, present ?? "", password ?? "", user.Name, cancellation);
        if (!changed.Done)
            return Page(user, changed.Problem);
        // Sessions under the former password end; this one goes on under the new.
        await Session.StartAsync(http, changed.User!);
        return TypedResults.LocalRedirect("/dashboard/account?done=password");
    }

    private static async Task<User?> OwnAsync(HttpContext http, IUsers users, CancellationToken cancellation) =>
        Session.IdOf(http.User) is { } id ? await users.FindAsync(id, cancellation) : null;

    private static IResult Page(User user, UserProblem? result) => PageResult.Of<AccountPage>(new { User = user, Result = result }, result is null or UserProblem.None ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}
