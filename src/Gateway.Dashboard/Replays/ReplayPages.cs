using Gateway.Core.Operating;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Replays;

/// <summary>Replays: an exact set, previewed, one item, ten, the rest.</summary>
internal static class ReplayPages
{
    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/replays", async (IReplays replays, string? done, CancellationToken cancellation) =>
            PageResult.Of<ReplaysPage>(new { Parked = await replays.ParkedAsync(cancellation), Replays = await replays.ListAsync(cancellation), Done = done })).RequireAuthorization(Permission.See);
        pages.MapPost("/replays", PrepareAsync).RequireAuthorization(Permission.Replay);
        pages.MapGet("/replays/{id:guid}", ReadAsync).RequireAuthorization(Permission.See);
        pages.MapGet("/replays/{id:guid}/live", (Guid id, HttpContext http, IReplays replays, LiveParts parts, CancellationToken cancellation) =>
            parts.SendAsync<ReplayProgress>(http, async () => new() { ["Replay"] = (await replays.ReadAsync(id, tell: false, 0, cancellation))?.Replay }, cancellation)).RequireAuthorization(Permission.See);
        pages.MapPost("/replays/{id:guid}/{action}", ActAsync).RequireAuthorization(Permission.Replay);
    }

    private static async Task<IResult> PrepareAsync(
        IReplays replays, Viewer viewer, [FromForm] Guid id, [FromForm] string? kind, [FromForm] string? stage, [FromForm] string code,
        [FromForm] string? agency, [FromForm] string? profile, [FromForm] string? path, CancellationToken cancellation)
    {
        var cause = kind switch
        {
            "set-aside" => ReplayCause.SetAside(code, Set(agency), Set(profile), Set(path)),
            "undecided" => ReplayCause.Undecided(code),
            _ => ReplayCause.Parked(stage ?? "", code),
        };
        return await replays.PrepareAsync(id, viewer.Name, cause, cancellation) == 0
            ? TypedResults.LocalRedirect("/dashboard/replays?done=nothing")
            : TypedResults.LocalRedirect($"/dashboard/replays/{id}");
    }

    private static async Task<IResult> ReadAsync(Guid id, IReplays replays, Viewer viewer, int? after, string? done, bool? preview, CancellationToken cancellation)
    {
        if (await replays.ReadAsync(id, tell: viewer.May(Permission.Replay), after ?? 0, cancellation) is not var (replay, items))
            return Missing.Page();
        var forecast = preview == true && viewer.May(Permission.Replay) ? await replays.ForecastAsync(id, cancellation) : null;
        return PageResult.Of<ReplayPage>(new { Replay = replay, Items = items, Done = done, Forecast = forecast });
    }

    private static string? Set(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static async Task<IResult> ActAsync(Guid id, string action, IReplays replays, Viewer viewer, CancellationToken cancellation)
    {
        bool? done = action switch
        {
            "start" => await replays.StartAsync(id, viewer.Name, cancellation),
            "pause" => await replays.PauseAsync(id, viewer.Name, cancellation),
            "cancel" => await replays.CancelAsync(id, viewer.Name, cancellation),
            _ => null,
        };
        return done is { } did ? TypedResults.LocalRedirect($"/dashboard/replays/{id}?done={(did ? action : "stale")}") : Missing.Page();
    }
}
