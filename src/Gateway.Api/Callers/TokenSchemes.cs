using System.Security.Claims;
using Gateway.Api.Authentication;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Gateway.Core.Callers;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Api.Callers;

/// <summary>
/// Access tokens (JWT, RFC 9068) of the configured issuer and of the gateway itself. Only signatures with a private key count, so that
/// nobody can sign with what the issuer publishes.
/// </summary>
internal static class TokenSchemes
{
    public const string Foreign = "AccessToken";
    public const string Own = "OwnAccessToken";

    /// <summary>Asymmetric algorithms only: neither <c>none</c> nor a shared secret.</summary>
    public static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private const string Refusal = "gateway-token-refusal";
    private const int LongestToken = 12 * 1024;

    public static void AddTo(AuthenticationBuilder authentication, TokenOptions options)
    {
        if (options.TakesForeign)
            authentication.AddJwtBearer(Foreign, o => OfIssuer(o, options));
        if (options.IssuesOwn)
            authentication.AddJwtBearer(Own, o => OfGateway(o, options));
        foreach (var scheme in new[] { Foreign, Own })
        {
            authentication.Services.AddOptions<JwtBearerOptions>(scheme).Configure<IServiceProvider>((o, p) =>
            {
                o.TimeProvider = p.GetRequiredKeyedService<TimeProvider>("machine");
                o.TokenValidationParameters.LifetimeValidator = (from, until, _, _) => scheme == Own
                    ? Lives(from, until, o.TimeProvider.GetUtcNow(), options.ClockSkew, TimeSpan.Zero, options.OwnLifeMinutes)
                    : Lives(from, until, o.TimeProvider.GetUtcNow(), options.ClockSkew, options.ClockSkew, options.LongestLifeMinutes);
                if (scheme == Own)
                    o.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, _, _) => p.GetRequiredService<OwnTokenKeys>().Accepted(o.TimeProvider.GetUtcNow());
            });
        }

