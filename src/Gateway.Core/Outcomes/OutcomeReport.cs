using Gateway.Core.Evaluation;
using Gateway.Core.Operating;
using Gateway.Core.Reports;

namespace Gateway.Core.Outcomes;

/// <summary>What became of referrals, for programs: no small number is in it, and no effect.</summary>
/// <param name="Year">Calendar year; null: all.</param>
/// <param name="Collaboration">Local agreement; null: all.</param>
/// <param name="Office">Receiving office; null: all.</param>
/// <param name="CountedAt">When it was counted, domain time, UTC.</param>
/// <param name="Lines">Every number, with the table it stands in.</param>
public sealed record OutcomeReport(int? Year, string? Collaboration, string? Office, DateTimeOffset CountedAt, IReadOnlyList<OutcomeLine> Lines)
{
    private static readonly string[] ActivityCodes = ["issued", "answered", "accepted", "started", "appointments", "client-told"];
    private static readonly string[] GoalCodes = ["started", "reached", "stabilised", "completed-only", "stopped", "running"];
    private static readonly string[] NeedCodes = ["ended", "yes", "partly", "no", "not-known", "not-asked"];
    private static readonly string[] ChainCodes = ["one-service", "two-services", "three-services", "four-or-more-services"];
    private static readonly string[] NextCodes = ["ended", "next-step-named", "none-needed", "gap"];

    /// <summary>Columns of the report as comma-separated values.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["year", "collaboration", "office", "table", "of", "what", "people", "hidden", "limit", "share", "says"];

    /// <summary>What may be said about an effect.</summary>
    public IReadOnlyList<ClaimDocument> Claims { get; init; } = [];

    /// <summary>The report of figures.</summary>
    /// <param name="outcomes">The figures.</param>
    /// <param name="claims">What may be said about an effect.</param>
    public static OutcomeReport Of(SuppressedOutcomes outcomes, IReadOnlyList<EffectClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var question = outcomes.Of.Question;
        IEnumerable<OutcomeLine> lines =
        [
            .. Named("activity", null, ActivityCodes, outcomes.Activity),
            .. outcomes.Goals.SelectMany(g => Named("goal", g.Code.Length == 0 ? "not-stated" : g.Code, GoalCodes, g.Cells)),
            .. Named("need-met", null, NeedCodes, outcomes.NeedMet),
            .. Named("chain", null, ChainCodes, outcomes.Chains),
            .. Named("next-step", null, NextCodes, outcomes.NextSteps),
            .. outcomes.Of.Caseloads.Zip(outcomes.Caseloads, (load, cell) => new OutcomeLine("caseload", $"{load.Collaboration}/{load.Office}", load.Role, ReportCell.Of(cell)) { Limit = load.Limit }),
            .. outcomes.Of.Costs.Zip(outcomes.Costs, Shares).SelectMany(s => s),
        ];
        return new OutcomeReport(question.Year, question.Collaboration, question.Office, outcomes.Of.At, [.. lines]) { Claims = [.. claims.Select(ClaimDocument.Of)] };
    }

    /// <summary>The report as comma-separated values.</summary>
    public byte[] ToCsv() => ReportCsv.Write(
        Columns,
        [
            .. Claims.SelectMany(c => c.Lines()).Select(l => (IReadOnlyList<object?>)[Year, Collaboration, Office, "claim", null, l.Row, ReportCell.None, null, null, l.Text]),
            .. Lines.Select(l => (IReadOnlyList<object?>)[Year, Collaboration, Office, l.Table, l.Of, l.What, l.People, l.Limit, l.SharePercent, null]),
        ]);

    private static IEnumerable<OutcomeLine> Named(string table, string? of, string[] codes, IReadOnlyList<Cell> cells) =>
        codes.Zip(cells, (code, cell) => new OutcomeLine(table, of, code, ReportCell.Of(cell)));

    private static IEnumerable<OutcomeLine> Shares(CostShares split, IReadOnlyList<Cell> cells) =>
        split.Funders.Select((f, i) => new OutcomeLine("cost", $"{split.Collaboration}/{split.Service}", f.Agency, ReportCell.Of(cells[i + 1])) { SharePercent = f.Share })
            .Prepend(new OutcomeLine("cost", $"{split.Collaboration}/{split.Service}", "places", ReportCell.Of(cells[0])) { SharePercent = 100 });
}

/// <summary>A number of a report of outcomes.</summary>
/// <param name="Table"><c>activity</c>, <c>goal</c>, <c>need-met</c>, <c>chain</c>, <c>next-step</c>, <c>caseload</c> or <c>cost</c>.</param>
/// <param name="Of">Goal, office or service that it is about; null: all.</param>
/// <param name="What">What is counted.</param>
/// <param name="People">The number.</param>
public sealed record OutcomeLine(string Table, string? Of, string What, ReportCell People)
{
    /// <summary>Of a caseload: clients at most; null: no limit.</summary>
    public int? Limit { get; init; }

    /// <summary>Of a cost: the agreed share in per cent.</summary>
    public int? SharePercent { get; init; }
}
