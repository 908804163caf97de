using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Work;
using Gateway.Unit.Tests.Core.Plans;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>A decision is one entry of the audit trail; what it does beside stands in that entry, or in one of its own where there is none.</summary>
public sealed class AuditedOnceTests
{
    [Fact]
    public void A_referral_is_one_entry_with_its_agreement_and_the_handovers_issued()
    {
        var way = new Way();

        var entry = way.Refer().Effects.OfType<Effect.Audited>().ShouldHaveSingleItem();

        (entry.Kind, entry.Actor, entry.Subject).ShouldBe(("referral.submitted", "pes", way.Referral.Id));
        entry.With.Select(p => (p.Kind, p.Actor, p.Subject)).ShouldBe(
            [("agreement.recorded", "pes", way.Referral.AgreementId!.Value), ("handover.issued", "gateway", way.Handover.Id)]);
    }

    [Fact]
    public void A_reply_that_registers_a_file_is_one_entry_with_step_two()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();

        var entry = way.Reply(ReplyOutcomes.Received, way.Now, caseNumber: "M-1").Effects.OfType<Effect.Audited>().ShouldHaveSingleItem();

        entry.Kind.ShouldBe("reply.applied");
        entry.With.ShouldHaveSingleItem().Kind.ShouldBe("handover.step-two");
    }

    [Fact]
    public void What_an_office_states_of_its_places_and_counts_is_one_entry_each()
    {
        var way = new Way { Agreed = PlanWorld.Agreed() };

        var places = way.State(EventTypes.CapacityStated, new CapacityStated { Ticket = "p-1", Service = "GUIDANCE", FreePlaces = 3, SentAt = way.Now }, agency: "office-a");
        var counts = way.State(EventTypes.ReconciliationCounted, new ReconciliationCounted { Ticket = "n-1", From = "2026-03-01", Until = "2026-03-09", SentAt = way.Now }, agency: "office-a");

        places.Effects.OfType<Effect.Audited>().ShouldHaveSingleItem().Kind.ShouldBe(EventTypes.CapacityStated);
        counts.Effects.OfType<Effect.Audited>().ShouldHaveSingleItem().Kind.ShouldBe(EventTypes.ReconciliationCounted);
    }

    [Theory]
    [InlineData(0, true, 0, 1)]
    [InlineData(3, true, 3, 1)]
    [InlineData(10, true, 10, 1)]
    [InlineData(12, true, 10, 3)]
    [InlineData(3, false, 0, 3)]
    public void Parts_stand_in_the_first_entry_as_far_as_it_holds_them(int parts, bool hasMain, int within, int entries)
    {
        var draft = new Draft(new Snapshots(), new Way().Circumstances);
        for (var i = 0; i < parts; i++)
            draft.AuditWith("part", "gateway", Guid.Empty);
        if (hasMain)
            draft.Audit("main", "pes", Guid.Empty);

        foreach (var decision in new[] { draft.Decided(), draft.Decided() })
        {
            var audited = decision.Effects.OfType<Effect.Audited>().ToList();
            (audited.Count, audited.Sum(a => a.With.Count)).ShouldBe((entries, within));
            audited.Count(a => a.Kind == "main").ShouldBe(hasMain ? 1 : 0);
        }
    }

    [Theory]
    [InlineData(DeliveryState.Waiting, DisclosureState.Released)]
    [InlineData(DeliveryState.Released, DisclosureState.Released)]
    [InlineData(DeliveryState.Confirmed, DisclosureState.Confirmed)]
    [InlineData(DeliveryState.Blocked, DisclosureState.Unknown)]
    [InlineData(DeliveryState.Parked, DisclosureState.Unknown)]
    public void What_is_known_of_a_disclosure_follows_from_its_delivery(DeliveryState delivery, DisclosureState disclosure) =>
        delivery.Disclosed().ShouldBe(disclosure);
}
