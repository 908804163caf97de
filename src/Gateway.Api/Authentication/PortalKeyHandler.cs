using System.Security.Claims;
using System.Text.Encodings.Web;
using Gateway.Api.Problems;
using Gateway.Core.Accountability;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Authentication;

/// <summary>
/// A bearer key stands for the citizens' portal of a controller of the directory, live or not: whoever took part answers for it
/// afterwards too. An agency's own key is none.
/// </summary>
internal sealed class PortalKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "PortalKey";

    private const string Prefix = "Bearer ";
    private const int LongestKey = 256;
    private bool _keySent;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        _keySent = true;
        var (key, services) = (header[Prefix.Length..].Trim(), Context.RequestServices);
        if (key.Length is 0 or > LongestKey || await services.GetRequiredService<IPortalKeys>().AgencyOfAsync(key, Context.RequestAborted) is not { } agency
            || services.GetRequiredService<IPresent<Agreed>>().Now.Directory.Find(agency) is null)
        {
            return AuthenticateResult.Fail("The key is not in use.");
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(CallingPortal.ClaimType, agency)], SchemeName)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = _keySent ? "Bearer realm=\"gateway\", error=\"invalid_token\"" : "Bearer realm=\"gateway\"";
        return new ProblemResult(
            _keySent ? ProblemKind.KeyRefused : ProblemKind.KeyMissing, "Send the header 'Authorization: Bearer' followed by the key of a citizens' portal; 'agency key create --portal' makes one.")
            .ExecuteAsync(Context);
    }
}
