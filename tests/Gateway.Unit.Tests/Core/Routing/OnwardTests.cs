using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Replies;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Unit.Tests.Core.Deciding;

namespace Gateway.Unit.Tests.Core.Routing;

/// <summary>A referral that was declined goes on, and ends.</summary>
public sealed class OnwardTests
{
    private static readonly Collaboration Site = Cases.Local with { Providers = ["helpers"] };

    private static Way Referred(Collaboration? site = null, int? capacity = null)
    {
        var way = new Way();
        var services = Cases.Services.Where(s => s.Code != "GUIDANCE").Append(
            new Service { Code = "GUIDANCE", Names = Cases.Words, Offers = [new ServiceOffer("office-a", capacity), new ServiceOffer("helpers", null)] }).ToArray();
        way.Agreed = way.Agreed with { Directory = Cases.Directory(services), Collaborations = [site ?? Site] };
        way.Refer();
        way.ReleaseAll();
        way.Handover.Recipient.ShouldBe("office-a");
        return way;
    }

    [Theory]
    [InlineData(ReplyOutcomes.DeclinedCapacity)]
    [InlineData(ReplyOutcomes.DeclinedNotCompetent)]
    public void What_is_declined_goes_to_the_next_office_of_the_agreement_and_whoever_referred_hears_nothing_of_it(string outcome)
    {
        var way = Referred();

        var declined = way.Reply(outcome, way.Now);
        var onward = way.Again();

        declined.New<DeliverySnapshot>().ShouldBeEmpty();
        way.Known.Handovers.All.Select(h => (h.Recipient, h.State)).ShouldBe([("office-a", HandoverState.NotAccepted), ("helpers", HandoverState.Issued)]);
        onward.New<DeliverySnapshot>().ShouldAllBe(d => d.Recipient == "helpers");
        onward.New<StoredDecision>().ShouldHaveSingleItem().Parts.ShouldContain("declined-before:office-a");
        way.Referral.State.ShouldBe(ReferralState.Issued);
    }

    [Fact]
    public void Another_no_is_told_at_once()
    {
        var way = Referred();

        way.Reply(ReplyOutcomes.DeclinedOther, way.Now);

        way.Deliveries.ShouldContain(d => d.Recipient == "pes" && d.Status == "not-accepted");
        way.Known.Handovers.All.Count.ShouldBe(1);
    }

    [Fact]
    public void When_every_office_has_declined_whoever_referred_is_told_once_and_nobody_is_asked_again()
    {
        var way = Referred();
        way.Reply(ReplyOutcomes.DeclinedCapacity, way.Now);
        way.Again();
        way.Reply(ReplyOutcomes.DeclinedNotCompetent, way.Now);
        var last = way.Again();

        last.New<DeliverySnapshot>().Where(d => !d.IsTask).ShouldHaveSingleItem().ShouldSatisfyAllConditions(d => d.Recipient.ShouldBe("pes"), d => d.Status.ShouldBe("not-accepted"));
        last.New<OfficeTask>().ShouldHaveSingleItem().Agency.ShouldBe("pes");
        for (var i = 0; i < 3; i++)
            way.Again().Effects.ShouldNotContain(e => e is Effect.Added);
        way.Known.Handovers.All.Count.ShouldBe(2);
    }

    [Fact]
    public void Without_a_next_office_the_decline_is_told_as_before()
    {
        var way = Referred(Cases.Local);
        way.Reply(ReplyOutcomes.DeclinedCapacity, way.Now);

        way.Again().New<DeliverySnapshot>().Where(d => !d.IsTask).ShouldHaveSingleItem().Status.ShouldBe("not-accepted");
    }

