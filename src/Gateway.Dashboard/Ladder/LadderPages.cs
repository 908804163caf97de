using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Ladder;
using Gateway.Core.Operating;
using Gateway.Core.Reports;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Ladder;

/// <summary>Movements on the participation ladder: who was helped along, who was not, and of whom nobody knows.</summary>
internal static class LadderPages
{
    private const string Address = "/dashboard/ladder";
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/ladder", ShowAsync).RequireAuthorization(Permission.See);
        pages.MapGet("/ladder/csv", CsvAsync).RequireAuthorization(Permission.See);
        pages.MapGet("/ladder/json", JsonAsync).RequireAuthorization(Permission.See);
    }

    private static async Task<IResult> ShowAsync(
        string? year, string? organisation, string? municipality, string? subgroup, string? instrument, Viewer viewer, IReports reports, TimeProvider domain, CancellationToken cancellation)
    {
        var counted = await reports.ReadAsync(cancellation);
        var question = Question(year, organisation, municipality, subgroup, instrument, counted, domain);
        var matrix = counted.Matrix(question);
        return PageResult.Of<LadderPage>(new
        {
            Matrix = matrix ?? counted.Matrix(new LadderQuestion(question.Year)), Years = counted.Ladder.Select(b => b.Year).ToList(), Parts = LadderPart.Of(counted, question.Year),
            Note = matrix is null ? viewer[ReportSet.OneAtATime] : null,
        });
    }

    private static async Task<IResult> CsvAsync(
        string? year, string? organisation, string? municipality, string? subgroup, string? instrument, IReports reports, TimeProvider domain, CancellationToken cancellation) =>
        await ReportAsync(year, organisation, municipality, subgroup, instrument, reports, domain, cancellation) is { } report
            ? Results.File(report.ToCsv(), ReportCsv.MediaType, "participation-ladder.csv")
            : Results.LocalRedirect(Address);

    private static async Task<IResult> JsonAsync(
        string? year, string? organisation, string? municipality, string? subgroup, string? instrument, IReports reports, TimeProvider domain, CancellationToken cancellation) =>
        await ReportAsync(year, organisation, municipality, subgroup, instrument, reports, domain, cancellation) is { } report
            ? Results.File(JsonSerializer.SerializeToUtf8Bytes(report, ContractJson.Options), "application/json", "participation-ladder.json")
            : Results.LocalRedirect(Address);

    /// <summary>A file of what is shown; null: too much is asked for at once.</summary>
    private static async Task<LadderReport?> ReportAsync(
        string? year, string? organisation, string? municipality, string? subgroup, string? instrument, IReports reports, TimeProvider domain, CancellationToken cancellation)
    {
        var counted = await reports.ReadAsync(cancellation);
        return counted.Matrix(Question(year, organisation, municipality, subgroup, instrument, counted, domain)) is { } matrix ? LadderReport.Of(matrix, counted.Claims(ReportKinds.Ladder)) : null;
    }

    /// <summary>A year that is none is the latest of which there is anything; a code that nobody has counts nobody.</summary>
    private static LadderQuestion Question(string? year, string? organisation, string? municipality, string? subgroup, string? instrument, ReportSet counted, TimeProvider domain) =>
        new(int.TryParse(year, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var asked) && asked is >= FirstYear and <= LastYear ? asked : counted.Ladder is [{ } latest, ..] ? latest.Year : domain.GetUtcNow().Year)
        {
            Organisation = Given(organisation), Municipality = Given(municipality), Subgroup = Given(subgroup), Instrument = Given(instrument),
        };

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) || value.Length > 64 ? null : value;
}

/// <summary>One value of a dimension, and how many people. Of how many both rungs are known stands with its own matrix: beside the whole it could be subtracted.</summary>
/// <param name="Value">Value.</param>
/// <param name="People">People with something to compare with.</param>
public sealed record LadderPart(string Value, Cell People)
{
    /// <summary>The parts of a year by organisation and by municipality.</summary>
    internal static IReadOnlyDictionary<LadderDimension, IReadOnlyList<LadderPart>> Of(ReportSet counted, int year)
    {
        var book = counted.Ladder.FirstOrDefault(b => b.Year == year);
        return new[] { LadderDimension.Organisation, LadderDimension.Municipality }.ToDictionary(
            d => d, d => book is null ? [] : (IReadOnlyList<LadderPart>)[.. book.Parts(d).Select(p => new LadderPart(p.Value, p.Matrix.People))]);
    }
}
