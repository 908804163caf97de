using System.Globalization;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Outcomes;
using Gateway.Core.Reports;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Outcomes;

/// <summary>What became of referrals: activity apart from outcome.</summary>
internal static class OutcomePages
{
    private const string Address = "/dashboard/outcomes";

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/outcomes", ShowAsync).RequireAuthorization(Permission.See);
        pages.MapGet("/outcomes/csv", CsvAsync).RequireAuthorization(Permission.See);
        pages.MapGet("/outcomes/json", JsonAsync).RequireAuthorization(Permission.See);
    }

    private static async Task<IResult> ShowAsync(string? year, string? collaboration, string? office, Viewer viewer, IReports reports, CancellationToken cancellation)
    {
        var counted = (await reports.ReadAsync(cancellation)).Outcomes;
        var outcomes = counted.Find(Question(year, collaboration, office));
        return PageResult.Of<OutcomePage>(new { Outcomes = outcomes ?? counted.Whole, counted.Years, Note = outcomes is null ? viewer[ReportSet.OneAtATime] : null });
    }

    private static async Task<IResult> CsvAsync(string? year, string? collaboration, string? office, IReports reports, CancellationToken cancellation) =>
        await ReportAsync(year, collaboration, office, reports, cancellation) is { } report ? Results.File(report.ToCsv(), ReportCsv.MediaType, "outcomes.csv") : Results.LocalRedirect(Address);

    private static async Task<IResult> JsonAsync(string? year, string? collaboration, string? office, IReports reports, CancellationToken cancellation) =>
        await ReportAsync(year, collaboration, office, reports, cancellation) is { } report
            ? Results.File(JsonSerializer.SerializeToUtf8Bytes(report, ContractJson.Options), "application/json", "outcomes.json")
            : Results.LocalRedirect(Address);

    /// <summary>A file of what is shown; null: too much is asked for at once, or of something that nobody has.</summary>
    private static async Task<OutcomeReport?> ReportAsync(string? year, string? collaboration, string? office, IReports reports, CancellationToken cancellation)
    {
        var counted = await reports.ReadAsync(cancellation);
        return counted.Outcomes.Find(Question(year, collaboration, office)) is { } outcomes ? OutcomeReport.Of(outcomes, counted.Claims(ReportKinds.Outcomes)) : null;
    }

    /// <summary>A year that is none stands for all.</summary>
    private static OutcomeQuestion Question(string? year, string? collaboration, string? office) =>
        new(int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : null, Given(collaboration), Given(office));

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) || value.Length > 64 ? null : value;
}
