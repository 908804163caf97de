using Gateway.Core.Operating;
using Gateway.Core.Traffic;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Flow;

/// <summary>Who refers to whom, and where it waits, as a picture.</summary>
internal static class FlowPages
{
    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/flow", async (ITraffic traffic, IOverview overview, Viewer viewer, TimeProvider domain, string? range, CancellationToken cancellation) =>
            PageResult.Of<FlowPage>(await ReadAsync(traffic, overview, viewer, domain, range, cancellation))).RequireAuthorization(Permission.See);
        pages.MapGet("/flow/live", (HttpContext http, ITraffic traffic, IOverview overview, Viewer viewer, TimeProvider domain, string? range, LiveParts parts, CancellationToken cancellation) =>
            parts.SendAsync<FlowMap>(http, async () => await ReadAsync(traffic, overview, viewer, domain, range, cancellation), cancellation)).RequireAuthorization(Permission.See);
    }

    private static async Task<Dictionary<string, object?>> ReadAsync(ITraffic traffic, IOverview overview, Viewer viewer, TimeProvider domain, string? range, CancellationToken cancellation)
    {
        var name = TrafficRange.Names.Contains(range) ? range! : "week";
        return new()
        {
            ["Name"] = name,
            ["Flows"] = await traffic.FlowsAsync(TrafficRange.Named(name, viewer.Today(domain.GetUtcNow())), cancellation),
            ["Stages"] = (await overview.ReadAsync(cancellation)).Stages,
            ["Now"] = domain.GetUtcNow(),
        };
    }
}
