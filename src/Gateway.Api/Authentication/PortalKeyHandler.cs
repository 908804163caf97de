using System.Security.Claims;
using System.Text.Encodings.Web;
using Gateway.Core.Accountability;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Authentication;

/// <summary>
/// A key stands for the citizens' portal of a controller of the directory, live or not: whoever took part answers for it
/// afterwards too. An agency's own key is none.
/// </summary>
internal sealed class PortalKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : BearerKeyHandler(options, logger, encoder)
{
    public const string SchemeName = "PortalKey";

    protected override string HowTo => "Send the header 'Authorization: Bearer' followed by the key of a citizens' portal; 'agency key create --portal' makes one.";

    protected override async Task<ClaimsIdentity?> IdentityOfAsync(string key)
    {
        var services = Context.RequestServices;
        return await services.GetRequiredService<IPortalKeys>().AgencyOfAsync(key, Context.RequestAborted) is { } agency
            && services.GetRequiredService<IPresent<Agreed>>().Now.Directory.Find(agency) is not null
            ? new ClaimsIdentity([new Claim(CallingPortal.ClaimType, agency)], SchemeName)
            : null;
    }
}
