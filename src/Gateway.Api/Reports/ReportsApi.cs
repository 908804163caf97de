using System.ComponentModel;
using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Problems;
using Gateway.Core.Ladder;
using Gateway.Core.Outcomes;
using Gateway.Core.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Reports;

/// <summary>Reports for users of the gateway desk: what the pages show, without small numbers.</summary>
internal static class ReportsApi
{
    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/reports/ladder", LadderAsync)
            .WithName("readLadderReport").WithTags("Operating")
            .WithSummary("Movements on the participation ladder")
            .WithDescription("People by the rung before and the rung in a year, those who were not measured again, and how far the figures can be compared. Not measured is not lower, and distance travelled is no effect. Small numbers are hidden over all reports together, so one narrowing at a time is answered. Asks for a role that may see.")
            .Answers(StatusCodes.Status200OK, "The report.", ReportExamples.Ladder)
            .ForUsers(CallingUser.See, ProblemKind.ParameterInvalid);

        routes.MapGet("/v1/reports/outcomes", OutcomesAsync)
            .WithName("readOutcomeReport").WithTags("Operating")
            .WithSummary("What became of referrals")
            .WithDescription("Activity apart from outcomes by goal, answers to whether the need was met, steps that follow each other, caseloads now, and who pays. None of it is an effect. Small numbers are hidden over all reports together, so one narrowing at a time is answered. Asks for a role that may see.")
            .Answers(StatusCodes.Status200OK, "The report.", ReportExamples.Outcomes)
            .ForUsers(CallingUser.See, ProblemKind.ParameterInvalid);
    }

    private static async Task<IResult> LadderAsync(
        [Description("Calendar year of the later measurement; left out: the latest of which there is anything.")] string? year,
        [Description("Agency that measures; whoever it took over from is counted with it.")] string? organisation,
        [Description("Municipality, today's code, or '-' for those not known.")] string? municipality,
        [Description("Subgroup, a code of the directory, or '-' for none.")] string? subgroup,
        [Description("Instrument in use, a code of the directory.")] string? instrument,
        [FromServices] IReports reports, [FromServices] TimeProvider domain, CancellationToken cancellation)
    {
        if (!ReportYear.TryRead(year, out var asked))
            return ReportYear.Wrong;
        var counted = await reports.ReadAsync(cancellation);
        var question = new LadderQuestion(asked ?? (counted.Ladder is [{ } latest, ..] ? latest.Year : domain.GetUtcNow().Year))
        {
            Organisation = organisation, Municipality = municipality, Subgroup = subgroup, Instrument = instrument,
        };
        return counted.Matrix(question) is { } matrix
            ? TypedResults.Ok(LadderReport.Of(matrix, counted.Claims(ReportKinds.Ladder)))
            : new ProblemResult(ProblemKind.ParameterInvalid, ReportSet.OneAtATime) { Places = ["organisation", "municipality", "subgroup", "instrument"] };
    }

    private static async Task<IResult> OutcomesAsync(
        [Description("Calendar year in which the part was issued; left out: all years.")] string? year,
        [Description("Local agreement.")] string? collaboration,
        [Description("Receiving office.")] string? office,
        [FromServices] IReports reports, CancellationToken cancellation)
    {
        if (!ReportYear.TryRead(year, out var asked))
            return ReportYear.Wrong;
        var counted = await reports.ReadAsync(cancellation);
        return counted.Outcomes.Find(new OutcomeQuestion(asked, collaboration, office)) is { } outcomes
            ? TypedResults.Ok(OutcomeReport.Of(outcomes, counted.Claims(ReportKinds.Outcomes)))
            : new ProblemResult(ProblemKind.ParameterInvalid, ReportSet.OneAtATime + " A year, an agreement or an office of which nothing is counted is none.") { Places = ["year", "collaboration", "office"] };
    }
}
