using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Deadlines;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>A withdrawal overtakes whatever has not left, and tells who has it.</summary>
public sealed class WithdrawalRulesTests
{
    [Fact]
    public void Before_anything_was_read_nothing_leaves_and_nobody_is_reminded_of_it()
    {
        var way = new Way();
        way.Refer();

        var decision = way.Withdraw();

        way.Deliveries.ShouldHaveSingleItem().State.ShouldBe(DeliveryState.Blocked);
        (way.Handover.State, way.Handover.AckDueAt).ShouldBe((HandoverState.Cancelled, null));
        (way.Referral.State, way.Referral.ReasonCode).ShouldBe((ReferralState.Withheld, WithheldCodes.AgreementWithdrawn));
        decision.New<OfficeTask>().ShouldBeEmpty("nobody has anything to stop");
        var due = DeadlineRules.Decide(new DeadlineSnapshots { Handovers = new SnapshotSet<HandoverSnapshot>([way.Handover]) }, way.Circumstances, new WorkItem { Id = way.Next(), Stage = StageNames.Clocks, SubjectId = way.Handover.Id });
        due.New<OfficeTask>().ShouldBeEmpty("nobody is told to phone the office about it");
    }

    [Fact]
    public void Who_has_it_is_told_to_stop_and_must_confirm_that()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();

        var decision = way.Withdraw();

        var notice = way.Deliveries.Single(d => d.Status == CoarseStatuses.AgreementWithdrawn);
        (notice.Recipient, notice.State, notice.ConfirmDueAt).ShouldBe(("office-a", DeliveryState.Waiting, CountryTime.EndOf("BE", new DateOnly(2026, 3, 16))));
        decision.New<OfficeTask>().ShouldHaveSingleItem().Kind.ShouldBe(TaskKinds.WithdrawalUntold);
        way.Deliveries.ShouldNotContain(d => d.Recipient == "pes", "before the office has answered, the sender does not learn that it has the file");
    }

    [Fact]
    public void Two_withdrawals_of_one_agreement_stop_it_once()
    {
        var way = new Way();
        way.Refer(recordId: "A-1");
        way.ReleaseAll();

        way.Withdraw();
        var second = way.Withdraw(ticket: null, recordId: "A-1");

        second.New<DeliverySnapshot>().ShouldBeEmpty();
        second.New<OfficeTask>().ShouldBeEmpty();
        way.Deliveries.Count(d => d.Status == CoarseStatuses.AgreementWithdrawn).ShouldBe(1);
    }

    [Fact]
    public void A_withdrawal_that_names_a_referral_of_another_client_stops_nobody()
    {
        var way = new Way();
        way.Refer();

        var decision = way.Withdraw(client: way.Next());

        decision.Effects.ShouldBeEmpty();
        way.Referral.State.ShouldBe(ReferralState.Issued);
    }

    [Fact]
    public void Bytes_that_were_released_and_did_not_leave_are_stopped_by_a_withdrawal()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        var first = way.Deliveries.Single();

        way.Withdraw();
        var again = way.Release(first);

        again.Released.ShouldBeNull();
        way.Known.Deliveries.Find(first.Id)!.State.ShouldBe(DeliveryState.Blocked);
        way.Known.Deliveries.Find(first.Id)!.State.Disclosed().ShouldBe(DisclosureState.Unknown, "nobody can say whether the first attempt left");
        again.Decision.Effects.OfType<Effect.DisclosureRetracted>().ShouldBeEmpty();
    }

    [Fact]
    public void The_notice_of_a_withdrawal_leaves_although_the_client_is_restricted()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        way.Withdraw();
        way.State(EventTypes.ClientChanged, new ClientChanged { Ticket = "c-1", SentAt = way.Now, Client = Cases.Referral.Client with { Protection = new Protection { Restricted = true } } });

        way.Release(way.Deliveries.Single(d => d.Status == CoarseStatuses.AgreementWithdrawn)).Released.ShouldNotBeNull();
    }

    [Fact]
    public void A_started_service_is_told_as_ended_and_never_why()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        way.Reply(ReplyOutcomes.InService, way.Now);

        way.Withdraw();

        way.Deliveries.Last(d => d.Recipient == "pes").Status.ShouldBe(CoarseStatuses.Ended);
        way.Handover.State.ShouldBe(HandoverState.Stopped);
    }
}
