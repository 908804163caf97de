using System.ComponentModel;
using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Gateway.Core.Operating;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Api.Operating;

/// <summary>Replays for users of the gateway desk: what the pages do, through the same ports.</summary>
internal static class ReplaysApi
{
    private const int LongestCause = 16 * 1024;
    private const string Wanted = "Send a JSON object with 'kind' (set-aside, undecided, parked) and 'code'; 'stage' with parked work only, 'profile' and 'path' with records set aside only.";

    public static void MapReplays(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/replays", async ([FromServices] IReplays replays, CancellationToken cancellation) =>
            TypedResults.Ok(new ReplayList([.. (await replays.ListAsync(cancellation)).Select(ReplayStatus.Of)])))
            .WithName("listReplays").WithTags("Operating")
            .WithSummary("Replays")
            .WithDescription("The last hundred, and how far each is. Asks for a role that may see: viewer, operator, replay or administrator.")
            .Answers(StatusCodes.Status200OK, "The replays, the newest first.", OperatingExamples.Replays)
            .ForUsers(CallingUser.See);

        routes.MapPost("/v1/replays", PrepareAsync)
            .WithName("prepareReplay").WithTags("Operating")
            .WithSummary("Freeze what has a cause now")
            .WithDescription("Takes everything with the cause that is on the worklist at this moment, and nothing that comes later. Nothing is issued yet. The same id again changes nothing. Asks for the role replay.")
            .TakesCause()
            .Answers(StatusCodes.Status201Created, "The replay is prepared.", OperatingExamples.Replay with { State = "prepared", Wave = 0, Succeeded = 0, Running = 0, Left = 50 })
            .ForUsers(CallingUser.Replay, [.. JsonRequest.Problems, ProblemKind.NothingToReplay]);

        routes.MapGet("/v1/replays/{id}", ReadAsync)
            .WithName("readReplay").WithTags("Operating")
            .WithSummary("A replay with its items")
            .WithDescription("How far it is, and a page of a hundred items. Asks for a role that may see.")
            .WithNumber("after", 0, int.MaxValue, 0)
            .Answers(StatusCodes.Status200OK, "The replay.", OperatingExamples.ReplayOfOne)
            .ForUsers(CallingUser.See, ProblemKind.ParameterInvalid, ProblemKind.ReplayUnknown);

        routes.MapGet("/v1/replays/{id}/preview", PreviewAsync)
            .WithName("previewReplay").WithTags("Operating")
            .WithSummary("Count what the items not issued would come to now")
            .WithDescription("Decides all of them under the contracts of now, counts, and writes nothing. Parked work is not counted. Asks for the role replay.")
            .Answers(StatusCodes.Status200OK, "The counts.", OperatingExamples.Preview)
            .ForUsers(CallingUser.Replay, ProblemKind.ReplayUnknown);

        foreach (var (action, summary, text) in new[]
        {
            ("start", "Start a replay, or go on with it", "One item is issued; when it succeeds ten are, then the rest. A first or second wave of which an item fails pauses it."),
            ("pause", "Pause a replay", "What was issued goes on; nothing more is issued."),
            ("cancel", "End a replay", "What was not issued stays as it is."),
        })
        {
            routes.MapPost($"/v1/replays/{{id}}/{action}", ([Description("The replay.")] string id, HttpContext http, [FromServices] IReplays replays, CancellationToken cancellation) =>
                ActAsync(id, action, http.UserName(), replays, cancellation))
                .WithName(action + "Replay").WithTags("Operating")
                .WithSummary(summary)
                .WithDescription(text + " Asks for the role replay.")
                .Answers(StatusCodes.Status200OK, "It is done; the replay as it is now.", OperatingExamples.Replay)
                .ForUsers(CallingUser.Replay, ProblemKind.ReplayUnknown, ProblemKind.ReplayState);
        }
    }

    private static async Task<IResult> PrepareAsync(HttpContext http, [FromServices] IReplays replays, [FromKeyedServices("machine")] TimeProvider machine, CancellationToken cancellation)
    {
        var (asked, problem) = await JsonRequest.ReadAsync<ReplayAsked>(http.Request, LongestCause, Wanted, cancellation);
        if (asked is not { Cause: { } cause })
            return problem ?? JsonRequest.Refusal(Wanted);
        var id = asked.Id ?? Guid.CreateVersion7(machine.GetUtcNow());
        if (await replays.PrepareAsync(id, http.UserName(), cause, cancellation) == 0)
            return new ProblemResult(ProblemKind.NothingToReplay);
        return await replays.ReadAsync(id, tell: false, 0, cancellation) is var (replay, _)
            ? TypedResults.Created($"/v1/replays/{id:D}", ReplayStatus.Of(replay))
            : new ProblemResult(ProblemKind.ReplayUnknown);
    }

    private static async Task<IResult> ReadAsync(
        [Description("The replay.")] string id, [Description("Number of the item after which to read; 'next' of the page before.")] string? after,
        [FromServices] IReplays replays, CancellationToken cancellation)
    {
        if (!WholeNumber.TryRead(after, 0, int.MaxValue, 0, out var from))
            return WholeNumber.Refusal("after", 0, int.MaxValue);
        if (!Guid.TryParseExact(id, "D", out var replayId) || await replays.ReadAsync(replayId, tell: false, from, cancellation) is not var (replay, items))
            return new ProblemResult(ProblemKind.ReplayUnknown);
        return TypedResults.Ok(new ReplayDetail(
            ReplayStatus.Of(replay), [.. items.Select(i => new ReplayItemLine(i.Number, i.SubjectId, i.State, i.Reason?.ToString()))],
            items.Count > 0 && items[^1].Number < replay.Items ? items[^1].Number : null));
    }

    private static async Task<IResult> PreviewAsync([Description("The replay.")] string id, [FromServices] IReplays replays, CancellationToken cancellation) =>
        Guid.TryParseExact(id, "D", out var replay) && await replays.ForecastAsync(replay, cancellation) is { } lines
            ? TypedResults.Ok(new ReplayPreviewCounts(OutcomeCount.Of(lines)))
            : new ProblemResult(ProblemKind.ReplayUnknown);

    private static async Task<IResult> ActAsync(string id, string action, string user, IReplays replays, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(id, "D", out var replay) || await replays.ReadAsync(replay, tell: false, 0, cancellation) is null)
            return new ProblemResult(ProblemKind.ReplayUnknown);
        var done = await (action switch
        {
            "start" => replays.StartAsync(replay, user, cancellation),
            "pause" => replays.PauseAsync(replay, user, cancellation),
            _ => replays.CancelAsync(replay, user, cancellation),
        });
        if (!done)
            return new ProblemResult(ProblemKind.ReplayState);
        return await replays.ReadAsync(replay, tell: false, 0, cancellation) is var (now, _) ? TypedResults.Ok(ReplayStatus.Of(now)) : new ProblemResult(ProblemKind.ReplayUnknown);
    }

}
