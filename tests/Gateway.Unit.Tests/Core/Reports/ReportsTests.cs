using Gateway.Core.Evaluation;
using Gateway.Core.Ladder;
using Gateway.Core.Operating;
using Gateway.Core.Outcomes;
using Gateway.Core.Reading;
using Gateway.Core.Reports;
using Gateway.Unit.Tests.Catalogue;
using Gateway.Unit.Tests.Core.Evaluation;
using Gateway.Unit.Tests.Core.Operating;

namespace Gateway.Unit.Tests.Core.Reports;

public class ReportsTests
{
    private static readonly string[] Sites = ["leuven", "mortsel"];
    private static readonly string[] Stages = ["offered", "agreed", "tookPart", "completed"];
    private static readonly string[] Reasons = ["own-places-first", "declined-offer"];

    [Fact]
    public void Nobody_gets_a_hidden_number_back_from_all_reports_together()
    {
        var random = new Random(5);
        var shown = 0;
        for (var round = 0; round < 25; round++)
        {
            var reader = new Reader(ReportRules.Of(Figures(random, most: 12 + round), AgreedEvaluation.None));

            reader.GivenBack().ShouldBeEmpty($"round {round}");
            shown += reader.Shown;
        }

        shown.ShouldBeGreaterThan(200, "hiding everything is no protection");
    }

    [Fact]
    public void Nobody_gets_a_hidden_number_back_from_the_matrices_of_a_year()
    {
        var random = new Random(6);
        var shown = 0;
        for (var round = 0; round < 10; round++)
        {
            var parts = Enumerable.Range(0, 3).Select(i => Matrix(random, 9)).ToList();
            var book = LadderBook.Of(Added(parts), new Dictionary<LadderDimension, IReadOnlyList<(string, LadderMatrix)>> { [LadderDimension.Organisation] = [.. parts.Select((m, i) => ($"office-{i}", m))] });
            List<SuppressedMatrix> all = [book.Whole, .. book.Parts(LadderDimension.Organisation).Select(p => p.Matrix)];
            List<Cell> cells = [];
            List<KnownSum> sums = [];
            var places = all.ConvertAll(m => Places(m, cells, sums));
            sums.AddRange(places[0].Select((p, i) => new KnownSum(p, [.. places.Skip(1).Select(m => m[i])])));

            GivenBack.From([.. cells.Select(c => c.Count ?? 0)], [.. cells.Select(c => c.Hidden)], sums).ShouldBeEmpty($"round {round}");
            shown += cells.Count(c => c.Count is not null);
        }

        shown.ShouldBeGreaterThan(100, "hiding everything is no protection");
    }

    [Theory]
    [InlineData(Suppression.ProtectsAnother, null)]
    [InlineData(Suppression.None, 6)]
    public void What_the_funnel_hides_the_barrier_log_does_not_show(Suppression mark, int? shown)
    {
        var site = Figures(new Random(1), most: 30).Pilot.Sites[0];
        var funnel = new List<FunnelStage> { new("offered", 30, [new FunnelLoss("own-places-first", 6)]), new("agreed", 24, []) };
        var pilot = new PilotFigures(funnel, [site with { Funnel = funnel }]);
        var entry = new LoggedBarrier(Guid.Parse("0195a7c0-0000-7000-8000-000000000001"), site.Agreement, "OWN_PLACES_FIRST", 6, "agency", "vdab", new DateTimeOffset(2027, 1, 15, 8, 0, 0, TimeSpan.Zero), IsDecided: false);
        var lost = new Cell(mark == Suppression.None ? 6 : null, mark);
        var cells = new Dictionary<string, Cell>(StringComparer.Ordinal)
        {
            [FunnelTables.LossName(null, "offered", "own-places-first")] = lost,
            [FunnelTables.LossName(site.Agreement, "offered", "own-places-first")] = lost,
            [BarrierTables.EntryName(entry.Id)] = new Cell(6, Suppression.None),
        };

        BarrierTables.Protected(cells, [entry], pilot)[BarrierTables.EntryName(entry.Id)].Count.ShouldBe(shown);
    }