    [Fact]
    public void A_late_answer_of_the_office_that_declined_has_no_effect_and_reads_so()
    {
        var way = Referred();
        var first = way.Handover;
        way.Reply(ReplyOutcomes.DeclinedCapacity, way.Now);
        way.Again();

        var late = way.Reply(ReplyOutcomes.Accepted, way.Now.AddDays(1), of: first);

        way.Known.Handovers.Find(first.Id)!.State.ShouldBe(HandoverState.NotAccepted);
        way.Handover.State.ShouldBe(HandoverState.Issued);
        late.New<DeliverySnapshot>().ShouldBeEmpty();
        late.After<Gateway.Core.Intake.RecordSnapshot>().Single().ReasonCode.ShouldBe(WithoutEffect.AfterFinalAnswer);
    }

    [Fact]
    public void Each_option_is_decided_under_the_gate_again()
    {
        var way = Referred();
        way.Reply(ReplyOutcomes.DeclinedCapacity, way.Now);
        way.Known.Take(new Decision(ItemOutcome.Completed, [new Effect.Changed(way.Client, way.Client with { Restricted = true })]));

        var again = way.Again();

        way.Known.Handovers.All.Count.ShouldBe(1);
        again.New<DeliverySnapshot>().Where(d => !d.IsTask).ShouldHaveSingleItem().Status.ShouldBe("not-accepted");
    }

    [Fact]
    public void A_site_that_holds_referrals_keeps_it_until_the_office_states_a_place_since()
    {
        var way = Referred(Cases.Local with { WhenFull = WhenFull.Hold }, capacity: 5);
        way.Reply(ReplyOutcomes.DeclinedCapacity, way.Now);
        way.Again().New<DeliverySnapshot>().ShouldBeEmpty("to its sender a referral that waits is pending");
        (way.Referral.State, way.Referral.ReasonCode, way.Referral.WaitsFor).ShouldBe((ReferralState.Unroutable, UnroutableCodes.NoCapacity, "!office-a/GUIDANCE"));

        way.Again();
        way.Known.Handovers.All.Count.ShouldBe(1, "nothing changed that the office named");

        way.Now = way.Now.AddDays(1);
        Stated(way, new StatedCapacity("office-a", "GUIDANCE", 2, null, false, way.Now));
        way.Again();
        way.Known.Handovers.All.Select(h => h.Recipient).ShouldBe(["office-a", "office-a"]);
        way.Referral.WaitsFor.ShouldBeNull();
    }

    [Fact]
    public void What_is_open_at_an_office_that_closed_goes_to_the_one_that_took_over()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        var closed = Cases.Welfare with { ClosesOn = Cases.Today, Successor = "office-b" };
        way.Agreed = way.Agreed with { Directory = Cases.Directory(Cases.Services, closed) };

        var moved = way.Again();

        way.Known.Handovers.All.Select(h => (h.Recipient, h.State)).ShouldBe([("office-a", HandoverState.Cancelled), ("office-b", HandoverState.Issued)]);
        moved.New<OfficeTask>().ShouldHaveSingleItem().Agency.ShouldBe("office-b");
        way.Again().Effects.ShouldNotContain(e => e is Effect.Added);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_the_agreement_says_so_a_counsellor_decides(bool refer)
    {
        var way = new Way { Agreed = Cases.Agreed(Cases.Local with { DecidedBy = DecidedBy.Counsellor, TargetGroups = [new TargetGroupRule(TargetGroup.WorkedEnoughDays, new Criterion.Between("daysWorked", 312, null))] }) };
        var asked = way.Refer();
        (way.Referral.State, way.Referral.ReasonCode).ShouldBe((ReferralState.Unroutable, UnroutableCodes.CounsellorDecides));
        asked.New<OfficeTask>().Single(t => t.Agency == "pes").Text.ShouldContain("daysWorked");

        var draft = new Draft(way.Known, way.Circumstances);
        CounsellorRules.Decide(draft, way.Referral, refer, "pes").ShouldBeTrue();
        way.Known.Take(draft.Decided());
        if (refer)
            way.Again();

        (way.Referral.State == ReferralState.Issued).ShouldBe(refer);
        (way.Referral.EndedAt is not null).ShouldBe(!refer);
        CounsellorRules.Decide(new Draft(way.Known, way.Circumstances), way.Referral, refer, "pes").ShouldBeFalse("a decision is made once");
    }

