using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Gateway.Api.Problems;
using Gateway.Core.Operating;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Authentication;

/// <summary>A key stands for a user of the gateway desk, whose roles are read anew at every call. An agency's key is none.</summary>
internal sealed class UserKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : BearerKeyHandler(options, logger, encoder)
{
    public const string SchemeName = "UserKey";

    protected override string HowTo => "Send the header 'Authorization: Bearer' followed by the key of a user of the gateway desk; 'user key create' makes one.";

    protected override async Task<ClaimsIdentity?> IdentityOfAsync(string key) =>
        await Context.RequestServices.GetRequiredService<IUserKeys>().UserOfAsync(key, Context.RequestAborted) is { } user
            ? new ClaimsIdentity(
                [new Claim(ClaimTypes.Name, user.Name), new Claim(CallingUser.RolesClaim, ((int)user.Roles).ToString(CultureInfo.InvariantCulture))], SchemeName)
            : null;

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => new ProblemResult(ProblemKind.RoleMissing).ExecuteAsync(Context);
}
