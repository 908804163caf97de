using Gateway.Core.Operating;
using Gateway.Core.Reading;

namespace Gateway.Persistence.Operating;

/// <summary>
/// Hides small numbers in the pilot's funnels. All of them are looked at as one table: agreements add up to the total, and
/// what is lost at a stage is the difference to the next.
/// </summary>
internal static class SuppressedFunnels
{
    private const string Unexplained = "unexplained";

    /// <summary>The total first, then the agreements in the order given.</summary>
    internal static IReadOnlyList<SuppressedFunnel> Of(PilotFigures figures)
    {
        List<Exact> funnels = [new Exact(null, "", figures.Funnel), .. figures.Sites.Select(s => new Exact(s.Agreement, s.Title, s.Funnel))];
        var reasons = Enumerable.Range(0, figures.Funnel.Count).Select(i => ReasonsOf(funnels, i)).ToList();
        List<int> counts = [];
        var places = funnels.ConvertAll(f => Enumerable.Range(0, reasons.Count).Select(i => new Places(
            Put(f.Stages[i].Count), [.. reasons[i].Select(r => Put(f.Stages[i].Lost.FirstOrDefault(l => l.Reason == r)?.Count ?? 0))])).ToList());
        List<KnownSum> sums = [];
        for (var stage = 0; stage < reasons.Count; stage++)
        {
            var at = stage;
            sums.Add(new KnownSum(places[0][at].Count, [.. places.Skip(1).Select(p => p[at].Count)]));
            sums.AddRange(reasons[at].Select((_, r) => new KnownSum(places[0][at].Lost[r], [.. places.Skip(1).Select(p => p[at].Lost[r])])));
            if (at + 1 < reasons.Count)
                sums.AddRange(places.Select(p => new KnownSum(p[at].Count, [p[at + 1].Count, .. p[at].Lost])));
        }

        var hidden = SmallNumbers.Suppress(counts, sums);
        return [.. funnels.Zip(places, (funnel, at) => new SuppressedFunnel(funnel.Agreement, funnel.Title, [.. funnel.Stages.Select((s, i) => new SuppressedStage(
            s.Stage, CellOf(at[i].Count), [.. reasons[i].Select((r, n) => new SuppressedLoss(r, CellOf(at[i].Lost[n])))]))]))];

        int Put(int count)
        {
            counts.Add(count);
            return counts.Count - 1;
        }

        Cell CellOf(int place) => SuppressedFunnels.CellOf(counts[place], hidden[place]);
    }

    internal static Cell CellOf(int count, Suppression hidden) => new(hidden == Suppression.None ? count : null, hidden);

    /// <summary>Every reason of a stage in every funnel, so that a missing line tells nothing. Counts that contradict each other have no line at all.</summary>
    private static List<string> ReasonsOf(List<Exact> funnels, int stage) =>
        [.. funnels.SelectMany(f => f.Stages[stage].Lost).GroupBy(l => l.Reason, StringComparer.Ordinal)
            .Where(g => g.Key != Unexplained || g.All(l => l.Count >= 0))
            .OrderByDescending(g => g.Max(l => l.Count)).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key)];

    private sealed record Exact(string? Agreement, string Title, IReadOnlyList<FunnelStage> Stages);

    private sealed record Places(int Count, IReadOnlyList<int> Lost);
}
