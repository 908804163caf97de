using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Gateway.Dashboard.Access;

/// <summary>Registers sign-in at an OpenID provider, where there is one.</summary>
internal static class OpenIdSignIn
{
    private const string CallbackPath = "/dashboard/sign-in/callback";

    internal static void Add(AuthenticationBuilder authentication, OpenIdOptions settings)
    {
        // What is wrong is said at start, by the options' validation.
        if (!settings.IsOn || settings.Problem is not null)
            return;
        var authority = settings.Authority!.TrimEnd('/');
        authentication.Services.AddSingleton<IConfigurationManager<OpenIdConnectConfiguration>>(_ => new ConfigurationManager<OpenIdConnectConfiguration>(
            authority + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever { RequireHttps = !new Uri(authority).IsLoopback }));
        authentication.AddOAuth<OAuthOptions, OpenIdHandler>(OpenIdHandler.SchemeName, o =>
        {
            o.ClientId = settings.ClientId!;
            o.ClientSecret = settings.ClientSecret!;
            o.CallbackPath = CallbackPath;
            // The provider's own description says where; the handler wants something to begin with.
            o.AuthorizationEndpoint = o.TokenEndpoint = authority;
            o.UsePkce = true;
            o.Scope.Add("openid");
            o.Scope.Add("profile");
            o.SignInScheme = Permission.Scheme;
            o.CorrelationCookie.SameSite = SameSiteMode.Lax;
            o.CorrelationCookie.SecurePolicy = CookieSecurePolicy.Always;
            o.Events.OnRemoteFailure = context =>
            {
                context.Response.Redirect("/dashboard/sign-in?said=" + SignInPage.ProviderRefused);
                context.HandleResponse();
                return Task.CompletedTask;
            };
        });
        authentication.Services.AddOptions<OAuthOptions>(OpenIdHandler.SchemeName)
            .Configure<IServiceProvider>((o, p) => o.TimeProvider = p.GetRequiredKeyedService<TimeProvider>("machine"));
    }

    /// <summary>The way there is a link, not a form: a form may lead to these pages only.</summary>
    internal static void Map(IEndpointRouteBuilder anybody, OpenIdOptions settings)
    {
        if (settings.IsOn)
            anybody.MapGet("/sign-in/provider", (string? back) => Results.Challenge(new AuthenticationProperties { RedirectUri = AccessPages.Safe(back) }, [OpenIdHandler.SchemeName]));
    }
}
