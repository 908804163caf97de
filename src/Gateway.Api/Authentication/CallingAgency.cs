using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Gateway.Api.Authentication;

/// <summary>Who calls.</summary>
internal static class CallingAgency
{
    public const string ClaimType = "agency";

    /// <summary>The calling agency's id, or null when nobody was recognised.</summary>
    public static string? AgencyOrNull(this HttpContext http) => http.User.FindFirstValue(ClaimType);

    /// <summary>The calling agency's id, behind the policy that requires one.</summary>
    public static string Agency(this HttpContext http) =>
        http.AgencyOrNull() ?? throw new InvalidOperationException("This call is mapped without the policy that requires an agency.");
}
