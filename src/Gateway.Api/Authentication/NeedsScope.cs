using Gateway.Core.Callers;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Authentication;

/// <summary>The scope that a call of agencies asks for; part of the endpoint.</summary>
/// <param name="Scope">Name, one of <see cref="Scopes"/>.</param>
internal sealed record NeedsScope(string Scope)
{
    /// <summary>Claim with a scope of the caller.</summary>
    public const string ClaimType = "gateway-scope";
}

/// <summary>The caller's agency takes part, and the caller has the scope of the call. A call that names no scope is nobody's.</summary>
internal sealed class TakesPart : IAuthorizationRequirement;

/// <summary>Looks the caller up in the directory, and its scopes in its claims.</summary>
internal sealed class TakesPartHandler(IPresent<Agreed> agreed) : AuthorizationHandler<TakesPart>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, TakesPart requirement)
    {
        if (context.User.FindFirst(CallingAgency.ClaimType) is { } claim && agreed.Now.Directory.Find(claim.Value) is { Live: true } && HasScope(context))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    /// <summary>Where no call is, or one with another method, the answer says so: there is nothing to open.</summary>
    private static bool HasScope(AuthorizationHandlerContext context) =>
        (context.Resource as HttpContext)?.GetEndpoint() is not RouteEndpoint endpoint
        || (endpoint.Metadata.GetMetadata<NeedsScope>() is { } needed && context.User.HasClaim(NeedsScope.ClaimType, needed.Scope));
}
