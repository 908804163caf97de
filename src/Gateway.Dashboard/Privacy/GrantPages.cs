using Gateway.Core.Operating;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Privacy;

/// <summary>What data protection officers are told of roles: their own agency's and the gateway desk's, which sees every agency's clients.</summary>
internal static class GrantPages
{
    internal static void Map(IEndpointRouteBuilder privacy)
    {
        privacy.MapGet("/roles", async (IRoleGrants grants, Viewer viewer, CancellationToken cancellation) =>
            PageResult.Of<GrantsPage>(new { Grants = await grants.ToldAsync(viewer.Agency, cancellation) }));
        privacy.MapPost("/roles/{grant:guid}", async Task<IResult> (Guid grant, IRoleGrants grants, Viewer viewer, CancellationToken cancellation) =>
            await grants.ReadAsync(grant, viewer.Agency, viewer.Name, cancellation) ? TypedResults.LocalRedirect("/dashboard/privacy/roles") : Missing.Page());
    }
}
