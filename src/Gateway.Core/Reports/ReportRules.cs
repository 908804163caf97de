using Gateway.Core.Evaluation;
using Gateway.Core.Operating;
using Gateway.Core.Outcomes;
using Gateway.Core.Reading;

namespace Gateway.Core.Reports;

/// <summary>What reports are made of, exact: small numbers are not hidden here.</summary>
public sealed record ReportFigures
{
    /// <summary>When it was counted, domain time, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Funnels.</summary>
    public required PilotFigures Pilot { get; init; }

    /// <summary>The barrier log.</summary>
    public required IReadOnlyList<LoggedBarrier> Barriers { get; init; }

    /// <summary>Years of the participation ladder, the latest first; small numbers are hidden in them, for each year apart.</summary>
    public required IReadOnlyList<LadderBook> Ladder { get; init; }

    /// <summary>Outcomes: the whole first, then parts that each narrow by one site, office or year.</summary>
    public required IReadOnlyList<OutcomeFigures> Outcomes { get; init; }
}

/// <summary>
/// Makes every report from one count. Small numbers are hidden over all of them together, and each says what it can and cannot
/// say about an effect.
/// </summary>
public static class ReportRules
{
    /// <summary>The reports.</summary>
    /// <param name="figures">Figures.</param>
    /// <param name="agreed">Comparisons and calculations.</param>
    public static ReportSet Of(ReportFigures figures, AgreedEvaluation agreed)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(agreed);
        var numbers = new ReportNumbers();
        var funnels = FunnelTables.Of(numbers, figures.Pilot);
        var barriers = BarrierTables.Of(numbers, figures.Barriers);
        OutcomeBook.Put(numbers, figures.Outcomes);
        OutcomeBook.Relate(numbers, figures.Outcomes, figures.Pilot);
        BarrierTables.Relate(numbers, figures.Barriers, figures.Pilot);
        var cells = BarrierTables.Protected(numbers.Suppress(), figures.Barriers, figures.Pilot);
        var outcomes = OutcomeBook.Of(figures.Outcomes, cells);
        Report Made(string kind, IReadOnlyList<ReportTable> tables, params IReadOnlyList<string> outcomesOf) => new() { Kind = kind, At = figures.At, Claims = Claims(agreed, outcomesOf), Tables = tables };
        IReadOnlyList<ReportTable> Shown(params IEnumerable<NamedTable> tables) => [.. tables.Select(t => t.Shown(cells))];
        List<SocialReturn> returns = [.. agreed.Returns.Select(r => ReturnRules.Of(r, agreed, Counts(cells, r.Collaboration)))];
        return new ReportSet(
            [
                Made(ReportKinds.Pilot, Shown(funnels), [.. ComparedOutcomes.All]),
                Made(ReportKinds.Ladder, LadderTables.Of(figures.Ladder), ComparedOutcomes.LadderUp),
                Made(ReportKinds.Barriers, Shown(barriers)),
                Made(ReportKinds.Outcomes, OutcomeTables.Of(outcomes), ComparedOutcomes.PaidWork, ComparedOutcomes.Stabilised, ComparedOutcomes.NeedMet),
                new Report { Kind = ReportKinds.SocialReturn, At = figures.At, Claims = returns.Count > 0 ? [.. returns.Select(r => r.Claim)] : Claims(agreed, []), Tables = [], Returns = returns },
            ],
            FunnelTables.Funnels(figures.Pilot, cells), figures.Barriers.ToDictionary(b => b.Id, b => cells[BarrierTables.EntryName(b.Id)]), figures.Ladder, outcomes);
    }

    /// <summary>A claim for each comparison of the outcomes; without any, that none may be made.</summary>
    private static IReadOnlyList<EffectClaim> Claims(AgreedEvaluation agreed, IReadOnlyList<string> outcomes) =>
        agreed.Comparisons.Where(c => outcomes.Contains(c.Outcome, StringComparer.Ordinal)).Select(EffectClaim.Judge).ToList() is { Count: > 0 } claims ? claims : [EffectClaim.Judge(null)];

    /// <summary>The pilot's own counts, as far as the reports show them.</summary>
    private static OwnCounts Counts(IReadOnlyDictionary<string, Cell> cells, string? site)
    {
        var counts = new Dictionary<string, Cell>(StringComparer.Ordinal);
        foreach (var (count, stage) in new[] { (ReturnCounts.Agreed, "agreed"), (ReturnCounts.TookPart, "tookPart"), (ReturnCounts.Completed, "completed") })
        {
            if (cells.TryGetValue(FunnelTables.StageName(site, stage), out var cell))
                counts[count] = cell;
        }

        return new OwnCounts(counts);
    }
}
