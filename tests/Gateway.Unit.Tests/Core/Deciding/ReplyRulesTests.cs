using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Core.Replies;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>What replies do, whatever order they come in.</summary>
public sealed class ReplyRulesTests
{
    private static Way Referred()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        return way;
    }

    [Theory]
    [InlineData(ReplyOutcomes.NoShow)]
    [InlineData(ReplyOutcomes.StepRecorded)]
    [InlineData(ReplyOutcomes.Accepted)]
    [InlineData(ReplyOutcomes.Waitlisted)]
    [InlineData(ReplyOutcomes.InService)]
    public void A_case_number_opens_step_two_whatever_was_answered_before(string before)
    {
        var way = Referred();
        way.Reply(before, way.Now);
        way.Deliveries.ShouldNotContain(d => d.Step == 2);

        way.Reply(before, way.Now.AddMinutes(1), caseNumber: "D-1");
        way.Reply(before, way.Now.AddMinutes(2), caseNumber: "D-1");

        way.Deliveries.Count(d => d.Step == 2).ShouldBe(1);
    }

    [Fact]
    public void A_receipt_after_a_no_show_opens_step_two()
    {
        var way = Referred();
        way.Reply(ReplyOutcomes.NoShow, way.Now);

        way.Reply(ReplyOutcomes.Received, way.Now.AddMinutes(1));

        way.Deliveries.ShouldContain(d => d.Step == 2);
    }

    [Fact]
    public void A_reply_older_than_what_is_known_enters_history_and_overwrites_nothing()
    {
        var way = Referred();
        way.Reply(ReplyOutcomes.InService, Way.Morning.AddHours(-1));

        var late = way.Reply(ReplyOutcomes.NotReached, Way.Morning.AddHours(-2));

        (way.Handover.State, way.Handover.LastOutcome).ShouldBe((HandoverState.InService, ReplyOutcomes.InService));
        late.Effects.OfType<Effect.Audited>().ShouldContain(e => e.Kind == "reply.in-history");
        late.New<DeliverySnapshot>().ShouldBeEmpty();
    }

    [Fact]
    public void Of_two_replies_without_a_time_of_their_own_the_one_accepted_later_is_the_newer()
    {
        var way = Referred();
        way.Reply(ReplyOutcomes.Waitlisted);
        way.Reply(ReplyOutcomes.Accepted);

        way.Handover.State.ShouldBe(HandoverState.Accepted);
    }

    [Fact]
    public void A_late_receipt_still_brings_the_case_number_and_step_two()
    {
        var way = Referred();
        way.Reply(ReplyOutcomes.Accepted, Way.Morning.AddHours(-1));

        var late = way.Reply(ReplyOutcomes.Received, Way.Morning.AddHours(-2), caseNumber: "D-1");

        way.Handover.State.ShouldBe(HandoverState.Accepted);
        late.Effects.OfType<Effect.CaseNumberNoted>().ShouldHaveSingleItem().CaseNumber.ShouldBe("D-1");
        way.Deliveries.ShouldContain(d => d.Step == 2);
    }

    [Theory]
    [InlineData(ReplyOutcomes.Completed, ReplyOutcomes.InService, 1, WithoutEffect.AfterFinalAnswer)]
    [InlineData(ReplyOutcomes.Completed, ReplyOutcomes.DroppedOut, 1, WithoutEffect.AfterFinalAnswer)]
    [InlineData(ReplyOutcomes.DeclinedOther, ReplyOutcomes.Accepted, 1, WithoutEffect.AfterFinalAnswer)]
    [InlineData(ReplyOutcomes.Completed, ReplyOutcomes.Completed, 1, WithoutEffect.Repeated)]
    [InlineData(ReplyOutcomes.Completed, ReplyOutcomes.InService, -1, WithoutEffect.Late)]
    [InlineData(ReplyOutcomes.Accepted, ReplyOutcomes.Accepted, 1, WithoutEffect.Repeated)]
    [InlineData(ReplyOutcomes.Accepted, ReplyOutcomes.Waitlisted, 1, WithoutEffect.Late)]
    [InlineData(ReplyOutcomes.InService, ReplyOutcomes.NotReached, -1, WithoutEffect.Late)]
    [InlineData(ReplyOutcomes.Accepted, ReplyOutcomes.StopConfirmed, 1, WithoutEffect.NothingToConfirm)]
    public void An_answer_that_changes_nothing_says_so_and_what_holds(string first, string after, int minutes, string code)
    {
        var way = Referred();
        way.Reply(first, way.Now.AddMinutes(-10));
        var state = way.Handover.State;

        var decision = way.Reply(after, way.Now.AddMinutes(-10 + minutes));

        way.Handover.State.ShouldBe(state);
        decision.New<DeliverySnapshot>().ShouldBeEmpty();
        var record = decision.After<RecordSnapshot>().Single();
        (record.State, record.ReasonCode).ShouldBe((RecordState.Done, code));
        if (code != WithoutEffect.NothingToConfirm)
            StoredSentence.Read(record.ReasonText).Values.ShouldBe([first, "2026-03-09"], "what holds, and since when");
    }

    [Theory]
    [InlineData(ReplyOutcomes.NoShow)]
    [InlineData(ReplyOutcomes.StepRecorded)]
    [InlineData(ReplyOutcomes.InService)]
    [InlineData(ReplyOutcomes.ClientWithdrew)]
    public void An_answer_that_says_something_new_has_no_reason(string outcome)
    {
        var way = Referred();
        way.Reply(ReplyOutcomes.Accepted, way.Now.AddMinutes(-10));

        way.Reply(outcome, way.Now.AddMinutes(-5)).After<RecordSnapshot>().Single().ReasonCode.ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_answer_to_a_handover_that_was_recalled_says_that_it_has_ended(bool answered)
    {
        var way = Referred();
        if (answered)
            way.Reply(ReplyOutcomes.Received, way.Now.AddMinutes(-10));
        way.State(EventTypes.ReferralRecalled, new ReferralEnded { Ticket = "e-1", InReplyTo = "t-1" });

        way.Reply(ReplyOutcomes.Accepted, way.Now).After<RecordSnapshot>().Single().ReasonCode.ShouldBe(WithoutEffect.HandoverEnded);
    }

    [Theory]
    [InlineData("insz", "17073003384", true, "another person's number")]
    [InlineData("insz", Way.Insz, false, "the client's own")]
    [InlineData("agency-reference", "OUR-17", false, "a number that cannot be compared")]
    public void A_reply_that_names_another_client_is_set_aside(string scheme, string value, bool other, string why)
    {
        var way = Referred();

        var decision = way.Reply(ReplyOutcomes.Received, way.Now, caseNumber: "D-1", insz: value, number: scheme);

        decision.After<RecordSnapshot>().Single().State.ShouldBe(other ? RecordState.SetAside : RecordState.Done, why);
        (decision.After<RecordSnapshot>().Single().ReasonCode == SetAside.OtherClient).ShouldBe(other, why);
        way.Deliveries.Any(d => d.Step == 2).ShouldBe(!other, "step two of another client's referral must not open");
    }

    [Fact]
    public void A_linked_number_of_the_client_is_no_difference()
    {
        var way = Referred();
        way.Replace(Way.Insz, "98472899765");

        way.Reply(ReplyOutcomes.Received, way.Now, insz: "98472899765").After<RecordSnapshot>().Single().State.ShouldBe(RecordState.Done);
    }

    [Theory]
    [InlineData(EventTypes.ReferralCancelled)]
    [InlineData(EventTypes.ReferralRecalled)]
    public void A_cancellation_or_recall_that_names_another_client_is_set_aside(string type)
    {
        var way = Referred();

        var decision = way.State(type, new ReferralEnded { Ticket = "e-1", InReplyTo = "t-1", Client = new Client { Identifiers = [new Identifier("insz", "17073003384")] } }, client: way.Next());

        decision.After<RecordSnapshot>().Single().ReasonCode.ShouldBe(SetAside.OtherClient);
        (way.Referral.EndedAt, way.Handover.State).ShouldBe((null, HandoverState.Issued));
    }

    [Fact]
    public void The_first_answer_meets_both_deadlines()
    {
        var way = Referred();
        way.Referral.AckDueAt.ShouldNotBeNull();

        way.Reply(ReplyOutcomes.Received, way.Now);

        (way.Referral.AckDueAt, way.Handover.AckDueAt).ShouldBe((null, null));
    }
}
