using Gateway.Core.Operating;
using Gateway.Core.Outcomes;

namespace Gateway.Core.Reports;

/// <summary>Tables of outcomes: activity apart from how services ended.</summary>
internal static class OutcomeTables
{
    private static readonly string[] Steps = ["issued", "answered", "accepted", "started", "with-appointment", "client-told"];
    private static readonly string[] Ends = ["started", "reached", "stabilised", "completed-only", "stopped", "running"];
    private static readonly string[] Answers = ["ended", "need-yes", "need-partly", "need-no", "need-not-known", "need-not-asked"];
    private static readonly string[] Next = ["ended", "next-named", "none-needed", "next-gap"];
    private static readonly string[] Lengths = ["one-service", "two-services", "three-services", "four-services"];

    internal static IReadOnlyList<ReportTable> Of(OutcomeBook book)
    {
        var whole = book.Whole;
        return
        [
            new ReportTable(ReportTables.Activity, null, ReportTables.Words(Steps),
                [new ReportRow(ReportTables.Word("all-sites"), whole.Activity), .. book.Sites.Select(s => new ReportRow(new ReportLabel(LabelKind.Site, s.Site), s.Outcomes.Activity))]),
            new ReportTable(ReportTables.Goals, null, ReportTables.Words(Ends),
                [.. whole.Goals.Select(g => new ReportRow(g.Code.Length == 0 ? ReportTables.Word("no-goal-stated") : new ReportLabel(LabelKind.Goal, g.Code), g.Cells))]) { Charted = 1 },
            new ReportTable(ReportTables.NeedMet, null, ReportTables.Words("services"), Rows(Answers, whole.NeedMet)) { Charted = 0 },
            new ReportTable(ReportTables.NextSteps, null, ReportTables.Words("services"), Rows(Next, whole.NextSteps)),
            new ReportTable(ReportTables.Chains, null, ReportTables.Words("people"), Rows(Lengths, whole.Chains)),
            new ReportTable(ReportTables.Caseloads, null, ReportTables.Words("clients-now"),
                [.. whole.Of.Caseloads.Zip(whole.Caseloads, (l, c) => new ReportRow(new ReportLabel(LabelKind.Agency, l.Office, new ReportLabel(LabelKind.Site, l.Collaboration)), [c]))]),
            new ReportTable(ReportTables.Costs, null, ReportTables.Words("places"), [.. whole.Of.Costs.Zip(whole.Costs, Places).SelectMany(r => r)]) { FactColumns = ReportTables.Words("funder") },
        ];
    }

    private static IEnumerable<ReportRow> Places(CostShares cost, IReadOnlyList<Cell> cells)
    {
        var of = new ReportLabel(LabelKind.Service, cost.Service, new ReportLabel(LabelKind.Site, cost.Collaboration));
        return cost.Funders.Select(f => new ReportLabel(LabelKind.Agency, f.Agency)).Prepend(ReportTables.Word("all-funders")).Zip(cells, (who, cell) => new ReportRow(of, [cell]) { Facts = [who] });
    }

    private static IReadOnlyList<ReportRow> Rows(IReadOnlyList<string> words, IReadOnlyList<Cell> cells) => [.. words.Zip(cells, (word, cell) => new ReportRow(ReportTables.Word(word), [cell]))];
}
