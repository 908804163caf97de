using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Gateway.Core.Operating;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Dashboard.Access;

/// <summary>
/// Sign-in at an OpenID provider: the framework's OAuth handler does code, PKCE and state; discovery and the identity
/// token are checked by the libraries made for it. What the provider vouches for is issuer and subject; roles are given
/// here, unless a claim holds them.
/// </summary>
internal sealed class OpenIdHandler(
    IOptionsMonitor<OAuthOptions> options, ILoggerFactory logger, UrlEncoder encoder, IOptions<DashboardOptions> dashboard,
    IConfigurationManager<OpenIdConnectConfiguration> provider, ISignIns signIns) : OAuthHandler<OAuthOptions>(options, logger, encoder)
{
    public const string SchemeName = "dashboard-provider";

    private const string Nonce = "nonce";
    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    private OpenIdOptions Settings => dashboard.Value.OpenId;

    /// <summary>The address the provider sends people back to, as it is registered there.</summary>
    private string Callback => new Uri(PublicAddress.Of(Context), Options.CallbackPath).AbsoluteUri;

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await DiscoverAsync();
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        var nonce = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(16));
        properties.Items[Nonce] = nonce;
        return QueryHelpers.AddQueryString(base.BuildChallengeUrl(properties, Callback), Nonce, nonce);
    }

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        await DiscoverAsync();
        return await base.ExchangeCodeAsync(new OAuthCodeExchangeContext(context.Properties, context.Code, Callback));
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        var token = tokens.Response?.RootElement.TryGetProperty("id_token", out var id) == true ? id.GetString() : null;
        var claims = (await ValidateAsync(token)).ClaimsIdentity;
        if (claims.FindFirst(Nonce)?.Value != properties.Items[Nonce])
            throw new AuthenticationFailureException("The identity token was made for another sign-in.");
        var person = new ExternalIdentity(claims.FindFirst("iss")!.Value, claims.FindFirst("sub")?.Value ?? throw new AuthenticationFailureException("The identity token names no subject."));
        var name = claims.FindFirst("preferred_username")?.Value ?? claims.FindFirst("email")?.Value ?? claims.FindFirst("name")?.Value ?? "";
        var user = await signIns.SignInExternalAsync(person, name, RolesOf(claims), Context.RequestAborted)
            ?? throw new AuthenticationFailureException("The account is disabled.");
        return new AuthenticationTicket(Session.Of(user), properties, Scheme.Name);
    }

    private async Task<TokenValidationResult> ValidateAsync(string? token)
    {
        var result = await ValidateAsync(token, await provider.GetConfigurationAsync(Context.RequestAborted));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // The provider has a new key since it was asked last.
            provider.RequestRefresh();
            result = await ValidateAsync(token, await provider.GetConfigurationAsync(Context.RequestAborted));
        }

        return result.IsValid ? result : throw new AuthenticationFailureException("The identity token is not valid.", result.Exception);
    }

    private Task<TokenValidationResult> ValidateAsync(string? token, OpenIdConnectConfiguration described) => Tokens.ValidateTokenAsync(token ?? "", new TokenValidationParameters
    {
        ValidIssuer = described.Issuer,
        ValidAudience = Settings.ClientId,
        IssuerSigningKeys = described.SigningKeys,
        ClockSkew = TimeSpan.FromMinutes(2),
    });

    private UserRoles? RolesOf(ClaimsIdentity claims) => Settings.RolesClaim is { Length: > 0 } claim
        ? claims.FindAll(claim).Aggregate(UserRoles.None, (roles, c) => UserRules.RoleNames.TryGetValue(c.Value, out var role) ? roles | role : roles)
        : null;

    private async Task DiscoverAsync()
    {
        var described = await provider.GetConfigurationAsync(Context.RequestAborted);
        (Options.AuthorizationEndpoint, Options.TokenEndpoint) = (described.AuthorizationEndpoint, described.TokenEndpoint);
    }
}
