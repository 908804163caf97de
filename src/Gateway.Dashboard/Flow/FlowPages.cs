using Gateway.Core.Operating;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Flow;

/// <summary>Agencies and stages as a picture.</summary>
internal static class FlowPages
{
    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/flow", async (IOverview overview, CancellationToken cancellation) =>
            new RazorComponentResult<FlowPage>(new { Overview = await overview.ReadAsync(cancellation) })).RequireAuthorization(Permission.See);
        pages.MapGet("/flow/live", (HttpContext http, IOverview overview, LiveParts parts, CancellationToken cancellation) =>
            parts.SendAsync<FlowMap>(http, async () => new() { ["Overview"] = await overview.ReadAsync(cancellation) }, cancellation)).RequireAuthorization(Permission.See);
    }
}
