using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Core.Traffic;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Traffic;

/// <summary>Traffic of some days beside that of some weeks before.</summary>
internal static class TrafficPages
{
    internal static void Map(IEndpointRouteBuilder pages) => pages.MapGet("/traffic", ReadAsync).RequireAuthorization(Permission.See);

    private static async Task<IResult> ReadAsync(
        ITraffic traffic, Agreed agreed, Viewer viewer, TimeProvider domain, string? range, string? from, string? until, string? agency, CancellationToken cancellation)
    {
        if (agency is { Length: > 0 } && agreed.Directory.Find(agency) is null)
            return Missing.Page();
        var now = domain.GetUtcNow();
        var chosen = ChosenDays.Read(range, from, until, viewer.Today(now), usual: "today");
        var report = await traffic.ReadAsync(chosen.Range, viewer.Zone, agency is { Length: > 0 } ? agency : null, cancellation);
        return PageResult.Of<TrafficPage>(new
        {
            Report = report, Chosen = chosen, Agency = agency is { Length: > 0 } ? agency : null, Now = now,
            Agencies = (IReadOnlyList<(string, string)>)[.. agreed.Directory.Agencies.OrderBy(a => a.Name, StringComparer.Ordinal).Select(a => (a.Id, a.Name))],
        });
    }
}
