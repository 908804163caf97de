using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Authentication;

/// <summary>A bearer key stands for whoever calls (RFC 6750); each scheme knows whose.</summary>
internal abstract class BearerKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Seconds after which an address is heard again.</summary>
    public static readonly string DeafSeconds = RefusedKeys.Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    private const int LongestKey = 256;
    private bool _keySent;
    private bool _notHeard;

    /// <summary>Whether the call is one for this scheme.</summary>
    protected virtual bool IsAskedFor => true;

    /// <summary>How to call, for whoever sent no key or one that is not in use; null: as the problem says.</summary>
    protected virtual string? HowTo => null;

    /// <summary>Whom a key stands for; null: it is not in use.</summary>
    protected abstract Task<ClaimsIdentity?> IdentityOfAsync(string key);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!IsAskedFor || !header.StartsWith(AgencyScheme.Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        _keySent = true;
        var key = header[AgencyScheme.Bearer.Length..].Trim();
        var refused = Context.RequestServices.GetRequiredService<RefusedKeys>();
        var from = Context.Connection.RemoteIpAddress;
        _notHeard = refused.IsDeaf(from, key);
        if (!_notHeard && key.Length is > 0 and <= LongestKey && await IdentityOfAsync(key) is { } identity)
        {
            refused.Used(key);
            return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
        }

        if (!_notHeard)
            refused.Refused(from);
        return AuthenticateResult.Fail("The key is not in use.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_notHeard)
        {
            Response.Headers.RetryAfter = DeafSeconds;
            return new ProblemResult(ProblemKind.TooManyRefusedKeys).ExecuteAsync(Context);
        }

        Response.Headers.WWWAuthenticate = _keySent ? "Bearer realm=\"gateway\", error=\"invalid_token\"" : "Bearer realm=\"gateway\"";
        return new ProblemResult(_keySent ? ProblemKind.KeyRefused : ProblemKind.KeyMissing, HowTo).ExecuteAsync(Context);
    }
}
