using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Now;

/// <summary>The page that tells in five seconds whether flows are healthy.</summary>
internal static class NowPages
{
    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/now", async (IOverview overview, IStoreState store, IReadiness readiness, CancellationToken cancellation) =>
            PageResult.Of<NowPage>(new { Overview = await ReadAsync(overview, store, readiness, cancellation) })).RequireAuthorization(Permission.See);
        pages.MapGet("/now/live", (HttpContext http, IOverview overview, IStoreState store, IReadiness readiness, LiveParts parts, LiveReadings readings, CancellationToken cancellation) =>
            parts.SendAsync<NowFlows>(http, async () => new() { ["Overview"] = await readings.ReadAsync("now", () => ReadAsync(overview, store, readiness, CancellationToken.None), cancellation) }, cancellation)).RequireAuthorization(Permission.See);
    }

    /// <summary>The flows; when the store does not answer, that and nothing else.</summary>
    private static async Task<Overview> ReadAsync(IOverview overview, IStoreState store, IReadiness readiness, CancellationToken cancellation)
    {
        try
        {
            return await overview.ReadAsync(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException && store.IsAway(e))
        {
            var missing = (await readiness.ReadAsync(cancellation)).Where(p => !p.Ready).Select(p => new Alarm(AlarmClass.Wake, AlarmCodes.IntakeRefusing, "{0} is not available; agencies are refused: {1}", [p.Part, p.Text ?? ""], "/dashboard/now"));
            return new Overview(DateTimeOffset.MinValue, [.. missing], [], [], null);
        }
    }
}
