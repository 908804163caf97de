using System.Globalization;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Pilot;

/// <summary>What the pilot's partners look at together: funnels, barriers, transitions.</summary>
internal static class PilotPages
{
    private const int LongestTitle = 400;
    private const int LongestDecision = 1000;

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/pilot", ShowAsync).RequireAuthorization(Permission.See);
        pages.MapPost("/pilot/barriers", AddAsync).RequireAuthorization(Permission.Operate);
        pages.MapPost("/pilot/barriers/{id:guid}/decide", DecideAsync).RequireAuthorization(Permission.Operate);
    }

    private static async Task<IResult> ShowAsync(string? agreement, string? reason, string? note, IPilot pilot, Agreed agreed, CancellationToken cancellation)
    {
        var overview = await pilot.ReadAsync(cancellation);
        var funnel = agreement is null ? overview.Total : overview.Agreements.FirstOrDefault(a => a.Agreement == agreement) ?? NotCounted(agreed, agreement);
        return funnel is null
            ? Missing.Page()
            : PageResult.Of<PilotPage>(new { Overview = overview, Funnel = funnel, Reason = reason, NoteCode = note });
    }

    private static async Task<IResult> AddAsync(
        [FromForm] string? id, [FromForm] string? agreement, [FromForm] string? title, [FromForm] string? stopped, [FromForm] string? level, [FromForm] string? owner,
        Viewer viewer, Agreed agreed, IPilot pilot, CancellationToken cancellation)
    {
        if (title?.Length > LongestTitle)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var of = string.IsNullOrEmpty(agreement) ? null : agreement;
        var barrier = new NewBarrier(
            Guid.TryParse(id, out var key) ? key : Guid.Empty, of, title ?? "",
            int.TryParse(stopped, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : -1, level ?? "", owner ?? "");
        if (!barrier.IsComplete || (of is not null && agreed.Collaborations.All(a => a.Id != of)))
            return To(of, "incomplete");
        await pilot.AddBarrierAsync(barrier, viewer.Name, cancellation);
        return To(of, "added");
    }

    private static async Task<IResult> DecideAsync(
        Guid id, [FromForm] string? version, [FromForm] string? decision, Viewer viewer, IPilot pilot, CancellationToken cancellation)
    {
        if (decision?.Length > LongestDecision)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (decision?.Trim() is not { Length: > 0 } text || !int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
            return To(null, "incomplete");
        return To(null, await pilot.DecideBarrierAsync(id, seen, text, viewer.Name, cancellation) ? "decided" : "changed");
    }

    /// <summary>A site that has no counts yet has barriers all the same.</summary>
    private static SuppressedFunnel? NotCounted(Agreed agreed, string agreement) =>
        agreed.Collaborations.FirstOrDefault(a => a.Id == agreement) is { } site ? new SuppressedFunnel(site.Id, site.Title, []) : null;

    private static IResult To(string? agreement, string note) =>
        Results.LocalRedirect($"/dashboard/pilot?note={note}" + (agreement is null ? "" : $"&agreement={Uri.EscapeDataString(agreement)}"));
}
