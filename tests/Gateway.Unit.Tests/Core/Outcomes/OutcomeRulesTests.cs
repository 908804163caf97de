using Gateway.Core.Operating;
using Gateway.Core.Outcomes;
using Gateway.Core.Reports;
using Gateway.Core.Referrals;
using Gateway.Unit.Tests.Catalogue;

namespace Gateway.Unit.Tests.Core.Outcomes;

/// <summary>Activity is no outcome, a goal decides what is a success, and shares add up.</summary>
public sealed class OutcomeRulesTests
{
    private static readonly DateTimeOffset At = new(2026, 12, 31, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("STABILISATION", HandoverState.Stabilised, "", "", ServiceEnd.Reached)]
    [InlineData("CARE", HandoverState.Stabilised, "", "", ServiceEnd.Reached)]
    [InlineData("WORK", HandoverState.Stabilised, "", "", ServiceEnd.Stabilised)]
    [InlineData("", HandoverState.Stabilised, "", "", ServiceEnd.Stabilised)]
    [InlineData("INCLUSION", HandoverState.Completed, "", "", ServiceEnd.Reached)]
    [InlineData("WORK", HandoverState.Completed, "", "", ServiceEnd.CompletedOnly)]
    [InlineData("WORK", HandoverState.Completed, "", "WORK", ServiceEnd.Reached)]
    [InlineData("WORK", HandoverState.Stopped, "FOUND_WORK", "", ServiceEnd.Reached)]
    [InlineData("INCLUSION", HandoverState.Stopped, "FOUND_WORK", "", ServiceEnd.Stopped)]
    [InlineData("", HandoverState.Completed, "", "", ServiceEnd.CompletedOnly)]
    [InlineData("WORK", HandoverState.InService, "", "", ServiceEnd.Running)]
    public void The_goal_decides_what_a_success_is(string goal, HandoverState state, string reason, string next, ServiceEnd end) =>
        OutcomeRules.Of(goal, state, started: true, reason, next).ShouldBe(end);

    [Theory]
    [InlineData("STABILISATION", "completed", true)]
    [InlineData("CARE", "completed", true)]
    [InlineData("INCLUSION", "completed", true)]
    [InlineData("WORK", "completed", false)]
    [InlineData("STABILISATION", "ended", false)]
    [InlineData("STABILISATION", "in-service", false)]
    [InlineData(null, "completed", false)]
    public void An_office_reads_a_success_from_the_goal_and_the_status_that_it_was_told(string? goal, string status, bool reached) => OutcomeRules.IsReached(goal, status).ShouldBe(reached);

    [Fact]
    public void What_never_began_is_no_outcome() => OutcomeRules.Of("WORK", HandoverState.NotAccepted, started: false, "", "").ShouldBe(ServiceEnd.NotStarted);

    [Theory]
    [InlineData(100, new[] { 60, 40 }, new[] { 60, 40 })]
    [InlineData(13, new[] { 60, 40 }, new[] { 8, 5 })]
    [InlineData(1, new[] { 50, 50 }, new[] { 1, 0 })]
    [InlineData(10, new[] { 33, 33, 34 }, new[] { 3, 3, 4 })]
    [InlineData(7, new[] { 1, 1, 98 }, new[] { 0, 0, 7 })]
    [InlineData(0, new[] { 60, 40 }, new[] { 0, 0 })]
    public void Places_are_divided_by_largest_remainder(int places, int[] shares, int[] parts)
    {
        CostRules.Divide(places, shares).ShouldBe(parts);
        CostRules.Divide(places, shares).Sum().ShouldBe(places);
    }

    [Fact]
    public void Whatever_is_divided_adds_up()
    {
        for (var whole = 0; whole < 200; whole++)
            CostRules.Divide(whole, [7, 13, 29, 51]).Sum().ShouldBe(whole);
    }

