using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Ladder;
using Gateway.Core.Operating;
using Gateway.Core.Reports;
using Gateway.Dashboard.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Ladder;

/// <summary>Movements on the participation ladder: who was helped along, who was not, and of whom nobody knows.</summary>
internal static class LadderPages
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/ladder", ShowAsync).RequireAuthorization(Permission.See);
        pages.MapGet("/ladder/csv", CsvAsync).RequireAuthorization(Permission.See);
        pages.MapGet("/ladder/json", JsonAsync).RequireAuthorization(Permission.See);
    }

    private static async Task<IResult> ShowAsync(
        string? year, string? organisation, string? municipality, string? subgroup, string? instrument, ILadderFigures figures, TimeProvider domain, CancellationToken cancellation)
    {
        var years = await YearsAsync(figures, domain, cancellation);
        var question = Question(year, organisation, municipality, subgroup, instrument, years);
        var matrix = SuppressedMatrix.Suppress(await figures.ReadAsync(question, cancellation));
        var parts = new Dictionary<LadderDimension, IReadOnlyList<LadderPart>>();
        if (question.Organisation is null)
            parts[LadderDimension.Organisation] = LadderPart.Of(await figures.ReadAsync(question, LadderDimension.Organisation, cancellation));
        if (question.Municipality is null)
            parts[LadderDimension.Municipality] = LadderPart.Of(await figures.ReadAsync(question, LadderDimension.Municipality, cancellation));
        return new RazorComponentResult<LadderPage>(new { Matrix = matrix, Years = years, Parts = parts });
    }

    private static async Task<IResult> CsvAsync(
        string? year, string? organisation, string? municipality, string? subgroup, string? instrument, ILadderFigures figures, TimeProvider domain, CancellationToken cancellation) =>
        Results.File((await ReportAsync(year, organisation, municipality, subgroup, instrument, figures, domain, cancellation)).ToCsv(), ReportCsv.MediaType, "participation-ladder.csv");

    private static async Task<IResult> JsonAsync(
        string? year, string? organisation, string? municipality, string? subgroup, string? instrument, ILadderFigures figures, TimeProvider domain, CancellationToken cancellation) =>
        Results.File(
            JsonSerializer.SerializeToUtf8Bytes(await ReportAsync(year, organisation, municipality, subgroup, instrument, figures, domain, cancellation), ContractJson.Options),
            "application/json", "participation-ladder.json");

    private static async Task<LadderReport> ReportAsync(
        string? year, string? organisation, string? municipality, string? subgroup, string? instrument, ILadderFigures figures, TimeProvider domain, CancellationToken cancellation)
    {
        var question = Question(year, organisation, municipality, subgroup, instrument, await YearsAsync(figures, domain, cancellation));
        return LadderReport.Of(SuppressedMatrix.Suppress(await figures.ReadAsync(question, cancellation)));
    }

    private static async Task<IReadOnlyList<int>> YearsAsync(ILadderFigures figures, TimeProvider domain, CancellationToken cancellation) =>
        await figures.YearsAsync(cancellation) is { Count: > 0 } years ? years : [domain.GetUtcNow().Year];

    /// <summary>A year that is none is the latest of which there is anything; a code that nobody has counts nobody.</summary>
    private static LadderQuestion Question(string? year, string? organisation, string? municipality, string? subgroup, string? instrument, IReadOnlyList<int> years) =>
        new(int.TryParse(year, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var asked) && asked is >= FirstYear and <= LastYear ? asked : years[0])
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
    /// <summary>The parts of a whole, without small numbers.</summary>
    internal static IReadOnlyList<LadderPart> Of(IReadOnlyList<(string Value, LadderMatrix Matrix)> matrices)
    {
        List<int> counts = [.. matrices.Select(m => m.Matrix.People)];
        var hidden = SmallNumbers.Suppress(counts, [new KnownSum(0, [.. Enumerable.Range(1, counts.Count - 1)])]);
        return [.. Enumerable.Range(1, counts.Count - 1).Select(i => new LadderPart(matrices[i].Value, new Cell(hidden[i] == Suppression.None ? counts[i] : null, hidden[i])))];
    }
}
