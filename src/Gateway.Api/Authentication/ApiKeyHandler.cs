using System.Security.Claims;
using System.Text.Encodings.Web;
using Gateway.Api.Problems;
using Gateway.Core.Intake;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Authentication;

/// <summary>A bearer key stands for an agency (RFC 6750).</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IApiKeys keys, RecentKeys recent)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    private const string Prefix = "Bearer ";
    private const int LongestKey = 256;
    private bool _keySent;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Calls of the desk's users and of portals are no agency's: schemes of their own look at the key.
        if (CallingUser.IsAskedFor(Context) || CallingPortal.IsAskedFor(Context))
            return AuthenticateResult.NoResult();
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        _keySent = true;
        var key = header[Prefix.Length..].Trim();
        if (key.Length is 0 or > LongestKey || await recent.AgencyOfAsync(keys, key, Context.RequestAborted) is not { } agency)
            return AuthenticateResult.Fail("The key is not in use.");
        var identity = new ClaimsIdentity([new Claim(CallingAgency.ClaimType, agency)], SchemeName, CallingAgency.ClaimType, roleType: null);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = _keySent ? "Bearer realm=\"gateway\", error=\"invalid_token\"" : "Bearer realm=\"gateway\"";
        return new ProblemResult(_keySent ? ProblemKind.KeyRefused : ProblemKind.KeyMissing).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        new ProblemResult(ProblemKind.AgencyNotLive).ExecuteAsync(Context);
}