    [Fact]
    public void Activity_stands_apart_from_outcomes_and_everything_adds_up()
    {
        var figures = OutcomeRules.Figures(new OutcomeQuestion(2026), At, Parts, [new ChainLength(2026, "kortrijk-waregem", 1, 40), new ChainLength(2026, "kortrijk-waregem", 3, 6), new ChainLength(2025, "", 2, 9)], Shipped.Agreed);

        (figures.Activity.Issued, figures.Activity.Answered, figures.Activity.Accepted, figures.Activity.Started).ShouldBe((90, 80, 70, 60));
        var stable = figures.Goals.Single(g => g.Goal == "STABILISATION");
        (stable.Started, stable.Reached).ShouldBe((20, 20));
        foreach (var goal in figures.Goals)
            (goal.Reached + goal.Stabilised + goal.CompletedOnly + goal.Stopped + goal.Running).ShouldBe(goal.Started);
        (figures.NeedMet.Ended, figures.NeedMet.Yes, figures.NeedMet.NotAsked).ShouldBe((35, 20, 15));
        figures.Chains.People.ShouldBe([40, 0, 6, 0]);
        (figures.Chains.Ended, figures.Chains.NextNamed, figures.Chains.NoneNeeded, figures.Chains.Gaps).ShouldBe((35, 15, 20, 0));
        var split = figures.Costs.Single();
        (split.Places, split.Funders.Sum(f => f.Places)).ShouldBe((40, 40));
        split.Funders.Select(f => f.Places).ShouldBe([24, 16]);
    }

    [Fact]
    public void A_caseload_is_held_against_what_the_agreement_bears()
    {
        var load = OutcomeRules.Figures(new OutcomeQuestion(2026), At, Parts, [], Shipped.Agreed).Caseloads.Single(c => c.Office == "ocmw-waregem");

        (load.Role, load.Clients, load.Counsellors, load.Limit, load.PerCounsellor, load.Over).ShouldBe((CounsellorRoles.Welfare, 45, 2, 40, 23, true));
    }

    [Fact]
    public void Small_numbers_are_hidden_in_page_and_export()
    {
        AlikeParts[] few = [.. Parts, Part("CARE", HandoverState.Stopped, 2, started: true)];
        var figures = OutcomeRules.Figures(new OutcomeQuestion(2026), At, few, [], Shipped.Agreed);
        var numbers = new ReportNumbers();
        OutcomeBook.Put(numbers, [figures]);
        var shown = OutcomeBook.Of([figures], numbers.Suppress()).Whole;

        shown.Goals.Single(g => g.Code == "CARE").Cells[4].Hidden.ShouldBe(Suppression.Small);
        System.Text.Encoding.UTF8.GetString(OutcomeReport.Of(shown, []).ToCsv()).ShouldContain("goal,CARE,stopped,,small");
    }

    private static AlikeParts[] Parts =>
    [
        Part("STABILISATION", HandoverState.Stabilised, 20, started: true) with { NeedMet = "yes", NextStep = "NO_FURTHER_STEP" },
        Part("WORK", HandoverState.Completed, 15, started: true) with { NextStep = "WORK", Services = "PES_LANGUAGE_COURSE" },
        Part("WORK", HandoverState.InService, 25, started: true) with { Services = "PES_LANGUAGE_COURSE,PES_TRAINING", Office = "ocmw-waregem" },
        Part("", HandoverState.Accepted, 10, started: false) with { Accepted = true, Office = "ocmw-waregem" },
        Part("", HandoverState.Received, 10, started: false) with { Accepted = false, Office = "ocmw-waregem" },
        Part("", HandoverState.Issued, 10, started: false) with { Answered = false, Accepted = false },
    ];

    private static AlikeParts Part(string goal, HandoverState state, int parts, bool started) => new(
        2026, "kortrijk-waregem", "ocmw-kortrijk", goal, "DEBT_ADVICE", state, "", "", "", Answered: true, Accepted: true, started, Appointment: false, Told: false, parts);
}
