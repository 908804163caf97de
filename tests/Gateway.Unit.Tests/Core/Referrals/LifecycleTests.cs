using Gateway.Contracts.Events;
using Gateway.Core.Referrals;
using static Gateway.Core.Referrals.HandoverState;

namespace Gateway.Unit.Tests.Core.Referrals;

public class LifecycleTests
{
    private static readonly Dictionary<string, (HandoverState[] FromOpen, string?[] Told)> Expected = new(StringComparer.Ordinal)
    {
        // From:            Issued       Received      Waitlisted    Accepted      InService
        ["received"] = ([Received, Received, Waitlisted, Accepted, InService], ["received", null, null, null, null]),
        ["accepted"] = ([Accepted, Accepted, Accepted, Accepted, InService], ["accepted", "accepted", "accepted", null, null]),
        ["waitlisted"] = ([Waitlisted, Waitlisted, Waitlisted, Accepted, InService], ["waitlisted", "waitlisted", null, null, null]),
        ["declined-capacity"] = ([NotAccepted, NotAccepted, NotAccepted, NotAccepted, Stopped], ["not-accepted", "not-accepted", "not-accepted", "not-accepted", "ended"]),
        ["declined-not-competent"] = ([NotAccepted, NotAccepted, NotAccepted, NotAccepted, Stopped], ["not-accepted", "not-accepted", "not-accepted", "not-accepted", "ended"]),
        ["declined-other"] = ([NotAccepted, NotAccepted, NotAccepted, NotAccepted, Stopped], ["not-accepted", "not-accepted", "not-accepted", "not-accepted", "ended"]),
        ["redirected"] = ([NotAccepted, NotAccepted, NotAccepted, NotAccepted, Stopped], ["not-accepted", "not-accepted", "not-accepted", "not-accepted", "ended"]),
        ["already-in-guidance"] = ([NotAccepted, NotAccepted, NotAccepted, NotAccepted, Stopped], ["not-accepted", "not-accepted", "not-accepted", "not-accepted", "ended"]),
        ["not-reached"] = ([NotStarted, NotStarted, NotStarted, NotStarted, InService], ["not-started", "not-started", "not-started", "not-started", null]),
        ["no-show"] = ([Received, Received, Waitlisted, Accepted, InService], ["received", null, null, null, null]),
        ["client-withdrew"] = ([NotStarted, NotStarted, NotStarted, NotStarted, Stopped], ["not-started", "not-started", "not-started", "not-started", "ended"]),
        ["in-service"] = ([InService, InService, InService, InService, InService], ["in-service", "in-service", "in-service", "in-service", null]),
        ["step-recorded"] = ([Received, Received, Waitlisted, Accepted, InService], ["received", null, null, null, null]),
        ["stabilised"] = ([Stabilised, Stabilised, Stabilised, Stabilised, Stabilised], ["completed", "completed", "completed", "completed", "completed"]),
        ["completed"] = ([Completed, Completed, Completed, Completed, Completed], ["completed", "completed", "completed", "completed", "completed"]),
        ["client-objected"] = ([Received, Received, Waitlisted, Accepted, InService], ["received", null, null, null, null]),
        ["client-restricted"] = ([Received, Received, Waitlisted, Accepted, InService], ["received", null, null, null, null]),
        ["arranged"] = ([Received, Received, Waitlisted, Accepted, InService], ["received", null, null, null, null]),
        ["stop-confirmed"] = ([Received, Received, Waitlisted, Accepted, InService], ["received", null, null, null, null]),
        ["paused"] = ([Received, Received, Waitlisted, Accepted, InService], ["received", null, null, null, null]),
        ["resumed"] = ([Received, Received, Waitlisted, Accepted, InService], ["received", null, null, null, null]),
        ["dropped-out"] = ([Stopped, Stopped, Stopped, Stopped, Stopped], ["ended", "ended", "ended", "ended", "ended"]),
    };

    private static readonly HandoverState[] Open = [Issued, Received, Waitlisted, Accepted, InService];

