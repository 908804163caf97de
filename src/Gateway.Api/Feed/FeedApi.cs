using System.ComponentModel;
using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Gateway.Contracts;
using Gateway.Core.Callers;
using Gateway.Core.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Feed;

/// <summary>An agency's own events in order. Reading is a release.</summary>
internal static class FeedApi
{
    private const int MostItems = 200;
    private const int UsualItems = 100;
    private const int LongestWait = 60;
    private const int LongestAcknowledgement = 4096;

    public static void MapFeed(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/feed", ReadAsync)
            .WithName("readFeed").WithTags("Feed")
            .WithSummary("Read the agency's own events in order")
            .WithDescription("Handovers and status events for the calling agency. The first reading of an item is its release; reading again gives the same events under the same ids. Nothing appears behind a cursor later.")
            .WithNumber("wait", 0, LongestWait, 0)
            .WithNumber("take", 1, MostItems, UsualItems)
            .Answers(StatusCodes.Status200OK, "Events after the cursor.", CallExamples.Page)
            .AnswersNothing("There is nothing after the cursor yet.")
            .ForAgencies(Scopes.ReadFeed, ProblemKind.CursorInvalid, ProblemKind.ParameterInvalid, ProblemKind.CursorUnknown);

        routes.MapGet("/v1/feed/events/{id}", FetchAsync)
            .WithName("fetchEvent").WithTags("Feed")
            .WithSummary("Fetch one event by its id")
            .WithDescription("For agencies whose webhook is told ids only. Fetching an event for the first time is its release, and gives it the next place in the feed; fetching it again gives the same event. Confirm as after reading the feed.")
            .Answers(StatusCodes.Status200OK, "The event.", CallExamples.Page.Items[0])
            .ForAgencies(Scopes.ReadFeed, ProblemKind.EventUnknown, ProblemKind.EventNotYet);

        routes.MapPost("/v1/feed/ack", AcknowledgeAsync)
            .WithName("acknowledgeFeed").WithTags("Feed")
            .WithSummary("Confirm everything up to a cursor")
            .WithDescription("Confirms that the events up to this position are stored at the agency. Confirming an earlier position again changes nothing.")
            .Accepts<FeedAcknowledgement>("application/json")
            .AnswersNothing("Everything up to the cursor is confirmed.")
            .ForAgencies(Scopes.ReadFeed, [.. JsonRequest.Problems, ProblemKind.CursorInvalid, ProblemKind.CursorNotGiven]);
    }

    private static async Task<IResult> ReadAsync(
        [Description("Cursor after which to read: 'next' of an earlier page. Left out: from the beginning.")] string? after,
        [Description("Seconds to wait for the first item when there is none now.")] string? wait,
        [Description("At most this many items.")] string? take,
        HttpContext http,
        [FromServices] IFeed feed,
        CancellationToken cancellation)
    {
        var position = 0L;
        if (after is not null && !Cursor.TryRead(after, out position))
            return new ProblemResult(ProblemKind.CursorInvalid) { Places = ["after"] };
        if (!WholeNumber.TryRead(wait, 0, LongestWait, 0, out var seconds))
            return WholeNumber.Refusal("wait", 0, LongestWait);
        if (!WholeNumber.TryRead(take, 1, MostItems, UsualItems, out var most))
            return WholeNumber.Refusal("take", 1, MostItems);
        if (await feed.ReadAsync(http.Agency(), position, most, TimeSpan.FromSeconds(seconds), cancellation) is not { } page)
            return new ProblemResult(ProblemKind.CursorUnknown);
        return page.Items.Count == 0
            ? TypedResults.NoContent()
            : TypedResults.Json(new FeedAnswer(page.Items, Cursor.Of(page.Next), page.More), ContractJson.Options);
    }

    private static async Task<IResult> FetchAsync([Description("Id of the event, as it was announced.")] string id, HttpContext http, [FromServices] IFeed feed, CancellationToken cancellation)
    {
        if (!Guid.TryParse(id, out var wanted) || await feed.FetchAsync(http.Agency(), wanted, cancellation) is not { } fetched)
            return new ProblemResult(ProblemKind.EventUnknown);
        return fetched.Event is { } item ? TypedResults.Json(item, ContractJson.Options) : new ProblemResult(ProblemKind.EventNotYet);
    }

    private static async Task<IResult> AcknowledgeAsync(HttpContext http, [FromServices] IFeed feed, CancellationToken cancellation)
    {
        var (asked, problem) = await JsonRequest.ReadAsync<FeedAcknowledgement>(
            http.Request, LongestAcknowledgement, "Send a JSON object with 'cursor', the 'next' of a page that was read.", cancellation);
        if (asked is null)
            return problem!;
        if (!Cursor.TryRead(asked.Cursor, out var position))
            return new ProblemResult(ProblemKind.CursorInvalid) { Places = ["cursor"] };
        return await feed.AcknowledgeAsync(http.Agency(), position, cancellation)
            ? TypedResults.NoContent()
            : new ProblemResult(ProblemKind.CursorNotGiven);
    }
}

/// <summary>A page of an agency's feed.</summary>
/// <param name="Items">Events in order.</param>
/// <param name="Next">Cursor to continue after, and to acknowledge once the items are stored.</param>
/// <param name="More">More is waiting now.</param>
public sealed record FeedAnswer(IReadOnlyList<CloudEvent> Items, string Next, bool More);

/// <summary>Confirms everything up to a cursor.</summary>
/// <param name="Cursor">'next' of a page that was read.</param>
public sealed record FeedAcknowledgement(string Cursor);
