using System.Security.Claims;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Gateway.Api.Authentication;

/// <summary>Which user of the gateway desk calls, and what a call asks of the user: each is an authorization policy.</summary>
internal static class CallingUser
{
    /// <summary>Claim with the roles, as a number.</summary>
    public const string RolesClaim = "user-roles";

    /// <summary>Policy: whoever may see flows, states and causes.</summary>
    public const string See = "user-see";

    /// <summary>Policy: whoever may replay.</summary>
    public const string Replay = "user-replay";

    /// <summary>Policy: whoever answers what a client may ask.</summary>
    public const string Privacy = "user-privacy";

    /// <summary>The calling user's name, behind a policy that requires one.</summary>
    public static string UserName(this HttpContext http) =>
        http.User.FindFirstValue(ClaimTypes.Name) ?? throw new InvalidOperationException("This call is mapped without a policy that requires a user.");

    /// <summary>The calling user, as it is noted what they are shown: in their own roles, for the gateway desk.</summary>
    public static Reader DeskReader(this HttpContext http) =>
        new(http.UserName(), Office: null, Enum.TryParse<UserRoles>(http.User.FindFirstValue(RolesClaim), out var roles) ? roles : UserRoles.None);

    /// <summary>Names the calling user among those whose calls are counted; null: it is none.</summary>
    public static string? KeyOf(HttpContext http) => http.User.HasClaim(c => c.Type == RolesClaim) ? "user:" + http.User.FindFirstValue(ClaimTypes.Name) : null;

    /// <summary>Whether a call is one of the desk's users.</summary>
    public static bool IsAskedFor(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy is See or Replay or Privacy) == true;

    public static AuthorizationBuilder AddTo(AuthorizationBuilder authorization)
    {
        foreach (var (name, needed) in new[] { (See, RoleNeeds.See), (Replay, RoleNeeds.Replay), (Privacy, RoleNeeds.Privacy) })
        {
            authorization.AddPolicy(name, p => p.AddAuthenticationSchemes(UserKeyHandler.SchemeName).RequireAuthenticatedUser()
                .RequireAssertion(c => Enum.TryParse<UserRoles>(c.User.FindFirstValue(RolesClaim), out var roles) && (roles & needed) != UserRoles.None));
        }

        return authorization;
    }
}
