using Gateway.Core.Operating;
using Gateway.Core.Reading;

namespace Gateway.Core.Reports;

/// <summary>Tables of the pilot's funnels.</summary>
internal static class FunnelTables
{
    private const string Unexplained = "unexplained";
    private const string All = "all";

    internal static IReadOnlyList<NamedTable> Of(ReportNumbers numbers, PilotFigures pilot)
    {
        List<(string Site, IReadOnlyList<FunnelStage> Stages)> funnels = [(All, pilot.Funnel), .. pilot.Sites.Select(s => (s.Agreement, s.Funnel))];
        // Every reason of a stage stands in every funnel, so that a missing line tells nothing.
        var reasons = Enumerable.Range(0, pilot.Funnel.Count).Select(i => ReasonsOf(funnels, i)).ToList();
        foreach (var (site, stages) in funnels)
        {
            for (var i = 0; i < stages.Count; i++)
            {
                numbers.Put(StageName(site, stages[i].Stage), stages[i].Count);
                foreach (var reason in reasons[i])
                    numbers.Put(LossName(site, stages[i].Stage, reason), stages[i].Lost.FirstOrDefault(l => l.Reason == reason)?.Count ?? 0);
            }

            for (var i = 0; i + 1 < stages.Count; i++)
                numbers.SumWithRest(StageName(site, stages[i].Stage), [StageName(site, stages[i + 1].Stage), .. reasons[i].Select(r => LossName(site, stages[i].Stage, r))]);
        }

        var sites = pilot.Sites.Select(s => s.Agreement).ToList();
        foreach (var (stage, why) in pilot.Funnel.Select(s => s.Stage).Zip(reasons))
        {
            numbers.SumWithRest(StageName(All, stage), [.. sites.Select(s => StageName(s, stage))]);
            foreach (var reason in why)
                numbers.SumWithRest(LossName(All, stage, reason), [.. sites.Select(s => LossName(s, stage, reason))]);
        }

        return [.. funnels.SelectMany(f => TablesOf(f.Site, f.Stages, reasons))];
    }

    /// <summary>Name of the number of people who reached a stage.</summary>
    /// <param name="site">Collaboration; null: all.</param>
    /// <param name="stage">Stage.</param>
    internal static string StageName(string? site, string stage) => $"funnel/{site ?? All}/{stage}";

    /// <summary>Name of the number of people lost at a stage for a reason.</summary>
    internal static string LossName(string? site, string stage, string reason) => $"funnel/{site ?? All}/{stage}/lost/{reason}";

    /// <summary>The funnels as the pilot's page shows them: the total first.</summary>
    internal static IReadOnlyList<SuppressedFunnel> Funnels(PilotFigures pilot, IReadOnlyDictionary<string, Cell> cells)
    {
        List<(string Site, IReadOnlyList<FunnelStage> Stages)> funnels = [(All, pilot.Funnel), .. pilot.Sites.Select(s => (s.Agreement, s.Funnel))];
        var reasons = Enumerable.Range(0, pilot.Funnel.Count).Select(i => ReasonsOf(funnels, i)).ToList();
        SuppressedFunnel Of(string site, string? agreement, string title) => new(agreement, title,
            [.. pilot.Funnel.Zip(reasons, (s, why) => new SuppressedStage(s.Stage, cells[StageName(site, s.Stage)], [.. why.Select(r => new SuppressedLoss(r, cells[LossName(site, s.Stage, r)]))]))]);
        return [Of(All, null, ""), .. pilot.Sites.Select(s => Of(s.Agreement, s.Agreement, s.Title))];
    }

    private static IEnumerable<NamedTable> TablesOf(string site, IReadOnlyList<FunnelStage> stages, IReadOnlyList<List<string>> reasons)
    {
        var of = site == All ? null : new ReportLabel(LabelKind.Site, site);
        return
        [
            new NamedTable(ReportTables.Funnel, of, [ReportTables.Word("people")], [.. stages.Select(s => new NamedRow(new ReportLabel(LabelKind.Stage, s.Stage), StageName(site, s.Stage)))]) { Charted = 0 },
            new NamedTable(ReportTables.Lost, of, [ReportTables.Word("people")],
                [.. stages.Zip(reasons).SelectMany(s => s.Second.Select(r => new NamedRow(new ReportLabel(LabelKind.Stage, s.First.Stage, new ReportLabel(LabelKind.Reason, r)), LossName(site, s.First.Stage, r))))]),
        ];
    }

    /// <summary>Counts that contradict each other have no line. In the order of codes: an order by numbers would tell hidden ones.</summary>
    private static List<string> ReasonsOf(List<(string Site, IReadOnlyList<FunnelStage> Stages)> funnels, int stage) =>
        [.. funnels.SelectMany(f => f.Stages[stage].Lost).GroupBy(l => l.Reason, StringComparer.Ordinal)
            .Where(g => g.Key != Unexplained || g.All(l => l.Count >= 0))
            .Select(g => g.Key).Order(StringComparer.Ordinal)];
}
