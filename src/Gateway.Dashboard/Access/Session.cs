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
/// role taken, an account disabled or a password changed counts from the next click on.
/// </summary>
internal static class Session
{
    private const string CredentialClaim = "credential";
    private static readonly object Ended = new();

    /// <summary>Starts a session.</summary>
    internal static Task StartAsync(HttpContext http, User user) => http.SignInAsync(Permission.Scheme, Of(user));

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

    /// <summary>Who is signed in, as the framework wants it.</summary>
    internal static ClaimsPrincipal Of(User user)
    {
        var identity = new ClaimsIdentity(Permission.Scheme);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()));
        identity.AddClaim(new Claim(ClaimTypes.Name, user.Name));
        identity.AddClaim(new Claim(Permission.RolesClaim, ((int)user.Roles).ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(CredentialClaim, user.Credential));
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
            if (user is { DisabledAt: null } && user.Credential == context.Principal!.FindFirstValue(CredentialClaim))
            {
                context.ReplacePrincipal(Of(user));
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
