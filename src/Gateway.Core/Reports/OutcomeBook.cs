using Gateway.Core.Operating;
using Gateway.Core.Outcomes;
using Gateway.Core.Reading;

namespace Gateway.Core.Reports;

/// <summary>
/// Outcomes of everything that is shown: the whole, and those of each site, office and year. Small numbers are hidden over all of
/// them together, because readers can subtract the parts from the whole. Outcomes by two of them at once are shown nowhere.
/// </summary>
public sealed class OutcomeBook
{
    private static readonly string[] Steps = ["issued", "answered", "accepted", "started", "appointments", "told"];
    private static readonly string[] Ends = ["started", "reached", "stabilised", "completed-only", "stopped", "running"];
    private static readonly string[] Answers = ["ended", "yes", "partly", "no", "not-known", "not-asked"];
    private static readonly string[] Next = ["ended", "next-named", "none-needed", "gaps"];

    private readonly IReadOnlyList<OutcomeFigures> _parts;
    private readonly IReadOnlyDictionary<string, Cell> _cells;

    private OutcomeBook(IReadOnlyList<OutcomeFigures> parts, IReadOnlyDictionary<string, Cell> cells) => (_parts, _cells) = (parts, cells);

    /// <summary>The whole.</summary>
    public SuppressedOutcomes Whole => Shown(_parts[0]);

    /// <summary>Outcomes of each site.</summary>
    public IReadOnlyList<(string Site, SuppressedOutcomes Outcomes)> Sites =>
        [.. _parts.Where(p => p.Question is { Collaboration: not null, Year: null, Office: null }).Select(p => (p.Question.Collaboration!, Shown(p)))];

    /// <summary>Years of which there is anything, latest first.</summary>
    public IReadOnlyList<int> Years => [.. _parts.Select(p => p.Question.Year).OfType<int>().OrderDescending()];

    /// <summary>Outcomes that a question asks for; null: it narrows by more than one, or nothing of it was counted.</summary>
    /// <param name="question">Question.</param>
    public SuppressedOutcomes? Find(OutcomeQuestion question) => _parts.FirstOrDefault(p => p.Question == question) is { } found ? Shown(found) : null;

    /// <summary>Puts numbers among those of all reports.</summary>
    /// <param name="numbers">Numbers.</param>
    /// <param name="parts">The whole first, then parts that each narrow by one site, office or year.</param>
    internal static void Put(ReportNumbers numbers, IReadOnlyList<OutcomeFigures> parts)
    {
        foreach (var part in parts)
            PutOne(numbers, Name(part.Question), part);
        foreach (var load in parts[0].Caseloads)
            numbers.Put(Load(load), load.Clients);
        foreach (var alike in parts.Skip(1).GroupBy(p => (p.Question.Collaboration is null, p.Question.Office is null, p.Question.Year is null)))
        {
            var known = alike.Select(p => (Name: Name(p.Question), Numbers: Numbers(p).Select(n => n.Name).ToHashSet(StringComparer.Ordinal))).ToList();
            foreach (var number in Numbers(parts[0]).Select(n => n.Name))
                numbers.SumWithRest($"{Name(parts[0].Question)}/{number}", [.. known.Where(p => p.Numbers.Contains(number)).Select(p => $"{p.Name}/{number}")]);
        }
    }

    /// <summary>
    /// Relates chains to the funnel: whoever took part has a service that began. Where both count as many people they may be the
    /// same people.
    /// </summary>
    internal static void Relate(ReportNumbers numbers, IReadOnlyList<OutcomeFigures> parts, PilotFigures pilot)
    {
        foreach (var (site, tookPart) in pilot.Sites.Select(s => ((string?)s.Agreement, s.Funnel)).Prepend((null, pilot.Funnel)).Select(s => (s.Item1, s.Item2.FirstOrDefault(f => f.Stage == "tookPart"))))
        {
            if (tookPart is not null && parts.FirstOrDefault(p => p.Question == new OutcomeQuestion(null, site)) is { } part && part.Chains.People.Sum() == tookPart.Count)
                numbers.Sum(FunnelTables.StageName(site, tookPart.Stage), part.Chains.People.Select((_, i) => $"{Name(part.Question)}/{Chain(i)}"));
        }
    }

