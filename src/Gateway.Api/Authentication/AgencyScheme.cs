using Gateway.Api.Callers;
using Gateway.Api.Problems;
using Gateway.Core.Callers;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using System.Security.Claims;

namespace Gateway.Api.Authentication;

/// <summary>
/// An agency calls with a key, an access token or a certificate. What was sent decides which of them is looked at: exactly one, so
/// that a caller is never put together from two.
/// </summary>
internal static class AgencyScheme
{
    public const string Name = "Agency";
    public const string Bearer = "Bearer ";

    /// <summary>Every JSON object in base64url begins so, and no key does.</summary>
    private const string TokenStart = "eyJ";

    public static void AddTo(AuthenticationBuilder authentication) =>
        authentication.AddPolicyScheme(Name, displayName: null, o => o.ForwardDefaultSelector = Select);

    /// <summary>Who calls, as the endpoints read it.</summary>
    public static ClaimsIdentity IdentityOf(Caller caller, string scheme) => new(
        [new Claim(CallingAgency.ClaimType, caller.Agency), .. caller.Scopes.Select(s => new Claim(NeedsScope.ClaimType, s))], scheme, CallingAgency.ClaimType, roleType: null);

    /// <summary>Says what a caller who was recognised lacks: its agency takes no part, or the scope of the call.</summary>
    public static Task ForbidAsync(HttpContext http)
    {
        var live = http.AgencyOrNull() is { } agency && http.RequestServices.GetRequiredService<IPresent<Agreed>>().Now.Directory.Find(agency) is { Live: true };
        if (!live || http.GetEndpoint()?.Metadata.GetMetadata<NeedsScope>() is not { } needed)
            return new ProblemResult(ProblemKind.AgencyNotLive).ExecuteAsync(http);
        http.Response.Headers.WWWAuthenticate = $"Bearer realm=\"gateway\", error=\"insufficient_scope\", scope=\"{needed.Scope}\"";
        return new ProblemResult(ProblemKind.ScopeMissing, $"This call needs the scope '{needed.Scope}'. Call with a key, token or certificate that has it; the gateway desk gives scopes.")
        {
            Places = [needed.Scope],
        }.ExecuteAsync(http);
    }

    private static string Select(HttpContext http)
    {
        if (CallingUser.IsAskedFor(http) || CallingPortal.IsAskedFor(http))
            return ApiKeyHandler.SchemeName;
        var header = http.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return http.Features.Get<SentCertificate>() is null ? ApiKeyHandler.SchemeName : CertificateHandler.SchemeName;
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return ApiKeyHandler.SchemeName;
        var token = header.AsSpan(Bearer.Length).Trim();
        if (!token.StartsWith(TokenStart, StringComparison.Ordinal) || token.Count('.') != 2)
            return ApiKeyHandler.SchemeName;
        return TokenSchemes.For(http.RequestServices.GetRequiredService<IOptions<TokenOptions>>().Value, token) ?? ApiKeyHandler.SchemeName;
    }
}
