using Gateway.Core.Operating;

namespace Gateway.Core.Outcomes;

/// <summary>A row of a table of outcomes, without small numbers.</summary>
/// <param name="Code">What it counts.</param>
/// <param name="Cells">Its numbers, in the order of the table's columns.</param>
public sealed record OutcomeRow(string Code, IReadOnlyList<Cell> Cells);

/// <summary>Outcomes without small numbers: what pages and exports show. Every number of people is in one table of known sums.</summary>
/// <param name="Of">The figures, of which only question, time and agreed shares are shown.</param>
/// <param name="Activity">Issued, answered, accepted, started, appointments, told.</param>
/// <param name="Goals">By goal: started, reached, stabilised, completed only, stopped, running.</param>
/// <param name="NeedMet">Ended, yes, partly, no, not known, not asked.</param>
/// <param name="Chains">People with one, two, three, four or more services.</param>
/// <param name="NextSteps">Ended, next step named, none needed, gaps.</param>
/// <param name="Caseloads">By place in <see cref="OutcomeFigures.Caseloads"/>: clients.</param>
/// <param name="Costs">By place in <see cref="OutcomeFigures.Costs"/>: places, then those of each funder.</param>
public sealed record SuppressedOutcomes(
    OutcomeFigures Of, IReadOnlyList<Cell> Activity, IReadOnlyList<OutcomeRow> Goals, IReadOnlyList<Cell> NeedMet, IReadOnlyList<Cell> Chains, IReadOnlyList<Cell> NextSteps,
    IReadOnlyList<Cell> Caseloads, IReadOnlyList<IReadOnlyList<Cell>> Costs)
{
    /// <summary>Hides small numbers, and those from which they could be computed.</summary>
    public static SuppressedOutcomes Suppress(OutcomeFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        List<int> counts = [];
        List<KnownSum> sums = [];
        IReadOnlyList<int> Put(params IReadOnlyList<int> numbers)
        {
            counts.AddRange(numbers);
            return [.. Enumerable.Range(counts.Count - numbers.Count, numbers.Count)];
        }

        IReadOnlyList<int> Whole(IReadOnlyList<int> places)
        {
            sums.Add(new KnownSum(places[0], [.. places.Skip(1)]));
            return places;
        }

        var a = figures.Activity;
        var activity = Put(a.Issued, a.Answered, a.Accepted, a.Started, a.Appointments, a.Told);
        // What lies between two steps of activity is a number of people too: those who were lost there.
        foreach (var (from, to) in new[] { (0, 1), (1, 2), (2, 3) })
            sums.Add(new KnownSum(activity[from], [activity[to], .. Put(Math.Max(0, counts[activity[from]] - counts[activity[to]]))]));
        foreach (var beside in new[] { 4, 5 })
            sums.Add(new KnownSum(activity[0], [activity[beside], .. Put(Math.Max(0, a.Issued - counts[activity[beside]]))]));
        var goals = figures.Goals.Select(g => Whole(Put(g.Started, g.Reached, g.Stabilised, g.CompletedOnly, g.Stopped, g.Running))).ToList();
        sums.Add(new KnownSum(activity[3], [.. goals.Select(g => g[0])]));
        var n = figures.NeedMet;
        var met = Whole(Put(n.Ended, n.Yes, n.Partly, n.No, n.NotKnown, n.NotAsked));
        var c = figures.Chains;
        var next = Whole(Put(c.Ended, c.NextNamed, c.NoneNeeded, c.Gaps));
        sums.Add(new KnownSum(met[0], [next[0]]));
        sums.Add(new KnownSum(activity[3], [met[0], .. goals.Select(g => g[5])]));
        var chains = Put(c.People);
        var loads = Put([.. figures.Caseloads.Select(l => l.Clients)]);
        var costs = figures.Costs.Select(s => Whole(Put([s.Places, .. s.Funders.Select(f => f.Places)]))).ToList();
        var hidden = SmallNumbers.Suppress(counts, sums);
        IReadOnlyList<Cell> Cells(IReadOnlyList<int> places) => [.. places.Select(p => new Cell(hidden[p] == Suppression.None ? counts[p] : null, hidden[p]))];
        return new SuppressedOutcomes(
            figures, Cells(activity), [.. figures.Goals.Zip(goals, (g, p) => new OutcomeRow(g.Goal, Cells(p)))], Cells(met), Cells(chains), Cells(next), Cells(loads), [.. costs.Select(Cells)]);
    }
}
