using System.ComponentModel;
using System.Globalization;
using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Problems;
using Gateway.Core.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Reports;

/// <summary>Whole reports, each with what it can and cannot say about an effect, for users of the gateway desk.</summary>
internal static class EvaluationApi
{
    public static void MapEvaluation(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/evaluation/{report}", ReadAsync)
            .WithName("readEvaluation").WithTags("Operating")
            .WithSummary("A report, and what it can and cannot say about an effect")
            .WithDescription(
                "The reports 'pilot', 'ladder', 'barriers', 'outcomes' and 'social-return', from one count that may be ten minutes old. Small numbers are hidden over all of them together. "
                + "An effect is in 'claims' where a comparison group carries it, and nowhere else; without one, 'cannotSay' says why. In a social return, what is missing is not zero. Asks for a role that may see.")
            .Answers(StatusCodes.Status200OK, "The report.", EvaluationExamples.Report)
            .ForUsers(CallingUser.See, ProblemKind.ParameterInvalid);

    private static async Task<IResult> ReadAsync(
        [Description("One of pilot, ladder, barriers, outcomes, social-return.")] string report, [FromServices] IReports reports, CancellationToken cancellation) =>
        (await reports.ReadAsync(cancellation)).Find(report) is { } found
            ? TypedResults.Ok(ReportDocument.Of(found))
            : new ProblemResult(ProblemKind.ParameterInvalid, string.Create(CultureInfo.InvariantCulture, $"There is no such report; there are {string.Join(", ", ReportKinds.All)}.")) { Places = ["report"] };
}