    /// <summary>The book, when all numbers of all reports are known.</summary>
    internal static OutcomeBook Of(IReadOnlyList<OutcomeFigures> parts, IReadOnlyDictionary<string, Cell> cells) => new(parts, cells);

    private static void PutOne(ReportNumbers numbers, string name, OutcomeFigures figures)
    {
        foreach (var (number, count) in Numbers(figures))
            numbers.Put($"{name}/{number}", count);
        void Sum(string total, IEnumerable<string> parts) => numbers.SumWithRest($"{name}/{total}", [.. parts.Select(p => $"{name}/{p}")]);
        // What lies between two steps is a number too: those who were lost there.
        foreach (var (from, to) in new[] { (0, 1), (1, 2), (2, 3), (0, 4), (0, 5) })
            numbers.Step($"{name}/{Steps[from]}", $"{name}/{Steps[to]}");
        foreach (var goal in figures.Goals)
            Sum(End(goal.Goal, Ends[0]), Ends[1..].Select(e => End(goal.Goal, e)));
        Sum(Steps[3], figures.Goals.Select(g => End(g.Goal, Ends[0])));
        Sum(Steps[3], [.. figures.Goals.Select(g => End(g.Goal, "running")), "ended"]);
        Sum("ended", Answers[1..]);
        Sum("ended", Next[1..]);
        foreach (var cost in figures.Costs)
            numbers.Step($"{name}/{Steps[3]}", $"{name}/{Place(cost)}");
    }

    private static List<(string Name, int Count)> Numbers(OutcomeFigures figures)
    {
        var (a, met, chains) = (figures.Activity, figures.NeedMet, figures.Chains);
        return
        [
            .. Steps.Zip([a.Issued, a.Answered, a.Accepted, a.Started, a.Appointments, a.Told]),
            .. figures.Goals.SelectMany(g => Ends.Select(e => End(g.Goal, e)).Zip([g.Started, g.Reached, g.Stabilised, g.CompletedOnly, g.Stopped, g.Running])),
            .. Answers.Zip([met.Ended, met.Yes, met.Partly, met.No, met.NotKnown, met.NotAsked]),
            .. Next[1..].Zip([chains.NextNamed, chains.NoneNeeded, chains.Gaps]),
            .. chains.People.Select((people, i) => (Chain(i), people)),
            .. figures.Costs.Select(c => (Place(c), c.Places)),
        ];
    }

    private SuppressedOutcomes Shown(OutcomeFigures figures)
    {
        var name = Name(figures.Question);
        IReadOnlyList<Cell> At(IEnumerable<string> numbers) => [.. numbers.Select(n => _cells[$"{name}/{n}"])];
        return new SuppressedOutcomes(
            figures, At(Steps), [.. figures.Goals.Select(g => new OutcomeRow(g.Goal, At(Ends.Select(e => End(g.Goal, e)))))], At(Answers), At(figures.Chains.People.Select((_, i) => Chain(i))), At(Next),
            [.. figures.Caseloads.Select(l => _cells[Load(l)])], [.. figures.Costs.Select(c => Funders(c, _cells[$"{name}/{Place(c)}"]))]);
    }

    /// <summary>Shares are public, so a funder's places say how many places there are: both are shown, or neither.</summary>
    private static IReadOnlyList<Cell> Funders(CostShares cost, Cell places) =>
        [places, .. cost.Funders.Select(f => places.Hidden == Suppression.None ? new Cell(f.Places, Suppression.None) : new Cell(null, Suppression.ProtectsAnother))];

    private static string Name(OutcomeQuestion question) => $"outcomes/{question.Collaboration ?? "*"}/{question.Office ?? "*"}/{question.Year?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "*"}";

    private static string End(string goal, string end) => $"goal-{goal}/{end}";

    private static string Chain(int place) => $"chain/{place}";

    private static string Place(CostShares cost) => $"places/{cost.Collaboration}/{cost.Service}";

    /// <summary>Clients now are the same number whatever is asked.</summary>
    private static string Load(Caseload load) => $"clients/{load.Collaboration}/{load.Office}";
}
