using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Demo.Report;
using Gateway.Demo.Scenario;
using Spectre.Console;

namespace Gateway.Tests.Demo;

public class ReconciliationTests
{
    [Fact]
    public void Figures_that_add_up_have_no_problem() => Reconciliation.Problems(Good()).ShouldBeEmpty();

    [Fact]
    public void A_lost_record_is_noticed() => Noticed(Good() with { Pilot = Pilot() with { Records = new(52, 50, 1) } }, "52 referral records");

    [Fact]
    public void A_lost_reply_is_noticed() => Noticed(Good() with { Dutch = Dutch() with { Replies = new(20, 19, 0) } }, "Dutch service: 20 replies");

    [Fact]
    public void A_pending_referral_is_noticed() => Noticed(
        Good() with { Pilot = Pilot() with { Referrals = Counts(submitted: 51, pending: 1, withheld: 1, unroutable: 1, issued: 48) } }, "still pending");

    [Fact]
    public void States_that_do_not_partition_the_referrals_are_noticed() => Noticed(
        Good() with { Pilot = Pilot() with { Referrals = Counts(submitted: 51, pending: 0, withheld: 0, unroutable: 1, issued: 49) } }, "51 referrals submitted");

    [Fact]
    public void More_answers_than_handovers_are_noticed() => Noticed(
        Good() with { Pilot = Pilot() with { Referrals = Pilot().Referrals with { Acknowledged = 50 } } }, "more referrals got an answer");

    [Fact]
    public void A_loss_without_a_reason_is_noticed() => Noticed(
        Good() with { Figures = Figures(lostAfterAgreed: 7) }, "less 43 tookPart are not the 7 lost");

    [Fact]
    public void Sites_that_do_not_sum_to_the_funnel_are_noticed() => Noticed(
        Good() with { Figures = Figures() with { Sites = [.. Figures().Sites.Skip(1)] } }, "over the sites are not");

    [Fact]
    public void A_handover_without_a_disclosure_is_noticed() => Noticed(
        Good() with { Whole = Pilot() with { Disclosures = 50 } }, "50 disclosures are fewer than 55");

    [Fact]
    public void A_handover_nobody_asked_for_is_noticed() => Noticed(Good() with { Unexplained = 1 }, "for nobody referred");

    [Fact]
    public void Another_number_than_the_offices_know_is_noticed()
    {
        var figures = Figures();
        IReadOnlyList<FunnelStage> funnel =
            [.. figures.Funnel.Take(4), figures.Funnel[4] with { Count = 42, Lost = [new("stopped", 11)] }, figures.Funnel[5]];
        Noticed(Good() with { Figures = figures with { Funnel = funnel } }, "books have 43 tookPart, the gateway 42");
    }

    [Fact]
    public void The_object_has_every_key_that_programs_read()
    {
        var json = DemoJson.Write(Good());
        foreach (var key in new[] { "records", "replies", "referrals", "funnel", "sites", "dutchService", "disclosures", "auditEntries", "workItems", "simulatedDays", "seconds" })
            json.ContainsKey(key).ShouldBeTrue(key);
        json["records"]!.AsObject().Select(p => p.Key).ShouldBe(["received", "translated", "setAside"]);
        json["referrals"]!.AsObject().Select(p => p.Key).ShouldBe(
        [
            "submitted", "pending", "withheld", "unroutable", "issued", "acknowledged", "accepted", "waitlisted", "notAccepted",
            "inService", "completed", "stabilised", "stopped", "overdue",
        ]);
        json["funnel"]!.AsArray().Select(s => (string?)s!["stage"]).ShouldBe(["identified", "eligible", "offered", "agreed", "tookPart", "completed"]);
        json["funnel"]![0]!["lost"]![0]!.AsObject().Select(p => p.Key).ShouldBe(["reason", "count"]);
        json["sites"]![0]!.AsObject().Select(p => p.Key).ShouldBe(["collaboration", "agreed", "tookPart"]);
        json["auditEntries"]!.AsObject().Select(p => p.Key).ShouldBe(["sealed", "unsealed"]);
        json["workItems"]!.AsObject().Select(p => p.Key).ShouldBe(["open", "parked"]);
    }

