using System.Globalization;
using Gateway.Core.Ladder;
using Gateway.Core.Operating;

namespace Gateway.Core.Reports;

/// <summary>Tables of the participation ladder: the latest year, and the whole of each year before it.</summary>
internal static class LadderTables
{
    private static readonly string[] Moves = ["up", "same", "down", "rung-not-known", "not-measured-again", "people"];

    private static readonly (LadderDimension Dimension, string Table, LabelKind Kind)[] Dimensions =
    [
        (LadderDimension.Organisation, ReportTables.Organisations, LabelKind.Agency),
        (LadderDimension.Municipality, ReportTables.Municipalities, LabelKind.Municipality),
        (LadderDimension.Subgroup, ReportTables.Subgroups, LabelKind.Ladder),
        (LadderDimension.Instrument, ReportTables.Instruments, LabelKind.Ladder),
    ];

    /// <summary>The tables.</summary>
    /// <param name="books">Years, the latest first.</param>
    internal static IReadOnlyList<ReportTable> Of(IReadOnlyList<LadderBook> books)
    {
        if (books.Count == 0)
            return [];
        var latest = books[0];
        var of = ReportTables.Name(Text(latest.Year));
        return
        [
            new ReportTable(ReportTables.Years, null, ReportTables.Words(Moves), [.. books.Select(b => Row(ReportTables.Name(Text(b.Year)), b.Whole))]),
            Matrix(latest.Whole, of),
            new ReportTable(ReportTables.Comparability, of, ReportTables.Words("people"),
            [
                One("variants-mixed", latest.Whole.VariantsMixed), One("rung-ambiguous", latest.Whole.Ambiguous), One("measured-once", latest.Whole.First),
            ]),
            .. Dimensions.Select(d => new ReportTable(d.Table, of, ReportTables.Words(Moves), [.. latest.Parts(d.Dimension).Select(p => Row(p.Value is LadderValues.None or "" ? ReportTables.Word("not-known") : new ReportLabel(d.Kind, p.Value), p.Matrix))])),
        ];
    }

    private static ReportTable Matrix(SuppressedMatrix matrix, ReportLabel of)
    {
        var rungs = Enumerable.Range(1, matrix.Cells.Count).Select(r => new ReportLabel(LabelKind.Rung, Text(r))).ToList();
        return new ReportTable(ReportTables.Matrix, of, [.. rungs, ReportTables.Word("not-measured-again")], [.. rungs.Select((r, i) => new ReportRow(r, [.. matrix.Cells[i], matrix.NotMeasured[i]]))]);
    }

    private static ReportRow Row(ReportLabel label, SuppressedMatrix m) => new(label, [m.Up, m.Same, m.Down, m.Unknown, m.NotMeasuredAgain, m.People]);

    private static ReportRow One(string word, Cell cell) => new(ReportTables.Word(word), [cell]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
