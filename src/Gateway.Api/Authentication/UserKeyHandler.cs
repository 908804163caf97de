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

/// <summary>A bearer key stands for a user of the gateway desk, whose roles are read anew at every call. An agency's key is none.</summary>
internal sealed class UserKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "UserKey";

    private const string Prefix = "Bearer ";
    private const int LongestKey = 256;
    private bool _keySent;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        _keySent = true;
        var key = header[Prefix.Length..].Trim();
        var keys = Context.RequestServices.GetRequiredService<IUserKeys>();
        if (key.Length is 0 or > LongestKey || await keys.UserOfAsync(key, Context.RequestAborted) is not { } user)
            return AuthenticateResult.Fail("The key is not in use.");
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, user.Name), new Claim(CallingUser.RolesClaim, ((int)user.Roles).ToString(CultureInfo.InvariantCulture))], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = _keySent ? "Bearer realm=\"gateway\", error=\"invalid_token\"" : "Bearer realm=\"gateway\"";
        return new ProblemResult(
            _keySent ? ProblemKind.KeyRefused : ProblemKind.KeyMissing, "Send the header 'Authorization: Bearer' followed by the key of a user of the gateway desk; 'user key create' makes one.")
            .ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => new ProblemResult(ProblemKind.RoleMissing).ExecuteAsync(Context);
}
