using System.Globalization;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Outcomes;
using Gateway.Core.Reports;
using Gateway.Dashboard.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Outcomes;

/// <summary>What became of referrals: activity apart from outcome.</summary>
internal static class OutcomePages
{
    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/outcomes", ShowAsync).RequireAuthorization(Permission.See);
        pages.MapGet("/outcomes/csv", CsvAsync).RequireAuthorization(Permission.See);
        pages.MapGet("/outcomes/json", JsonAsync).RequireAuthorization(Permission.See);
    }

    private static async Task<IResult> ShowAsync(string? year, string? collaboration, string? office, IOutcomeFigures figures, CancellationToken cancellation)
    {
        var outcomes = SuppressedOutcomes.Suppress(await figures.ReadAsync(Question(year, collaboration, office), cancellation));
        return new RazorComponentResult<OutcomePage>(new { Outcomes = outcomes, Years = await figures.YearsAsync(cancellation) });
    }

    private static async Task<IResult> CsvAsync(string? year, string? collaboration, string? office, IOutcomeFigures figures, CancellationToken cancellation) =>
        Results.File((await ReportAsync(year, collaboration, office, figures, cancellation)).ToCsv(), ReportCsv.MediaType, "outcomes.csv");

    private static async Task<IResult> JsonAsync(string? year, string? collaboration, string? office, IOutcomeFigures figures, CancellationToken cancellation) =>
        Results.File(JsonSerializer.SerializeToUtf8Bytes(await ReportAsync(year, collaboration, office, figures, cancellation), ContractJson.Options), "application/json", "outcomes.json");

    private static async Task<OutcomeReport> ReportAsync(string? year, string? collaboration, string? office, IOutcomeFigures figures, CancellationToken cancellation) =>
        OutcomeReport.Of(SuppressedOutcomes.Suppress(await figures.ReadAsync(Question(year, collaboration, office), cancellation)));

    /// <summary>A year that is none stands for all; a code that nobody has counts nobody.</summary>
    private static OutcomeQuestion Question(string? year, string? collaboration, string? office) =>
        new(int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : null, Given(collaboration), Given(office));

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) || value.Length > 64 ? null : value;
}
