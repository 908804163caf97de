using System.Security.Claims;
using Gateway.Core.Operating;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Gateway.Dashboard.Access;

/// <summary>
/// Sign-in at an OpenID provider, where there is one: authorization code with PKCE. What the provider vouches for is issuer
/// and subject; roles are given here, unless a claim holds them.
/// </summary>
internal static partial class OpenIdSignIn
{
    internal const string SchemeName = "dashboard-provider";

    private const string CallbackPath = "/dashboard/sign-in/callback";
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    internal static void Add(AuthenticationBuilder authentication, OpenIdOptions settings)
    {
        // What is wrong is said at start, by the options' validation.
        if (!settings.IsOn || settings.Problem is not null)
            return;
        authentication.AddOpenIdConnect(SchemeName, o => Configure(o, settings));
        authentication.Services.AddOptions<OpenIdConnectOptions>(SchemeName)
            .Configure<IServiceProvider>((o, p) => o.TimeProvider = p.GetRequiredKeyedService<TimeProvider>("machine"));
        // Its messages quote what the provider wrote; what failed is logged below without that.
        authentication.Services.AddLogging(l => l.AddFilter(typeof(OpenIdConnectHandler).FullName, LogLevel.None));
    }

    /// <summary>The way there is a link, not a form: a form may lead to these pages only.</summary>
    internal static void Map(IEndpointRouteBuilder anybody, OpenIdOptions settings)
    {
        if (settings.IsOn)
            anybody.MapGet("/sign-in/provider", (string? back) => Results.Challenge(new AuthenticationProperties { RedirectUri = AccessPages.Safe(back) }, [SchemeName]));
    }

    private static void Configure(OpenIdConnectOptions o, OpenIdOptions settings)
    {
        o.Authority = settings.Authority!.TrimEnd('/');
        o.RequireHttpsMetadata = !new Uri(o.Authority).IsLoopback;
        o.ClientId = settings.ClientId;
        o.ClientSecret = settings.ClientSecret;
        o.ResponseType = OpenIdConnectResponseType.Code;
        o.ResponseMode = OpenIdConnectResponseMode.Query;
        o.UsePkce = true;
        o.CallbackPath = CallbackPath;
        // Signing out ends the session here only.
        o.RemoteSignOutPath = default;
        o.SignedOutCallbackPath = default;
        o.SignInScheme = Permission.Scheme;
        o.MapInboundClaims = false;
        o.TokenValidationParameters.ClockSkew = ClockSkew;
        o.DisableTelemetry = true;
        foreach (var cookie in new[] { o.CorrelationCookie, o.NonceCookie })
        {
            // The provider's answer is a link that is followed, to which Lax cookies are sent.
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.Always;
        }

        o.Events.OnRedirectToIdentityProvider = context =>
        {
            // The address as it is registered there, which behind a proxy is not the one that was called.
            context.ProtocolMessage.RedirectUri = new Uri(PublicAddress.Of(context.HttpContext), context.Options.CallbackPath).AbsoluteUri;
            return Task.CompletedTask;
        };
        o.Events.OnTokenValidated = context => SignInAsync(context, settings);
        o.Events.OnRemoteFailure = Refused;
    }

    private static async Task SignInAsync(TokenValidatedContext context, OpenIdOptions settings)
    {
        var claims = context.Principal!;
        var person = new ExternalIdentity(claims.FindFirstValue("iss")!, claims.FindFirstValue("sub")!);
        var name = claims.FindFirstValue("preferred_username") ?? claims.FindFirstValue("email") ?? claims.FindFirstValue("name") ?? "";
        var signIns = context.HttpContext.RequestServices.GetRequiredService<ISignIns>();
        if (await signIns.SignInExternalAsync(person, name, RolesOf(claims, settings), context.HttpContext.RequestAborted) is { } user)
            context.Principal = Session.Of(user, context.Options.TimeProvider!.GetUtcNow());
        else
            context.Fail("The account is disabled.");
    }

    private static UserRoles? RolesOf(ClaimsPrincipal claims, OpenIdOptions settings) => settings.RolesClaim is { Length: > 0 } claim
        ? claims.FindAll(claim).Aggregate(UserRoles.None, (roles, c) => UserRules.RoleNames.TryGetValue(c.Value, out var role) && role != UserRoles.Technician ? roles | role : roles)
        : null;

    private static Task Refused(RemoteFailureContext context)
    {
        var logger = context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OpenIdSignIn).FullName!);
        Log.Refused(logger, context.Failure?.GetType().Name ?? "none");
        context.Response.Redirect("/dashboard/sign-in?said=" + SignInPage.ProviderRefused);
        context.HandleResponse();
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(6002, LogLevel.Warning, "A sign-in at the OpenID provider failed ({Exception}).")]
        public static partial void Refused(ILogger logger, string exception);
    }
}
