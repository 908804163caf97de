using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Gateway.Api.Authentication;

/// <summary>Whose citizens' portal calls.</summary>
internal static class CallingPortal
{
    /// <summary>Claim with the controller whose portal it is.</summary>
    public const string ClaimType = "portal";

    /// <summary>Policy: a citizens' portal.</summary>
    public const string Policy = "portal";

    /// <summary>The controller whose portal calls, behind the policy that requires one.</summary>
    public static string Controller(this HttpContext http) =>
        http.User.FindFirstValue(ClaimType) ?? throw new InvalidOperationException("This call is mapped without the policy that requires a portal.");

    /// <summary>Names the calling portal among those whose calls are counted; null: it is none.</summary>
    public static string? KeyOf(HttpContext http) => http.User.FindFirstValue(ClaimType) is { } agency ? "portal:" + agency : null;

    /// <summary>Whether a call is one of portals.</summary>
    public static bool IsAskedFor(HttpContext http) => http.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy == Policy) == true;

    public static AuthorizationBuilder AddTo(AuthorizationBuilder authorization) =>
        authorization.AddPolicy(Policy, p => p.AddAuthenticationSchemes(PortalKeyHandler.SchemeName).RequireAuthenticatedUser());
}
