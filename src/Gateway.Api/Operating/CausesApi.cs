using System.ComponentModel;
using System.Text;
using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Gateway.Core.Operating;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Operating;

/// <summary>Causes of worklist items, and tests of a changed format, for users of the gateway desk: what the pages do, through the same ports.</summary>
internal static class CausesApi
{
    public static void MapCauses(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/causes", ListAsync)
            .WithName("listCauses").WithTags("Operating")
            .WithSummary("Causes with open items")
            .WithDescription("Open items of the worklists by generic cause. Asks for a role that may see: viewer, operator, replay or administrator.")
            .Answers(StatusCodes.Status200OK, "The causes, the most frequent first.", OperatingExamples.Causes)
            .ForUsers(CallingUser.See);

        routes.MapGet("/v1/causes/{kind}/{agency}/{code}", ReadAsync)
            .WithName("readCause").WithTags("Operating")
            .WithSummary("A cause, and where in records it is")
            .WithDescription("For records set aside: the formats and paths of the cause, with the lines of the format's description that read each path. Asks for a role that may see.")
            .Answers(StatusCodes.Status200OK, "The cause.", OperatingExamples.CauseOfOne)
            .ForUsers(CallingUser.See, ProblemKind.CauseUnknown);

        routes.MapPost("/v1/drafts", TestAsync)
            .WithName("testDraft").WithTags("Operating")
            .WithSummary("Count what records set aside would come to under a changed file")
            .WithDescription("Translates the kept bytes of the records of a cause as if one file of their format held the text in the body. Counts only: nothing of a record is shown, nothing is kept, and the test stands in the operations log. Asks for the role replay.")
            .TakesFile()
            .Answers(StatusCodes.Status200OK, "The counts.", OperatingExamples.Draft)
            .ForUsers(CallingUser.Replay, ProblemKind.ParameterInvalid, ProblemKind.BodyEmpty, ProblemKind.BodyTooLarge, ProblemKind.DraftInvalid);
    }

    private static async Task<IResult> ListAsync(
        [Description("Only this kind of worklist, for example 'set-aside'.")] string? kind,
        [Description("Only this agency's desk.")] string? agency,
        [FromServices] IWorklists worklists, CancellationToken cancellation) =>
        TypedResults.Ok(new CauseList([.. (await worklists.CausesAsync(kind, agency, cancellation)).Select(CauseLine.Of)]));

    private static async Task<IResult> ReadAsync(
        [Description("Kind of worklist.")] string kind, [Description("Agency on whose desk the items lie.")] string agency, [Description("Reason code.")] string code,
        [FromServices] IWorklists worklists, [FromServices] IDraftTests drafts, CancellationToken cancellation)
    {
        var page = await worklists.ItemsAsync(kind, code, agency, after: null, cancellation);
        return page.Cause is null
            ? new ProblemResult(ProblemKind.CauseUnknown)
            : TypedResults.Ok(new CauseDetail(
                CauseLine.Of(page.Cause), [.. page.Places.Select(p => new PlaceLine(p.Profile, p.Path, p.Count, drafts.LinesOf(p.Profile, p.Path)))]));
    }

    private static async Task<IResult> TestAsync(
        [Description("Reason code of the records.")] string? code,
        [Description("Format of the records, whose file is changed.")] string? profile,
        [Description("Only records of this agency.")] string? agency,
        [Description("Only records with the reason at this path.")] string? path,
        HttpContext http, [FromServices] IDraftTests drafts, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(code) || string.IsNullOrWhiteSpace(profile))
            return new ProblemResult(ProblemKind.ParameterInvalid, "Name the records: 'code' and 'profile'.") { Places = ["code", "profile"] };
        if (await BoundedBody.ReadAsync(http.Request, IDraftTests.LongestDraft, cancellation) is not { } body)
            return ProblemResult.TooLarge(IDraftTests.LongestDraft);
        if (body.IsEmpty)
            return new ProblemResult(ProblemKind.BodyEmpty);
        var result = await drafts.TestAsync(http.UserName(), ReplayCause.SetAside(code, agency, profile, path), Encoding.UTF8.GetString(body.Span), cancellation);
        return result.Problems.Count > 0
            ? new ProblemResult(ProblemKind.DraftInvalid) { Places = [.. result.Problems.Select(p => $"{p.File}:{p.Line}: {p.Text}")] }
            : TypedResults.Ok(new DraftCounts(result.Records, OutcomeCount.Of(result.Lines)));
    }
}
