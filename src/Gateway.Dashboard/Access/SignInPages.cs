using Gateway.Core.Operating;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Dashboard.Access;

/// <summary>Signing in, by password or one-time link, and out.</summary>
internal static class SignInPages
{
    /// <summary>A refusal is told no sooner, whatever it took to find out.</summary>
    private static readonly TimeSpan Refusal = TimeSpan.FromMilliseconds(600);

    internal static void Map(IEndpointRouteBuilder pages)
    {
        var anybody = pages.MapGroup("").RequireAuthorization(Permission.Anybody);
        anybody.MapGet("/sign-in", Ask);
        anybody.MapPost("/sign-in", SignInAsync).RequireRateLimiting(AccessPages.SignInRate);
        anybody.MapGet("/sign-in/link/{secret}", (string secret) => PageResult.Of<LinkPage>(new { Secret = secret }));
        anybody.MapPost("/sign-in/link", SignInByLinkAsync).RequireRateLimiting(AccessPages.SignInRate);
        anybody.MapPost("/sign-out", SignOutAsync);
        OpenIdSignIn.Map(anybody, pages.ServiceProvider.GetRequiredService<IOptions<DashboardOptions>>().Value.OpenId);
    }

    private static async Task<IResult> Ask(string? back, string? said, IUsers users, CancellationToken cancellation) =>
        PageResult.Of<SignInPage>(new { Back = AccessPages.Safe(back), Said = said, NobodyYet = !await users.AnyAsync(cancellation) });

    private static async Task<IResult> SignInAsync(
        [FromForm] string? name, [FromForm] string? password, [FromForm] string? back, HttpContext http, ISignIns signIns, KnownDevices devices,
        [FromKeyedServices("machine")] TimeProvider machine, CancellationToken cancellation)
    {
        var began = machine.GetTimestamp();
        var known = devices.Knows(http, UserRules.Normal(name ?? ""));
        if (await signIns.SignInAsync(name ?? "", password ?? "", known, cancellation) is { } user)
        {
            devices.Remember(http, user.Name);
            await Session.StartAsync(http, user);
            return TypedResults.LocalRedirect(AccessPages.Safe(back));
        }

        devices.Failed(http);
        var rest = Refusal - machine.GetElapsedTime(began);
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest, machine, cancellation);
        return PageResult.Of<SignInPage>(new { Back = AccessPages.Safe(back), Said = SignInPage.Refused, Name = name }, StatusCodes.Status401Unauthorized);
    }

    private static async Task<IResult> SignInByLinkAsync([FromForm] string? secret, HttpContext http, ISignIns signIns, CancellationToken cancellation)
    {
        if (await signIns.SignInByLinkAsync(secret ?? "", cancellation) is not { } user)
            return PageResult.Of<LinkPage>(new { Secret = (string?)null }, StatusCodes.Status401Unauthorized);
        await Session.StartAsync(http, user);
        return TypedResults.LocalRedirect("/dashboard");
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, ISignIns signIns, CancellationToken cancellation)
    {
        if (Session.IdOf(http.User) is { } id)
            await signIns.SignOutAsync(id, cancellation);
        await Session.EndAsync(http);
        return TypedResults.LocalRedirect("/dashboard/sign-in?said=" + SignInPage.SignedOut);
    }
}
