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
        {
            var (name, days) = Range(range, viewer, domain);
            return PageResult.Of<FlowPage>(Parameters(name, await ReadAsync(traffic, overview, domain, days, cancellation)));
        }).RequireAuthorization(Permission.See);
        pages.MapGet("/flow/live", (HttpContext http, ITraffic traffic, IOverview overview, Viewer viewer, TimeProvider domain, string? range, LiveParts parts, LiveReadings readings, CancellationToken cancellation) =>
            parts.SendAsync<FlowMap>(http, async () =>
            {
                var (name, days) = Range(range, viewer, domain);
                return Parameters(name, await readings.ReadAsync(("flow", days), () => ReadAsync(traffic, overview, domain, days, CancellationToken.None), cancellation));
            }, cancellation)).RequireAuthorization(Permission.See);
    }

    private static (string Name, TrafficRange Days) Range(string? range, Viewer viewer, TimeProvider domain)
    {
        var name = TrafficRange.Names.Contains(range) ? range! : "week";
        return (name, TrafficRange.Named(name, viewer.Today(domain.GetUtcNow())));
    }

    private static async Task<Reading> ReadAsync(ITraffic traffic, IOverview overview, TimeProvider domain, TrafficRange days, CancellationToken cancellation) =>
        new(await traffic.FlowsAsync(days, cancellation), (await overview.ReadAsync(cancellation)).Stages, domain.GetUtcNow());

    private static Dictionary<string, object?> Parameters(string name, Reading reading) =>
        new() { ["Name"] = name, ["Flows"] = reading.Flows, ["Stages"] = reading.Stages, ["Now"] = reading.Now };

    private sealed record Reading(IReadOnlyList<FlowLine> Flows, IReadOnlyList<StageLine> Stages, DateTimeOffset Now);
}
