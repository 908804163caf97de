using Gateway.Core.Evaluation;
using Gateway.Core.Reports;

namespace Gateway.Core.Ladder;

/// <summary>Movements on the participation ladder for programs: no small number is in it.</summary>
/// <param name="Year">Calendar year of the later measurement.</param>
/// <param name="Organisation">Agency that measures; null: all.</param>
/// <param name="Municipality">Municipality; null: all.</param>
/// <param name="Subgroup">Subgroup; null: all.</param>
/// <param name="Instrument">Instrument in use; null: all.</param>
/// <param name="CountedAt">When it was counted, domain time, UTC.</param>
/// <param name="Moves">People by rung before and rung in the year.</param>
/// <param name="NotMeasuredAgain">People who were not measured again, by rung before; the last without rung: those of whom none was known.</param>
/// <param name="Totals">Sums.</param>
/// <param name="Comparability">How far the figures can be compared.</param>
public sealed record LadderReport(
    int Year, string? Organisation, string? Municipality, string? Subgroup, string? Instrument, DateTimeOffset CountedAt,
    IReadOnlyList<LadderMove> Moves, IReadOnlyList<LadderMove> NotMeasuredAgain, LadderTotals Totals, LadderCompared Comparability)
{
    /// <summary>Columns of the report as comma-separated values.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["year", "organisation", "municipality", "subgroup", "instrument", "what", "from", "to", "people", "hidden", "says"];

    /// <summary>What may be said about an effect.</summary>
    public IReadOnlyList<ClaimDocument> Claims { get; init; } = [];

    /// <summary>The report of a matrix.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="claims">What may be said about an effect.</param>
    public static LadderReport Of(SuppressedMatrix matrix, IReadOnlyList<EffectClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var question = matrix.Of.Question;
        var notes = matrix.Of.Comparability.Notes;
        return new LadderReport(
            question.Year, question.Organisation, question.Municipality, question.Subgroup, question.Instrument, matrix.Of.At,
            [.. matrix.Cells.SelectMany((row, from) => row.Select((cell, to) => new LadderMove(from + 1, to + 1, ReportCell.Of(cell))))],
            [.. matrix.NotMeasured.Select((cell, from) => new LadderMove(from < LadderMatrix.Rungs ? from + 1 : null, null, ReportCell.Of(cell)))],
            new LadderTotals(
                ReportCell.Of(matrix.Up), ReportCell.Of(matrix.Same), ReportCell.Of(matrix.Down), ReportCell.Of(matrix.Unknown), ReportCell.Of(matrix.NotMeasuredAgain),
                ReportCell.Of(matrix.People), ReportCell.Of(matrix.First)),
            new LadderCompared(matrix.CoveragePercent, ReportCell.Of(matrix.VariantsMixed), ReportCell.Of(matrix.Ambiguous), notes.Variants, notes.ChangedVariant, notes.Merged))
        {
            Claims = [.. claims.Select(ClaimDocument.Of)],
        };
    }

    /// <summary>The report as comma-separated values.</summary>
    public byte[] ToCsv()
    {
        IReadOnlyList<object?> Line(string what, int? from, int? to, ReportCell people, string? says = null) => [Year, Organisation, Municipality, Subgroup, Instrument, what, from, to, people, says];
        return ReportCsv.Write(Columns,
        [
            .. Claims.SelectMany(c => c.Lines()).Select(l => Line(l.Row, null, null, ReportCell.None, l.Text)),
            .. Moves.Select(m => Line("moved", m.From, m.To, m.People)),
            .. NotMeasuredAgain.Select(m => Line("not-measured-again", m.From, null, m.People)),
            Line("higher", null, null, Totals.Higher), Line("same", null, null, Totals.Same), Line("lower", null, null, Totals.Lower), Line("rung-not-known", null, null, Totals.Unknown),
            Line("all-not-measured-again", null, null, Totals.NotMeasuredAgain), Line("all", null, null, Totals.All), Line("measured-once", null, null, Totals.MeasuredOnce),
            Line("variants-mixed", null, null, Comparability.VariantsMixed), Line("ambiguous", null, null, Comparability.Ambiguous),
        ]);
    }
}

/// <summary>People who moved.</summary>
/// <param name="From">Rung before; null: not known.</param>
/// <param name="To">Rung after; null: not measured again.</param>
/// <param name="People">People.</param>
public sealed record LadderMove(int? From, int? To, ReportCell People);

/// <summary>Sums of a matrix.</summary>
/// <param name="Higher">Higher than before.</param>
/// <param name="Same">On the same rung.</param>
/// <param name="Lower">Lower than before.</param>
/// <param name="Unknown">Without an exact rung before or after.</param>
/// <param name="NotMeasuredAgain">Not measured again, which is not lower.</param>
/// <param name="All">All of these.</param>
/// <param name="MeasuredOnce">Measured once, with nothing to compare with; not among all.</param>
public sealed record LadderTotals(ReportCell Higher, ReportCell Same, ReportCell Lower, ReportCell Unknown, ReportCell NotMeasuredAgain, ReportCell All, ReportCell MeasuredOnce);

/// <summary>How far figures can be compared.</summary>
/// <param name="CoveragePercent">Of all, so many of a hundred have an exact rung before and after; null: hidden, or there is nobody.</param>
/// <param name="VariantsMixed">People whose two measurements were made on different variants.</param>
/// <param name="Ambiguous">People of whom one measurement stands for several rungs or for none.</param>
/// <param name="Variants">Variants that are agreed in these years.</param>
/// <param name="ChangedVariant">Organisations that change their variant in the year.</param>
/// <param name="Merged">Organisations that closed; their people are counted with the one that follows, as measured for the first time there.</param>
public sealed record LadderCompared(int? CoveragePercent, ReportCell VariantsMixed, ReportCell Ambiguous, IReadOnlyList<string> Variants, IReadOnlyList<string> ChangedVariant, IReadOnlyList<string> Merged);
