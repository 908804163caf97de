using Gateway.Core.Evaluation;
using Gateway.Core.Operating;

namespace Gateway.Core.Reports;

/// <summary>A report for programs: codes instead of words, no small numbers, and always what it can and cannot say about an effect.</summary>
/// <param name="Report">One of <see cref="ReportKinds"/>.</param>
/// <param name="CountedAt">When it was counted, domain time, UTC.</param>
/// <param name="Claims">What may be said about an effect; at least one.</param>
/// <param name="Tables">Tables.</param>
/// <param name="Returns">Calculations of social return.</param>
public sealed record ReportDocument(string Report, DateTimeOffset CountedAt, IReadOnlyList<ClaimDocument> Claims, IReadOnlyList<TableDocument> Tables, IReadOnlyList<ReturnDocument> Returns)
{
    /// <summary>Columns of the report as a file of lines.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["report", "table", "of", "row", "facts", "column", "number", "hidden", "says"];

    /// <summary>A report for programs.</summary>
    public static ReportDocument Of(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new ReportDocument(report.Kind, report.At, [.. report.Claims.Select(ClaimDocument.Of)], [.. report.Tables.Select(TableDocument.Of)], [.. report.Returns.Select(ReturnDocument.Of)]);
    }

    /// <summary>The report as lines, what it can and cannot say first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Lines() =>
    [
        .. Claims.SelectMany(c => c.Lines()).Select(l => Line("claim", l.Of, l.Row, column: l.Code, says: l.Text)),
        .. Tables.SelectMany(t => t.Rows.SelectMany(r => t.Columns.Zip(r.Cells, (column, cell) => Line(t.Table, t.Whose ?? "", r.Row, string.Join('/', r.Facts), column, Number(cell.Count), cell.Hidden ?? "")))),
        .. Returns.SelectMany(r => r.Rows()).Select(l => Line("social-return", l.Of, l.Row, column: l.Column, number: l.Number, says: l.Says)),
    ];

    internal static string Number(decimal? number) => number?.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private IReadOnlyList<string> Line(string table, string of, string row, string facts = "", string column = "", string number = "", string hidden = "", string says = "") =>
        [Report, table, of, row, facts, column, number, hidden, says];
}

/// <summary>A sentence with its code.</summary>
/// <param name="Code">Code, the same in every language.</param>
/// <param name="Text">In English.</param>
public sealed record SaidDocument(string Code, string Text)
{
    internal static SaidDocument Of(Sentence sentence) => new(sentence.Code ?? "", sentence.ToString());
}

/// <summary>What may be said about an effect.</summary>
/// <param name="Comparison">Comparison that was judged; absent: there is none.</param>
/// <param name="Effect">The effect; absent: none may be claimed.</param>
/// <param name="CanSay">What the figures say.</param>
/// <param name="CannotSay">What they do not say, and why.</param>
/// <param name="Limits">What the evaluators say the comparison does not cover, by language.</param>
public sealed record ClaimDocument(string? Comparison, EffectEstimate? Effect, IReadOnlyList<SaidDocument> CanSay, IReadOnlyList<SaidDocument> CannotSay, IReadOnlyDictionary<string, string> Limits)
{
    internal static ClaimDocument Of(EffectClaim claim) =>
        new(claim.Comparison, claim.Effect, [.. claim.CanSay.Select(SaidDocument.Of)], [.. claim.CannotSay.Select(SaidDocument.Of)], claim.Limits);

    internal IEnumerable<(string Of, string Row, string Code, string Text)> Lines() =>
        CanSay.Select(s => (Comparison ?? "", "can-say", s.Code, s.Text)).Concat(CannotSay.Select(s => (Comparison ?? "", "cannot-say", s.Code, s.Text)));
}

/// <summary>A table.</summary>
/// <param name="Table">What it shows.</param>
/// <param name="Whose">Whose table it is; absent: everybody's.</param>
/// <param name="Columns">Codes of its columns.</param>
/// <param name="Rows">Rows.</param>
public sealed record TableDocument(string Table, string? Whose, IReadOnlyList<string> Columns, IReadOnlyList<RowDocument> Rows)
{
    internal static TableDocument Of(ReportTable table) =>
        new(table.Code, table.Of is { } of ? Code(of) : null, [.. table.Columns.Select(Code)], [.. table.Rows.Select(r => new RowDocument(Code(r.Label), [.. r.Facts.Select(Code)], [.. r.Cells.Select(ReportCell.Of)]))]);

    private static string Code(ReportLabel label) => label.Detail is { } detail ? $"{label.Code}/{Code(detail)}" : label.Code;
}

/// <summary>A row.</summary>
/// <param name="Row">Code of its head.</param>
/// <param name="Facts">Codes that belong to it.</param>
/// <param name="Cells">Numbers, in the order of the columns.</param>
public sealed record RowDocument(string Row, IReadOnlyList<string> Facts, IReadOnlyList<ReportCell> Cells);