    [Fact]
    public void Every_report_says_what_it_cannot_say_also_to_programs()
    {
        var reports = ReportRules.Of(Figures(new Random(2), most: 30), Shipped.Agreed.Evaluation);

        reports.All.Select(r => r.Kind).ShouldBe(ReportKinds.All);
        foreach (var report in reports.All)
        {
            var document = ReportDocument.Of(report);
            document.Claims.ShouldAllBe(c => c.Effect == null && c.CannotSay.Count > 0);
            document.Lines().ShouldContain(l => l[1] == "claim" && l[3] == "cannot-say" && l[8].Length > 0, report.Kind);
        }
    }

    [Fact]
    public void A_comparison_that_carries_an_effect_is_in_the_reports_of_its_outcome_alone()
    {
        var reports = ReportRules.Of(Figures(new Random(2), most: 30), new AgreedEvaluation([Groups.Sound()], []));

        reports.All.Where(r => r.Claims.Any(c => c.Effect is not null)).Select(r => r.Kind).ShouldBe([ReportKinds.Pilot, ReportKinds.Ladder]);
    }

    [Fact]
    public void Costs_are_computed_from_counts_that_the_reports_show_and_from_no_other()
    {
        var figures = Figures(new Random(2), most: 30);
        var large = figures with { Pilot = new PilotFigures([new("offered", 90, []), new("agreed", 80, []), new("tookPart", 60, []), new("completed", 40, [])], []) };
        var small = figures with { Pilot = new PilotFigures([new("offered", 90, []), new("agreed", 80, []), new("tookPart", 4, []), new("completed", 0, [])], []) };
        decimal? CostOf(ReportFigures of) => ReportRules.Of(of, Shipped.Agreed.Evaluation).Find(ReportKinds.SocialReturn).ShouldNotBeNull().Returns.Single(r => r.Of.Id == "samen-op-weg").Cost;

        CostOf(large).ShouldBe(85_000m + (60 * 2_400m));
        CostOf(small).ShouldBeNull();
    }

    private static ReportFigures Figures(Random random, int most)
    {
        var funnels = Sites.Select(_ => Funnel(random, most)).ToList();
        List<FunnelStage> total = [.. Stages.Select((s, i) => new FunnelStage(s, funnels.Sum(f => f[i].Count),
            [.. Reasons.Select(r => new FunnelLoss(r, funnels.Sum(f => f[i].Lost.Where(l => l.Reason == r).Sum(l => l.Count))))]))];
        var sites = Sites.Select(s => Outcome(random, most) with { Question = new OutcomeQuestion(null, s) }).ToList();
        return new ReportFigures
        {
            At = new DateTimeOffset(2027, 1, 15, 8, 0, 0, TimeSpan.Zero),
            Pilot = new PilotFigures(total, [.. Sites.Zip(funnels, (s, f) => new SiteFigures(s, s, 0, 0, 0, 0, 0, 0) { Funnel = f })]),
            Barriers = [],
            Ladder = [],
            Outcomes = [Whole(sites), .. sites],
        };
    }

    private static List<FunnelStage> Funnel(Random random, int most)
    {
        var left = random.Next(0, most);
        return [.. Stages.Select((stage, i) =>
        {
            var lost = i + 1 < Stages.Length ? Reasons.Select(r => new FunnelLoss(r, random.Next(0, (left / 2) + 1))).ToList() : [];
            var found = new FunnelStage(stage, left, lost);
            left -= lost.Sum(l => l.Count);
            return found;
        })];
    }

