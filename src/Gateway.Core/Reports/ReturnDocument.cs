using Gateway.Core.Evaluation;

namespace Gateway.Core.Reports;

/// <summary>A calculation of social return.</summary>
/// <param name="Id">Id.</param>
/// <param name="Currency">Currency of every amount (ISO 4217).</param>
/// <param name="Period">Period of the costs.</param>
/// <param name="PublishedBy">Who published it; absent: the pilot's own.</param>
/// <param name="Cost">What was spent; absent: not known, which is not zero.</param>
/// <param name="Benefit">What was avoided or gained; absent: not known, or no comparison carries it.</param>
/// <param name="Ratio">Benefit for one unit of cost.</param>
/// <param name="Net">Benefit less cost.</param>
/// <param name="BreakEvenPeople">People beyond the comparison for whom benefits would equal costs; no claim that there are so many.</param>
/// <param name="Amounts">Costs and benefits.</param>
/// <param name="Figures">Figures with their sources.</param>
/// <param name="Sensitivity">What each figure's range does to the ratio, the widest first.</param>
/// <param name="Missing">Why a part is not computed.</param>
/// <param name="Notes">What is to be known of it.</param>
/// <param name="Claim">What may be said about an effect.</param>
public sealed record ReturnDocument(
    string Id, string Currency, string Period, string? PublishedBy, decimal? Cost, decimal? Benefit, decimal? Ratio, decimal? Net, decimal? BreakEvenPeople,
    IReadOnlyList<ReturnLineDocument> Amounts, IReadOnlyList<FigureDocument> Figures, IReadOnlyList<ReturnSwing> Sensitivity, IReadOnlyList<SaidDocument> Missing, IReadOnlyList<SaidDocument> Notes, ClaimDocument Claim)
{
    internal static ReturnDocument Of(SocialReturn found) => new(
        found.Of.Id, found.Of.Currency, found.Of.Period, found.Of.PublishedBy, found.Cost, found.Benefit, found.Ratio, found.Net, found.BreakEven,
        [.. found.Lines.Select(l => new ReturnLineDocument(l.Line.Id, l.IsBenefit ? "benefit" : "cost", l.Line.Times, l.Line.Count, l.Count, l.Amount))],
        [.. found.Of.Parameters.Select(FigureDocument.Of)], found.Sensitivity, [.. found.Missing.Select(SaidDocument.Of)], [.. found.Notes.Select(SaidDocument.Of)], ClaimDocument.Of(found.Claim));

    internal IEnumerable<(string Of, string Row, string Column, string Number, string Says)> Rows() =>
    [
        .. new[] { ("cost", Cost), ("benefit", Benefit), ("ratio", Ratio), ("net", Net), ("break-even-people", BreakEvenPeople) }.Select(t => (Id, "result", t.Item1, ReportDocument.Number(t.Item2), t.Item1 is "ratio" or "break-even-people" ? "" : Currency)),
        .. Amounts.SelectMany(a => new[] { (Id, $"{a.Kind}/{a.Line}", "people", ReportDocument.Number(a.People), a.Count ?? ""), (Id, $"{a.Kind}/{a.Line}", "amount", ReportDocument.Number(a.Amount), Currency) }),
        .. Figures.SelectMany(f => new[] { ("value", (decimal?)f.Value), ("low", f.Low), ("high", f.High) }.Select(n => (Id, $"{f.Kind}/{f.Figure}", n.Item1, ReportDocument.Number(n.Item2), $"{f.Currency} {f.Year}. {f.Source}".TrimStart()))),
        .. Sensitivity.SelectMany(w => new[] { (Id, $"sensitivity/{w.Parameter}", "ratio-at-low", ReportDocument.Number(w.AtLow), ""), (Id, $"sensitivity/{w.Parameter}", "ratio-at-high", ReportDocument.Number(w.AtHigh), "") }),
        .. Missing.Select(m => (Id, "missing", m.Code, "", m.Text)),
        .. Notes.Select(m => (Id, "note", m.Code, "", m.Text)),
        .. Claim.Lines().Select(l => (Id, l.Row, l.Code, "", l.Text)),
    ];
}

/// <summary>A cost or a benefit.</summary>
/// <param name="Line">Id.</param>
/// <param name="Kind"><c>cost</c> or <c>benefit</c>.</param>
/// <param name="Times">Figures whose product it is.</param>
/// <param name="Count">Count by which it is multiplied; absent: none.</param>
/// <param name="People">That count; absent: not known, or none.</param>
/// <param name="Amount">Amount; absent: not known, which is not zero.</param>
public sealed record ReturnLineDocument(string Line, string Kind, IReadOnlyList<string> Times, string? Count, decimal? People, decimal? Amount);

/// <summary>A sourced figure.</summary>
/// <param name="Figure">Id.</param>
/// <param name="Kind"><c>national</c>, <c>local</c> or <c>published</c>.</param>
/// <param name="Unit"><c>money</c>, <c>share</c> or <c>number</c>.</param>
/// <param name="Value">Value.</param>
/// <param name="Low">Lower end of its range; absent: its source gives none.</param>
/// <param name="High">Upper end of its range.</param>
/// <param name="Currency">Currency of money (ISO 4217).</param>
/// <param name="Year">Year of which it is.</param>
/// <param name="Source">Who published it, and where.</param>
public sealed record FigureDocument(string Figure, string Kind, string Unit, decimal Value, decimal? Low, decimal? High, string? Currency, string Year, string Source)
{
    internal static FigureDocument Of(ReturnParameter parameter) => new(
        parameter.Id, parameter.Kind.ToString().ToLowerInvariant(), parameter.Unit.ToString().ToLowerInvariant(),
        parameter.Value, parameter.Low, parameter.High, parameter.Currency, parameter.Year, parameter.Source);
}
