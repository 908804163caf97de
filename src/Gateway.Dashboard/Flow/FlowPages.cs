using Gateway.Core.Operating;
using Gateway.Core.Traffic;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Gateway.Dashboard.Traffic;
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
        pages.MapGet("/flow", async (ITraffic traffic, IOverview overview, Viewer viewer, TimeProvider domain, string? range, string? from, string? until, CancellationToken cancellation) =>
        {
            var chosen = ChosenDays.Read(range, from, until, viewer.Today(domain.GetUtcNow()), usual: "week");
            return PageResult.Of<FlowPage>(Parameters(chosen, await ReadAsync(traffic, overview, domain, chosen.Range, cancellation)));
        }).RequireAuthorization(Permission.See);
        pages.MapGet("/flow/live", (HttpContext http, ITraffic traffic, IOverview overview, Viewer viewer, TimeProvider domain, string? range, string? from, string? until, LiveParts parts, LiveReadings readings, CancellationToken cancellation) =>
            parts.SendAsync<FlowMap>(http, async () =>
            {
                var chosen = ChosenDays.Read(range, from, until, viewer.Today(domain.GetUtcNow()), usual: "week");
                return Parameters(chosen, await readings.ReadAsync(("flow", chosen.Range), () => ReadAsync(traffic, overview, domain, chosen.Range, CancellationToken.None), cancellation));
            }, cancellation)).RequireAuthorization(Permission.See);
    }

    private static async Task<Reading> ReadAsync(ITraffic traffic, IOverview overview, TimeProvider domain, TrafficRange days, CancellationToken cancellation) =>
        new(await traffic.FlowsAsync(days, cancellation), await overview.StagesAsync(cancellation), domain.GetUtcNow());

    private static Dictionary<string, object?> Parameters(ChosenDays chosen, Reading reading) =>
        new() { ["Chosen"] = chosen, ["Flows"] = reading.Flows, ["Stages"] = reading.Stages, ["Now"] = reading.Now };

    private sealed record Reading(IReadOnlyList<FlowLine> Flows, IReadOnlyList<StageLine> Stages, DateTimeOffset Now);
}