    private static OutcomeFigures Outcome(Random random, int most)
    {
        var issued = random.Next(0, most * 2);
        var answered = random.Next(0, issued + 1);
        var accepted = random.Next(0, answered + 1);
        var started = random.Next(0, accepted + 1);
        var reached = random.Next(0, started + 1);
        var running = random.Next(0, started - reached + 1);
        var ended = started - running;
        var yes = random.Next(0, ended + 1);
        var named = random.Next(0, ended + 1);
        return new OutcomeFigures
        {
            Question = new OutcomeQuestion(null),
            At = DateTimeOffset.UnixEpoch,
            Activity = new Activity(issued, answered, accepted, started, random.Next(0, issued + 1), random.Next(0, issued + 1)),
            Goals = [new GoalOutcome("WORK", started, reached, 0, 0, started - reached - running, running), new GoalOutcome("", 0, 0, 0, 0, 0, 0)],
            NeedMet = new NeedMetAnswers(ended, yes, 0, ended - yes, 0),
            Chains = new StepChains([started, 0, 0, 0], ended, named, 0, ended - named),
            Caseloads = [],
            Costs = [],
        };
    }

    private static OutcomeFigures Whole(IReadOnlyList<OutcomeFigures> sites) => sites[0] with
    {
        Question = new OutcomeQuestion(null),
        Activity = new Activity(
            sites.Sum(s => s.Activity.Issued), sites.Sum(s => s.Activity.Answered), sites.Sum(s => s.Activity.Accepted), sites.Sum(s => s.Activity.Started), sites.Sum(s => s.Activity.Appointments), sites.Sum(s => s.Activity.Told)),
        Goals = [.. sites[0].Goals.Select((g, i) => new GoalOutcome(g.Goal, sites.Sum(s => s.Goals[i].Started), sites.Sum(s => s.Goals[i].Reached), 0, 0, sites.Sum(s => s.Goals[i].Stopped), sites.Sum(s => s.Goals[i].Running)))],
        NeedMet = new NeedMetAnswers(sites.Sum(s => s.NeedMet.Ended), sites.Sum(s => s.NeedMet.Yes), 0, sites.Sum(s => s.NeedMet.No), 0),
        Chains = new StepChains([sites.Sum(s => s.Chains.People[0]), 0, 0, 0], sites.Sum(s => s.Chains.Ended), sites.Sum(s => s.Chains.NextNamed), 0, sites.Sum(s => s.Chains.Gaps)),
    };

    private static LadderMatrix Matrix(Random random, int most) => new()
    {
        Question = new LadderQuestion(2026),
        At = DateTimeOffset.UnixEpoch,
        Cells = [.. Enumerable.Range(0, 6).Select(_ => (IReadOnlyList<int>)[.. Enumerable.Range(0, 6).Select(_ => random.Next(0, 3) == 0 ? random.Next(0, most) : 0)])],
        NotMeasured = [.. Enumerable.Range(0, 6).Select(_ => random.Next(0, most))],
        NotMeasuredUnknown = random.Next(0, most),
        Unknown = 9,
        First = random.Next(0, most),
        Comparability = new LadderComparability(0, 4, 5, new LadderNotes([], [], [])),
    };

    private static LadderMatrix Added(IReadOnlyList<LadderMatrix> parts) => parts[0] with
    {
        Cells = [.. Enumerable.Range(0, 6).Select(f => (IReadOnlyList<int>)[.. Enumerable.Range(0, 6).Select(t => parts.Sum(p => p.Cells[f][t]))])],
        NotMeasured = [.. Enumerable.Range(0, 6).Select(f => parts.Sum(p => p.NotMeasured[f]))],
        NotMeasuredUnknown = parts.Sum(p => p.NotMeasuredUnknown),
        Unknown = parts.Sum(p => p.Unknown),
        First = parts.Sum(p => p.First),
        Comparability = new LadderComparability(0, parts.Sum(p => p.Comparability.Ambiguous), parts.Sum(p => p.Comparability.Unknown), new LadderNotes([], [], [])),
    };

