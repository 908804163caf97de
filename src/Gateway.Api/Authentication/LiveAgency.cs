using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.Api.Authentication;

/// <summary>The caller's directory entry is live; a key alone is not enough.</summary>
internal sealed class LiveAgency : IAuthorizationRequirement;

/// <summary>Looks the caller up in the directory.</summary>
internal sealed class LiveAgencyHandler(IPresent<Agreed> agreed) : AuthorizationHandler<LiveAgency>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, LiveAgency requirement)
    {
        if (context.User.FindFirst(CallingAgency.ClaimType) is { } claim && agreed.Now.Directory.Find(claim.Value) is { Live: true })
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