    public static TheoryData<HandoverState, string> EveryOutcomeInEveryState()
    {
        var data = new TheoryData<HandoverState, string>();
        foreach (var state in Enum.GetValues<HandoverState>())
        {
            foreach (var outcome in ReplyOutcomes.All)
                data.Add(state, outcome);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryOutcomeInEveryState))]
    public void Every_outcome_leads_from_every_state_where_it_should_and_is_told_as_coarsely(HandoverState state, string outcome)
    {
        var transition = Apply(state, outcome);

        if (Lifecycle.IsFinal(state))
        {
            transition.ShouldBe(new Transition(state, null, null, 0, true));
            return;
        }

        var (states, told) = Expected[outcome];
        transition.State.ShouldBe(states[Array.IndexOf(Open, state)]);
        transition.Tell.ShouldBe(told[Array.IndexOf(Open, state)]);
        transition.Final.ShouldBe(Lifecycle.IsFinal(transition.State));
    }

    [Theory]
    [MemberData(nameof(EveryOutcomeInEveryState))]
    public void An_answer_that_comes_twice_changes_nothing_and_tells_nothing(HandoverState state, string outcome)
    {
        var once = Apply(state, outcome, "A-1");
        var twice = Apply(once.State, outcome, "A-1");

        twice.State.ShouldBe(once.State);
        twice.Tell.ShouldBeNull();
    }

    [Theory]
    [InlineData(ReplyOutcomes.Received, null, true)]
    [InlineData(ReplyOutcomes.Accepted, "A-1", true)]
    [InlineData(ReplyOutcomes.Waitlisted, "A-1", true)]
    [InlineData(ReplyOutcomes.NoShow, "A-1", true)]
    [InlineData(ReplyOutcomes.Accepted, null, false)]
    [InlineData(ReplyOutcomes.Accepted, " ", false)]
    [InlineData(ReplyOutcomes.DeclinedOther, "A-1", false)]
    [InlineData(ReplyOutcomes.Completed, "A-1", false)]
    public void A_first_answer_opens_step_two_when_it_registers_a_file_for_a_route_that_goes_on(string outcome, string? caseNumber, bool opens) =>
        Lifecycle.RegistersFile(Apply(Issued, outcome, caseNumber).State, Reply(outcome) with { CaseNumber = caseNumber }).ShouldBe(opens);

    [Fact]
    public void A_receipt_that_comes_after_the_acceptance_still_opens_step_two_and_moves_nothing_back()
    {
        var late = Apply(Accepted, ReplyOutcomes.Received);

        late.State.ShouldBe(Accepted);
        Lifecycle.RegistersFile(late.State, Reply(ReplyOutcomes.Received)).ShouldBeTrue();
        late.Tell.ShouldBeNull();
    }

    [Fact]
    public void A_no_show_is_a_call_on_the_same_day_with_the_place_held_and_nobody_told()
    {
        var transition = Apply(Accepted, ReplyOutcomes.NoShow);

        transition.ShouldBe(new Transition(Accepted, null, Lifecycle.CallAfterNoShow, 0, false));
    }

    [Theory]
    [MemberData(nameof(EveryOutcomeInEveryState))]
    public void The_reason_is_never_part_of_what_is_told(HandoverState state, string outcome)
    {
        var with = Lifecycle.Apply(state, Reply(outcome) with { Reason = "ADDICTION" }, Cases.Policy);
        var without = Lifecycle.Apply(state, Reply(outcome), Cases.Policy);

        with.ShouldBe(without);
        with.ToString().ShouldNotContain("ADDICTION");
    }

    [Fact]
    public void An_outcome_that_does_not_exist_is_a_mistake_of_translation() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Apply(Issued, "vanished"));

    private static Transition Apply(HandoverState state, string outcome, string? caseNumber = null) =>
        Lifecycle.Apply(state, Reply(outcome) with { CaseNumber = caseNumber }, Cases.Policy);

    private static ReferralReply Reply(string outcome) => new() { Ticket = "r-1", InReplyTo = "h-1", Outcome = outcome };
}
