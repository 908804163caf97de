using System.Security.Claims;
using System.Text.Encodings.Web;
using Gateway.Api.Problems;
using Gateway.Core.Intake;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Authentication;

/// <summary>A key stands for an agency. Calls of the desk's users and of portals are no agency's: schemes of their own look at their keys.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IApiKeys keys, RecentKeys recent)
    : BearerKeyHandler(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    protected override bool IsAskedFor => !CallingUser.IsAskedFor(Context) && !CallingPortal.IsAskedFor(Context);

    protected override async Task<ClaimsIdentity?> IdentityOfAsync(string key) => await recent.AgencyOfAsync(keys, key, Context.RequestAborted) is { } agency
        ? new ClaimsIdentity([new Claim(CallingAgency.ClaimType, agency)], SchemeName, CallingAgency.ClaimType, roleType: null)
        : null;

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        new ProblemResult(ProblemKind.AgencyNotLive).ExecuteAsync(Context);
}