    [Fact]
    public void That_a_counsellor_is_asked_does_not_tell_whether_the_rest_is_in_order()
    {
        var way = new Way { Agreed = Cases.Agreed(Cases.Local with { DecidedBy = DecidedBy.Counsellor, TargetGroups = [new TargetGroupRule(TargetGroup.WorkedEnoughDays, new Criterion.Between("daysWorked", 312, null))] }) };
        way.Known.Take(new Decision(ItemOutcome.Completed, [new Effect.Changed(way.Client, way.Client with { Restricted = true })]));

        var asked = way.Refer();

        way.Referral.State.ShouldBe(ReferralState.Withheld);
        asked.New<OfficeTask>().ShouldContain(t => t.Agency == "pes" && t.ReasonCode == CounsellorRules.Task);
    }

    [Theory]
    [InlineData("OWN_PLACES_FIRST", 1, 0)]
    [InlineData("COMMISSIONED_PLACES", 1, 0)]
    [InlineData(null, 0, 1)]
    [InlineData("MOVED_AWAY", 0, 0)]
    public void A_deviation_from_need_is_counted_or_asked_for_its_reason(string? reason, int counted, int asked)
    {
        var way = Referred(capacity: 3);

        var decision = way.Reply(ReplyOutcomes.DeclinedCapacity, way.Now, reason: reason);

        decision.Effects.OfType<Effect.BarrierCounted>().Count().ShouldBe(counted);
        decision.New<OfficeTask>().Count(t => t.ReasonCode == "deviation-reason").ShouldBe(asked);
    }

    [Fact]
    public void The_reason_that_was_asked_for_is_counted_once()
    {
        var way = Referred(capacity: 3);
        var part = way.Handover;
        way.Reply(ReplyOutcomes.DeclinedCapacity, way.Now);

        var given = way.Reply(ReplyOutcomes.DeclinedCapacity, way.Now.AddHours(1), reason: "OWN_PLACES_FIRST", of: part);
        var again = way.Reply(ReplyOutcomes.DeclinedCapacity, way.Now.AddHours(2), reason: "OWN_PLACES_FIRST", of: part);

        given.Effects.OfType<Effect.BarrierCounted>().Single().Owner.ShouldBe("office-a");
        given.Effects.OfType<Effect.TasksClosed>().ShouldContain(c => c.By == "reason-given");
        again.Effects.OfType<Effect.BarrierCounted>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ServiceCharacter.Voluntary, "not-started")]
    [InlineData(ServiceCharacter.Agreed, "client-withdrew")]
    [InlineData(ServiceCharacter.Statutory, "client-withdrew")]
    public void That_a_client_refused_a_voluntary_service_is_not_stored(ServiceCharacter character, string kept)
    {
        var way = Referred();
        way.Agreed = way.Agreed with { Directory = Cases.Directory([.. way.Agreed.Directory.Services.Select(s => s with { Character = character })]) };

        var decision = way.Reply(ReplyOutcomes.ClientWithdrew, way.Now, reason: "MOVED_ON");

        (way.Handover.State, way.Handover.LastOutcome, way.Handover.LastReason).ShouldBe((HandoverState.NotStarted, kept, character == ServiceCharacter.Voluntary ? null : "MOVED_ON"));
        decision.Effects.OfType<Effect.Audited>().ShouldNotContain(a => character == ServiceCharacter.Voluntary && a.Detail != null && a.Detail.ToString()!.Contains("withdrew"));
    }

    [Fact]
    public void The_place_is_held_as_long_as_the_agreement_says()
    {
        var way = Referred(Site with { HoldPlaceWorkingDays = 5 });

        way.Reply(ReplyOutcomes.NoShow, way.Now).New<OfficeTask>().ShouldHaveSingleItem().Text.ShouldContain("2026-03-16");
    }

    private static void Stated(Way way, StatedCapacity stated) => ((PlacesFor)way.Known.Occupancy).Add(stated);
}
