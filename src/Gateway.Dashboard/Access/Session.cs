using System.Globalization;
using System.Security.Claims;
using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Dashboard.Access;

/// <summary>
/// What is signed in. The cookie says who it is; what that person may do is asked of the store at every call, so that a
/// role taken, an account disabled, a password changed or a sign-out on another device counts from the next click on. It ends
/// after <see cref="UserRules.LongestSession"/>, however much it is used.
/// </summary>
internal static class Session
{
    private const string SessionsClaim = "sessions";
    private const string SinceClaim = "since";
    private static readonly object Ended = new();

    /// <summary>Starts a session.</summary>
    internal static Task StartAsync(HttpContext http, User user) => http.SignInAsync(Permission.Scheme, Of(user, Machine(http).GetUtcNow()));

    /// <summary>Ends it.</summary>
    internal static Task EndAsync(HttpContext http) => http.SignOutAsync(Permission.Scheme);

    /// <summary>Key of whoever is signed in.</summary>
    internal static Guid? IdOf(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    internal static CookieAuthenticationEvents Events { get; } = new()
    {
        OnValidatePrincipal = ValidateAsync,
        OnRedirectToLogin = AskToSignInAsync,
        OnRedirectToAccessDenied = c => ProblemPage.WriteAsync(c.HttpContext, StatusCodes.Status403Forbidden),
    };

    /// <summary>How long somebody has been signed in.</summary>
    internal static TimeSpan AgeOf(HttpContext http) => SinceOf(http.User) is { } since ? Machine(http).GetUtcNow() - since : TimeSpan.MaxValue;

    /// <summary>Whether whoever calls is still signed in, and may still do what they might when the call began: for a call that lasts.</summary>
    internal static async Task<bool> HoldsAsync(HttpContext http, CancellationToken cancellation) =>
        IdOf(http.User) is { } id && await http.RequestServices.GetRequiredService<IUsers>().FindAsync(id, cancellation) is { } user
        && Holds(http, http.User, user) && Viewer.RolesOf(http.User) == user.Roles && http.User.FindFirstValue(Permission.AgencyClaim) == user.Agency;

    /// <summary>Who is signed in, as the framework wants it.</summary>
    /// <param name="user">The user.</param>
    /// <param name="since">Machine time of the sign-in.</param>
    internal static ClaimsPrincipal Of(User user, DateTimeOffset since)
    {
        var identity = new ClaimsIdentity(Permission.Scheme);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()));
        identity.AddClaim(new Claim(ClaimTypes.Name, user.Name));
        identity.AddClaim(new Claim(Permission.RolesClaim, ((int)user.Roles).ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(SessionsClaim, user.Sessions.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(SinceClaim, since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        if (user.Agency is not null)
            identity.AddClaim(new Claim(Permission.AgencyClaim, user.Agency));
        return new ClaimsPrincipal(identity);
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var store = services.GetRequiredService<IStoreState>();
        try
        {
            var user = store.IsOpen && IdOf(context.Principal!) is { } id
                ? await services.GetRequiredService<IUsers>().FindAsync(id, context.HttpContext.RequestAborted)
                : null;
            if (user is not null && Holds(context.HttpContext, context.Principal!, user))
            {
                context.ReplacePrincipal(Of(user, SinceOf(context.Principal!)!.Value));
                return;
            }
        }
        catch (Exception failure) when (store.IsAway(failure))
        {
            // Nobody can tell who it is now; the cookie stays, and the page says that the store is away.
            context.RejectPrincipal();
            return;
        }

        context.RejectPrincipal();
        if (!store.IsOpen)
            return;
        // What a part of a page asks in vain, the page asks again, and that answer is the one that is read.
        if (IsPart(context.Request))
            return;
        context.HttpContext.Items[Ended] = true;
        await EndAsync(context.HttpContext);
    }

    private static bool Holds(HttpContext http, ClaimsPrincipal session, User user) =>
        user is { DisabledAt: null, IsAuthentic: true }
        && session.FindFirstValue(SessionsClaim) == user.Sessions.ToString(CultureInfo.InvariantCulture)
        && SinceOf(session) is { } since && Machine(http).GetUtcNow() - since < UserRules.LongestSession;

    private static DateTimeOffset? SinceOf(ClaimsPrincipal session) =>
        long.TryParse(session.FindFirstValue(SinceClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static TimeProvider Machine(HttpContext http) => http.RequestServices.GetRequiredKeyedService<TimeProvider>("machine");

    private static bool IsPart(HttpRequest request) => request.Headers.ContainsKey("HX-Request");

    private static Task AskToSignInAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (IsPart(request))
        {
            // A part of a page cannot show the way in: the whole page asks again, and is shown it.
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers["HX-Refresh"] = "true";
            return Task.CompletedTask;
        }

        context.Response.Redirect(QueryHelpers.AddQueryString("/dashboard/sign-in", new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["back"] = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : null,
            ["said"] = context.HttpContext.Items.ContainsKey(Ended) ? SignInPage.SessionEnded : null,
        }));
        return Task.CompletedTask;
    }
}