    [Fact]
    public void Plain_lines_say_that_all_is_simulated_and_hide_small_sites()
    {
        using var text = new StringWriter();
        new PlainView(text).Report(Good());
        var lines = text.ToString().Split(Environment.NewLine);
        lines.ShouldContain(l => l.StartsWith("Title of mortsel", StringComparison.Ordinal) && l.Contains("<5", StringComparison.Ordinal));
        lines.ShouldContain(l => l.Contains("took part", StringComparison.Ordinal) && l.Contains("43", StringComparison.Ordinal) && l.Contains("lost: ", StringComparison.Ordinal));
        lines.Count(l => l.Contains("simulated", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(3);
        lines.ShouldContain(l => l.Contains("2026-01-13  vdab: Referred a client. [admissible] (question)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_terminal_shows_the_same_and_hides_the_same()
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 160;
        new TerminalView(console, TimeProvider.System).Report(Good());
        var lines = text.ToString().Split('\n');
        lines.ShouldContain(l => l.Contains("Title of mortsel", StringComparison.Ordinal) && l.Contains("<5", StringComparison.Ordinal));
        lines.ShouldContain(l => l.Contains("Title of tielt", StringComparison.Ordinal) && l.Contains('…'));
        lines.ShouldContain(l => l.Contains("took part", StringComparison.Ordinal) && l.Contains("43", StringComparison.Ordinal));
        lines.ShouldContain(l => l.Contains("[admissible] (question)", StringComparison.Ordinal));
        text.ToString().ShouldContain("simulated");
    }

    private static void Noticed(PilotResult result, string part) =>
        Reconciliation.Problems(result).ShouldContain(p => p.Contains(part, StringComparison.Ordinal));

    internal static PilotResult Good() => new()
    {
        Whole = Pilot() with { Disclosures = 140 },
        Pilot = Pilot(),
        Dutch = Dutch(),
        Figures = Figures(),
        Stories = [new("A story", Told())],
        Unexplained = 0,
        Handovers = 55,
        SimulatedDays = 361,
        Seconds = 12.3,
    };

    private static ReferralFile Told()
    {
        var at = new DateTimeOffset(2026, 1, 13, 8, 0, 0, TimeSpan.Zero);
        return new ReferralFile(
            InventedNumbers.Ticket("x"), "vdab", "Issued", at, "ACTIVATION", null, null, null, "x.1", [], [],
            [new FileLine(at, "vdab", "submitted", new Sentence(StorySentences.Referred), Weight.Plain, "admissible", [], [], ["question"])]);
    }

    private static GatewayFigures Pilot() => new(
        new(52, 51, 1), new(200, 200, 0), new(8, 8, 0), Counts(51, 0, 1, 1, 49), 130, new(500, 0), new(0, 0));

    private static GatewayFigures Dutch() => new(
        new(10, 9, 1), new(20, 20, 0), new(0, 0, 0), Counts(9, 0, 3, 0, 6), 10, new(0, 0), new(0, 0));

    private static ReferralCounts Counts(int submitted, int pending, int withheld, int unroutable, int issued) =>
        new(submitted, pending, withheld, unroutable, issued, 6, 5, 1, 1, 5, 3, 1, 1, 1);

    private static PilotFigures Figures(int lostAfterAgreed = 8)
    {
        IReadOnlyList<FunnelLoss>[] lost =
        [
            [new("procedures", 4)], [new("own-places-first", 3)], [new("declined-offer", 5)], [new("not-accepted", lostAfterAgreed)], [new("stopped", 12)], [],
        ];
        var sites = SiteCounts.All.Select(s =>
        {
            var clients = PilotScenario.Clients.Where(c => c.Town.Agreement == s.Agreement).ToList();
            return new SiteFigures(
                s.Agreement, "Title of " + s.Agreement, s.Identified, s.Eligible, s.Offered,
                clients.Count, clients.Count(c => c.Story.TakesPart), clients.Count(c => c.Story.Completes));
        });
        return new PilotFigures([.. PilotPlan.ByStage.Select((s, i) => new FunnelStage(s.Stage, s.Count, lost[i]))], [.. sites]);
    }
}
