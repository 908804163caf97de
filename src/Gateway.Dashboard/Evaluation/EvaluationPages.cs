using System.Text;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Reports;
using Gateway.Core.Routing;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Policies;
using Gateway.Dashboard.Privacy;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Evaluation;

/// <summary>Reports for whoever decides about the pilot: as page, printed, and as files.</summary>
internal static class EvaluationPages
{
    internal static void Map(IEndpointRouteBuilder pages)
    {
        var group = pages.MapGroup("/reports").RequireAuthorization(Permission.See);
        group.MapGet("", () => TypedResults.LocalRedirect("/dashboard/reports/" + ReportKinds.Pilot));
        group.MapGet("/{kind}", (string kind, Viewer viewer, Agreed agreed, IReports reports, CancellationToken cancellation) =>
            AnswerAsync(kind, reports, r => PageResult.Of<ReportPage>(new { Paper = ReportPaper.Of(r, agreed, viewer.Dictionary.Language, viewer.Zone), Kind = kind }), cancellation));
        group.MapGet("/{kind}/print", (string kind, Viewer viewer, Agreed agreed, IReports reports, CancellationToken cancellation) =>
            AnswerAsync(kind, reports, r => PrivacyPages.Printed(ReportPaper.Of(r, agreed, viewer.Dictionary.Language, viewer.Zone)), cancellation));
        group.MapGet("/{kind}/csv", (string kind, IReports reports, CancellationToken cancellation) =>
            AnswerAsync(kind, reports, r => Results.File(Encoding.UTF8.GetBytes(PaperWriters.Csv(new PaperData(ReportDocument.Columns, ReportDocument.Of(r).Lines()))), "text/csv; charset=utf-8; header=present", $"report-{kind}.csv"), cancellation));
        group.MapGet("/{kind}/json", (string kind, IReports reports, CancellationToken cancellation) =>
            AnswerAsync(kind, reports, r => Results.File(JsonSerializer.SerializeToUtf8Bytes(ReportDocument.Of(r), ContractJson.Options), "application/json", $"report-{kind}.json"), cancellation));
    }

    private static async Task<IResult> AnswerAsync(string kind, IReports reports, Func<Report, IResult> answer, CancellationToken cancellation) =>
        (await reports.ReadAsync(cancellation)).Find(kind) is { } report ? answer(report) : Missing.Page();
}
