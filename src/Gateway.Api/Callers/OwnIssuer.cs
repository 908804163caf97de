using System.Security.Claims;
using Gateway.Api.Authentication;
using Gateway.Api.Limits;
using Gateway.Core.Callers;
using Gateway.Core.Intake;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Scopes = Gateway.Core.Callers.Scopes;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Gateway.Api.Callers;

/// <summary>
/// The gateway as issuer of access tokens for agencies without one: <c>POST /oauth/token</c>, client credentials (RFC 6749, section 4.4).
/// The client is the agency, by its id; its secret is a key of the agency that is in use. So one verb makes, changes and revokes both.
/// </summary>
internal static class OwnIssuer
{
    public const string TokenPath = "/oauth/token";
    private const long LongestForm = 8 * 1024;

    public static void AddTo(IServiceCollection services, TokenOptions options)
    {
        services.AddSingleton<OwnTokenKeys>();
        services.AddOpenIddict().AddServer(server =>
        {
            // No table of clients or tokens: who may fetch one is decided below, and a token is checked by its signature.
            server.EnableDegradedMode();
            server.SetIssuer(options.OwnIssuer);
            server.SetTokenEndpointUris(TokenPath[1..]);
            server.SetConfigurationEndpointUris(".well-known/oauth-authorization-server");
            server.SetJsonWebKeySetEndpointUris(Array.Empty<Uri>());
            server.AllowClientCredentialsFlow();
            server.RegisterScopes([.. Scopes.All]);
            server.SetAccessTokenLifetime(TimeSpan.FromMinutes(options.OwnLifeMinutes));
            server.DisableAccessTokenEncryption();
            // Asked for by the library, and used for nothing: tokens are not encrypted, and OwnTokenKeys signs.
            server.AddEphemeralEncryptionKey();
            server.AddEphemeralSigningKey(Microsoft.IdentityModel.Tokens.SecurityAlgorithms.EcdsaSha256);
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            server.AddEventHandler<ValidateTokenRequestContext>(h => h.UseSingletonHandler<ClientCheck>().SetOrder(int.MaxValue - 100_000));
            server.AddEventHandler<HandleTokenRequestContext>(h => h.UseSingletonHandler<TokenOfClient>());
            server.AddEventHandler<GenerateTokenContext>(h => h.UseSingletonHandler<SignedByMonth>()
                .SetOrder(OpenIddictServerHandlers.Protection.AttachSecurityCredentials.Descriptor.Order + 500));
        });
        // Its messages quote what was sent.
        services.AddLogging(l => l.AddFilter("OpenIddict", LogLevel.None));
        services.AddOptions<OpenIddictServerOptions>().Configure<IServiceProvider>((o, p) => o.TimeProvider = p.GetRequiredKeyedService<TimeProvider>("machine"));
    }

    /// <summary>Anybody may send a form there; it is short.</summary>
    public static void UseIn(IApplicationBuilder app, TokenOptions options)
    {
        if (!options.IssuesOwn)
            return;
        app.Use((http, next) =>
        {
            if (http.Request.Path.Equals(TokenPath, StringComparison.OrdinalIgnoreCase) && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
                body.MaxRequestBodySize = LongestForm;
            return next(http);
        });
    }

    private static HttpContext HttpOf(BaseContext context) =>
        OpenIddictServerAspNetCoreHelpers.GetHttpRequest(context.Transaction)?.HttpContext ?? throw new InvalidOperationException("Tokens are asked for over HTTP only.");

    /// <summary>Looks at the client's id and secret, and at what it asks for.</summary>
    internal sealed class ClientCheck(IPresent<Agreed> agreed, RefusedKeys refused) : IOpenIddictServerHandler<ValidateTokenRequestContext>
    {
        public const string Granted = "gateway-granted";

        public async ValueTask HandleAsync(ValidateTokenRequestContext context)
        {
            var http = HttpOf(context);
            var from = http.Connection.RemoteIpAddress;
            var (client, secret) = (context.ClientId ?? "", context.ClientSecret ?? "");
            if (refused.IsDeaf(from, secret))
            {
                http.Response.Headers.RetryAfter = BearerKeyHandler.DeafSeconds;
                context.Reject(Errors.TemporarilyUnavailable, "Too many keys that are not in use came from this address. Wait a minute.");
                return;
            }

            var caller = await http.RequestServices.GetRequiredService<IApiKeys>().CallerOfAsync(secret, http.RequestAborted);
            if (caller is null || caller.Agency != client || agreed.Now.Directory.Find(client) is not { Live: true })
            {
                refused.Refused(from);
                context.Reject(Errors.InvalidClient, "Send the agency's id as client_id and a key of it that is in use as client_secret.");
                return;
            }

            refused.Used(secret);
            var asked = context.Request.GetScopes();
            if (asked.FirstOrDefault(s => !caller.Scopes.Contains(s, StringComparer.Ordinal)) is not null)
            {
                context.Reject(Errors.InvalidScope, $"The key has the scopes: {Scopes.Text(caller.Scopes)}.");
                return;
            }

            context.Transaction.Properties[Granted] = asked.IsEmpty ? caller.Scopes : [.. asked];
        }
    }

    /// <summary>The token of a client that was looked at.</summary>
    internal sealed class TokenOfClient : IOpenIddictServerHandler<HandleTokenRequestContext>
    {
        public ValueTask HandleAsync(HandleTokenRequestContext context)
        {
            var identity = new ClaimsIdentity("gateway");
            identity.AddClaim(new Claim(Claims.Subject, context.ClientId!).SetDestinations(Destinations.AccessToken));
            var principal = new ClaimsPrincipal(identity);
            principal.SetScopes((IEnumerable<string>)context.Transaction.Properties[ClientCheck.Granted]!);
            principal.SetResources(context.Options.Issuer!.OriginalString);
            context.Principal = principal;
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Signs with the key of the month.</summary>
    internal sealed class SignedByMonth(OwnTokenKeys keys) : IOpenIddictServerHandler<GenerateTokenContext>
    {
        public ValueTask HandleAsync(GenerateTokenContext context)
        {
            if (context.TokenType == TokenTypeIdentifiers.AccessToken)
                context.SigningCredentials = keys.Signing(context.Options.TimeProvider!.GetUtcNow());
            return ValueTask.CompletedTask;
        }
    }
}
