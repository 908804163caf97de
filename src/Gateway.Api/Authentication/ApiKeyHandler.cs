using System.Security.Claims;
using System.Text.Encodings.Web;
using Gateway.Core.Callers;
using Microsoft.AspNetCore.Authentication;
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

    protected override async Task<ClaimsIdentity?> IdentityOfAsync(string key) =>
        await recent.CallerOfAsync(keys, key, Context.RequestAborted) is { } caller ? AgencyScheme.IdentityOf(caller, SchemeName) : null;

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => AgencyScheme.ForbidAsync(Context);
}