    /// <summary>What a reader of a matrix knows: its cells, and that they add up.</summary>
    private static List<int> Places(SuppressedMatrix matrix, List<Cell> cells, List<KnownSum> sums)
    {
        var first = cells.Count;
        cells.AddRange([.. matrix.Cells.SelectMany(r => r), .. matrix.NotMeasured, matrix.Up, matrix.Same, matrix.Down, matrix.Unknown, matrix.NotMeasuredAgain, matrix.People, matrix.First, matrix.Ambiguous]);
        var moves = Enumerable.Range(0, 36).ToLookup(i => (i % 6).CompareTo(i / 6));
        foreach (var (place, sign) in new[] { (43, 1), (44, 0), (45, -1) })
            sums.Add(new KnownSum(first + place, [.. moves[sign].Select(i => first + i)]));
        sums.Add(new KnownSum(first + 47, [.. Enumerable.Range(36, 7).Select(i => first + i)]));
        sums.Add(new KnownSum(first + 48, [.. Enumerable.Range(43, 5).Select(i => first + i)]));
        return [.. Enumerable.Range(first, cells.Count - first)];
    }

    /// <summary>Somebody who has every report and knows what the words mean: which numbers add up to which.</summary>
    private sealed class Reader
    {
        private readonly List<string> _names = [];
        private readonly List<Cell> _cells = [];
        private readonly List<KnownSum> _sums = [];

        internal Reader(ReportSet reports)
        {
            foreach (var table in reports.All.SelectMany(r => r.Tables))
            {
                foreach (var row in table.Rows)
                {
                    for (var i = 0; i < row.Cells.Count; i++)
                        Put($"{table.Code}|{table.Of?.Code}|{row.Label.Code}|{row.Label.Detail?.Code}|{table.Columns[i].Code}", row.Cells[i]);
                }
            }

            foreach (var site in Sites.Prepend(""))
            {
                for (var i = 0; i + 1 < Stages.Length; i++)
                    Sum($"funnel|{site}|{Stages[i]}||people", [$"funnel|{site}|{Stages[i + 1]}||people", .. Reasons.Select(r => $"lost|{site}|{Stages[i]}|{r}|people")]);
            }

            foreach (var stage in Stages)
            {
                Sum($"funnel||{stage}||people", Sites.Select(s => $"funnel|{s}|{stage}||people"));
                foreach (var reason in Reasons.Where(_ => stage != Stages[^1]))
                    Sum($"lost||{stage}|{reason}|people", Sites.Select(s => $"lost|{s}|{stage}|{reason}|people"));
            }

            foreach (var step in new[] { "issued", "answered", "accepted", "started", "with-appointment", "client-told" })
                Sum($"activity||all-sites||{step}", Sites.Select(s => $"activity||{s}||{step}"));
            foreach (var goal in new[] { "WORK", "no-goal-stated" })
                Sum($"goals||{goal}||started", new[] { "reached", "stabilised", "completed-only", "stopped", "running" }.Select(e => $"goals||{goal}||{e}"));
            Sum("activity||all-sites||started", ["goals||WORK||started", "goals||no-goal-stated||started"]);
            Sum("activity||all-sites||started", ["need-met||ended||services", "goals||WORK||running", "goals||no-goal-stated||running"]);
            Sum("need-met||ended||services", new[] { "yes", "partly", "no", "not-known", "not-asked" }.Select(a => $"need-met||need-{a}||services"));
            Sum("next-steps||ended||services", new[] { "next-named", "none-needed", "next-gap" }.Select(a => $"next-steps||{a}||services"));
            Sum("next-steps||ended||services", ["need-met||ended||services"]);
        }

        internal int Shown => _cells.Count(c => c.Count is not null);

        internal IEnumerable<string> GivenBack() => Operating.GivenBack.From([.. _cells.Select(c => c.Count ?? 0)], [.. _cells.Select(c => c.Hidden)], _sums).Select(p => _names[p]);

        private void Put(string name, Cell cell)
        {
            _names.Add(name);
            _cells.Add(cell);
        }

        private void Sum(string total, IEnumerable<string> parts) => _sums.Add(new KnownSum(At(total), [.. parts.Select(At)]));

        private int At(string name) => _names.IndexOf(name) is >= 0 and var place ? place : throw new InvalidOperationException($"No report shows '{name}'.");
    }
}