        // Its messages quote what was sent; what failed is answered to the caller, and an issuer that is away is logged below.
        authentication.Services.AddLogging(l => l.AddFilter(typeof(JwtBearerHandler).FullName, LogLevel.None));
    }

    /// <summary>The scheme for a token, by the issuer that it names; nothing of it is believed yet. Null: no token is accepted here.</summary>
    public static string? For(TokenOptions options, ReadOnlySpan<char> token)
    {
        if (!options.IssuesOwn)
            return options.TakesForeign ? Foreign : null;
        if (!options.TakesForeign || token.Length > LongestToken)
            return Own;
        try
        {
            return options.IsOwn(new JsonWebToken(token.ToString()).Issuer) ? Own : Foreign;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return Foreign;
        }
    }

    private static void OfIssuer(JwtBearerOptions o, TokenOptions options)
    {
        Common(o, options);
        o.ConfigurationManager = IssuerWatch.MetadataOf(options);
        o.TokenValidationParameters.ValidIssuer = options.Issuer;
        o.TokenValidationParameters.ValidAudience = options.Audience;
        o.Events.OnTokenValidated = context => Accept(context, ForeignCaller(context, options));
    }

    private static void OfGateway(JwtBearerOptions o, TokenOptions options)
    {
        Common(o, options);
        o.TokenValidationParameters.ValidIssuers = [options.OwnIssuer, new Uri(options.OwnIssuer).AbsoluteUri];
        o.TokenValidationParameters.ValidAudience = options.OwnIssuer;
        o.Events.OnTokenValidated = context => Accept(context, context.Principal!.FindFirstValue("client_id") is { } agency
            ? new Caller(agency, ScopesOf(context.Principal!, ["scope"]))
            : null);
    }

    private static void Common(JwtBearerOptions o, TokenOptions options)
    {
        o.MapInboundClaims = false;
        o.SaveToken = false;
        o.IncludeErrorDetails = false;
        o.TokenHandlers.Clear();
        o.TokenHandlers.Add(new JsonWebTokenHandler { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken });
        o.TokenValidationParameters.ClockSkew = options.ClockSkew;
        o.TokenValidationParameters.ValidAlgorithms = Algorithms;
        o.TokenValidationParameters.RequireSignedTokens = true;
        o.TokenValidationParameters.RequireExpirationTime = true;
        o.TokenValidationParameters.ValidTypes = null;
        o.Events = new JwtBearerEvents
        {
            OnMessageReceived = HearAsync,
            OnAuthenticationFailed = Refuse,
            OnChallenge = ChallengeAsync,
            OnForbidden = context => AgencyScheme.ForbidAsync(context.HttpContext),
        };
    }

    /// <param name="from">First moment, UTC.</param>
    /// <param name="until">Last moment, UTC.</param>
    /// <param name="now">Machine time.</param>
    /// <param name="skew">How far the issuer's clock may be ahead.</param>
    /// <param name="after">How long after its end it still counts: an issuer's clock may be behind. The gateway's own tokens end when they end.</param>
    /// <param name="longest">Minutes that it may last.</param>
    private static bool Lives(DateTime? from, DateTime? until, DateTimeOffset now, TimeSpan skew, TimeSpan after, int longest)
    {
        if (until is not { } end || end.Add(after) <= now.UtcDateTime)
            throw new SecurityTokenExpiredException();
        if (from is { } begin && begin > now.UtcDateTime.Add(skew))
            throw new SecurityTokenNotYetValidException();
        if (end > now.UtcDateTime.AddMinutes(longest).Add(skew))
            throw new SecurityTokenInvalidLifetimeException();
        return true;
    }

    /// <summary>Whoever sends much that is refused is not heard for a while: checking a signature costs. Without the issuer's keys nothing is checked.</summary>
    private static async Task HearAsync(MessageReceivedContext context)
    {
        var services = context.HttpContext.RequestServices;
        if (services.GetRequiredService<RefusedKeys>().IsDeaf(context.HttpContext.Connection.RemoteIpAddress, key: ""))
            Fail(context, ProblemKind.TooManyRefusedKeys);
        else if (context.Options.ConfigurationManager is { } metadata && !await services.GetRequiredService<IssuerWatch>().AnswersAsync(metadata, context.HttpContext.RequestAborted))
            Fail(context, ProblemKind.IssuerAway);
    }

    private static void Fail(ResultContext<JwtBearerOptions> context, ProblemKind problem, string why = "Refused.")
    {
        context.HttpContext.Items[Refusal] = problem;
        context.Fail(why);
    }

    private static Task Refuse(AuthenticationFailedContext context)
    {
        Count(context.HttpContext);
        return Task.CompletedTask;
    }

    private static void Count(HttpContext http) => http.RequestServices.GetRequiredService<RefusedKeys>().Refused(http.Connection.RemoteIpAddress);

    private static Task Accept(TokenValidatedContext context, Caller? caller)
    {
        if (caller is null)
        {
            Count(context.HttpContext);
            Fail(context, ProblemKind.TokenRefused, UnknownClient);
        }
        else
        {
            context.Principal = new ClaimsPrincipal(AgencyScheme.IdentityOf(caller, context.Scheme.Name));
        }

        return Task.CompletedTask;
    }

    private const string UnknownClient = "Its client stands for no agency; the gateway desk puts the client's id into the agency's directory entry.";

    private static Caller? ForeignCaller(TokenValidatedContext context, TokenOptions options)
    {
        var claims = context.Principal!;
        var client = TokenOptions.Listed(options.ClientClaims).Select(claims.FindFirstValue).FirstOrDefault(c => !string.IsNullOrEmpty(c));
        if (client is null || context.HttpContext.RequestServices.GetRequiredService<IPresent<Agreed>>().Now.Directory.FindClient(client) is not var (agency, named))
            return null;
        // The directory bounds what the issuer may give.
        return new Caller(agency.Id, [.. ScopesOf(claims, TokenOptions.Listed(options.ScopeClaims)).Intersect(named.Scopes, StringComparer.Ordinal)]);
    }

    private static IReadOnlyList<string> ScopesOf(ClaimsPrincipal claims, IReadOnlyList<string> types) =>
        types.Select(t => claims.FindAll(t).Select(c => c.Value).ToList()).FirstOrDefault(v => v.Count > 0) is { } found
            ? Scopes.Read(string.Join(' ', found), out _)
            : [];

    private static async Task ChallengeAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var http = context.HttpContext;
        if (http.Items[Refusal] is ProblemKind problem && problem != ProblemKind.TokenRefused)
        {
            http.Response.Headers.RetryAfter = problem == ProblemKind.IssuerAway ? IssuerWatch.RetrySeconds : BearerKeyHandler.DeafSeconds;
            await new ProblemResult(problem).ExecuteAsync(http);
        }
        else
        {
            http.Response.Headers.WWWAuthenticate = "Bearer realm=\"gateway\", error=\"invalid_token\"";
            await new ProblemResult(ProblemKind.TokenRefused, Reason(context.AuthenticateFailure)).ExecuteAsync(http);
        }
    }

    /// <summary>Why a token is refused, in words of ours: what it held is repeated nowhere.</summary>
    private static string? Reason(Exception? failure) => failure switch
    {
        SecurityTokenExpiredException => "It has expired. Fetch a new one before the old one ends.",
        SecurityTokenNotYetValidException => "It does not count yet. Compare the clocks of issuer and gateway.",
        SecurityTokenInvalidLifetimeException => "It lasts longer than the gateway takes tokens for. The issuer has to give shorter ones.",
        SecurityTokenInvalidAudienceException => "It is for another audience. Ask the issuer for a token for the gateway.",
        SecurityTokenInvalidIssuerException => "It is of another issuer than the one that the gateway desk named.",
        SecurityTokenInvalidAlgorithmException or SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException => "Its signature is not one of the issuer's present keys.",
        { Message: UnknownClient } => UnknownClient,
        _ => null,
    };
}
