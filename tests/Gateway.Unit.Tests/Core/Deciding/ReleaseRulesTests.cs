using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>The gate is asked at every attempt, about everything as it is now.</summary>
public sealed class ReleaseRulesTests
{
    [Fact]
    public void A_release_relies_on_the_client_the_agreement_and_the_handover_as_they_were_read()
    {
        var way = new Way();
        way.Refer();

        var relied = way.Release(way.Deliveries.Single()).Decision.Effects.OfType<Effect.ReliedOn>().Select(e => e.Row.GetType().Name);

        relied.ShouldBe([nameof(ClientSnapshot), nameof(Gateway.Core.Agreements.ClientAgreement), nameof(HandoverSnapshot)], ignoreOrder: true);
    }

    [Fact]
    public void A_format_that_cannot_carry_the_event_decides_nothing_about_the_client()
    {
        var way = new Way();
        way.Refer();
        var delivery = way.Deliveries.Single();

        Should.Throw<NotSupportedException>(() => way.Release(delivery, new BrokenWriter()));

        (way.Known.Deliveries.Find(delivery.Id)!.State, way.Handover.State, way.Referral.State).ShouldBe((DeliveryState.Waiting, HandoverState.Issued, ReferralState.Issued));
        way.Release(delivery).Released.ShouldNotBeNull("repaired, the same delivery leaves");
    }

    [Theory]
    [InlineData(true, false, WithheldCodes.ClientRestricted)]
    [InlineData(false, true, WithheldCodes.ClientObjected)]
    public void A_restriction_or_objection_stops_what_has_not_left(bool restricted, bool objected, string code)
    {
        var way = new Way();
        way.Refer();
        way.State(EventTypes.ClientChanged, new ClientChanged { Ticket = "c-1", SentAt = way.Now, Client = Cases.Referral.Client with { Protection = new Protection { Restricted = restricted, Objected = objected } } });

        var result = way.Release(way.Deliveries.Single());

        (result.Released, way.Deliveries.Single().ReasonCode).ShouldBe((null, code));
    }

    [Fact]
    public void An_older_version_does_not_leave_behind_a_newer_one()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        way.State(EventTypes.ReferralAmended, Cases.Referral with { Ticket = "t-2", InReplyTo = "t-1", SentAt = way.Now, Question = "HELP", Agreement = null });
        var (older, newer) = (way.Deliveries.First(), way.Deliveries.Last());
        newer.Revision.ShouldBe(1);
        way.Release(newer);
        way.Known.Take(new Decision(ItemOutcome.Completed, [new Effect.Changed(older, older with { State = DeliveryState.Waiting })]));

        way.Release(older).Released.ShouldBeNull();

        way.Known.Deliveries.Find(older.Id)!.ReasonCode.ShouldBe("superseded");
    }

    [Fact]
    public void Bytes_that_did_not_leave_are_a_release_of_their_own_the_next_time_under_the_same_id()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        var released = way.Deliveries.Single();

        var draft = new Draft(way.Known, way.Circumstances);
        ConfirmationRules.Return(draft, released);
        way.Known.Take(draft.Decided(ItemOutcome.Completed));
        var again = way.Release(released);

        draft.Decided(ItemOutcome.Completed).Effects.OfType<Effect.DisclosureRetracted>().ShouldHaveSingleItem("it was no disclosure");
        again.Released!.Id.ShouldBe(released.Id);
        again.Decision.Effects.OfType<Effect.Released>().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_parked_delivery_of_which_nobody_knows_leaves_its_disclosure_unknown()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();

        var draft = new Draft(way.Known, way.Circumstances);
        ConfirmationRules.Park(draft, way.Deliveries.Single(), way.Next(), new Fault("delivery-failed", "IOException."));
        var decision = draft.Decided(ItemOutcome.Completed);

        decision.After<DeliverySnapshot>().Single().State.ShouldBe(DeliveryState.Parked);
        decision.After<DeliverySnapshot>().Single().State.Disclosed().ShouldBe(DisclosureState.Unknown);
        decision.Effects.OfType<Effect.DisclosureRetracted>().ShouldBeEmpty();
        decision.New<OfficeTask>().ShouldHaveSingleItem().Kind.ShouldBe(TaskKinds.Parked);
    }

    [Fact]
    public void An_acknowledgement_of_a_withdrawal_closes_what_waited_for_it_and_a_confirmation_does_not()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        way.Withdraw();
        way.ReleaseAll();
        var notice = way.Deliveries.Single(d => d.Status == CoarseStatuses.AgreementWithdrawn);

        var draft = new Draft(way.Known, way.Circumstances);
        ConfirmationRules.Confirm(draft, notice);
        var confirmed = draft.Decided(ItemOutcome.Completed);
        ConfirmationRules.Acknowledge(draft, notice);
        var decision = draft.Decided(ItemOutcome.Completed);

        confirmed.After<DeliverySnapshot>().Single().ConfirmDueAt.ShouldBe(notice.ConfirmDueAt);
        confirmed.Effects.OfType<Effect.TasksClosed>().ShouldBeEmpty();
        decision.After<DeliverySnapshot>().Single().ConfirmDueAt.ShouldBeNull();
        decision.Effects.OfType<Effect.TasksClosed>().Single().Subjects.ShouldBe([notice.Id]);
    }

    [Fact]
    public void What_is_decided_under_one_set_of_contracts_is_written_with_the_formats_of_that_set()
    {
        var way = new Way();
        way.Refer();
        var writer = new ManyFormats();

        var result = way.Release(way.Deliveries.Single(), writer);

        result.Released.ShouldNotBeNull();
        writer.Asked.ShouldHaveSingleItem().ShouldBeSameAs(way.Circumstances.Agreed);
        System.Text.Encoding.UTF8.GetString(result.Bytes.Span).ShouldBe("of that set");
    }

    private sealed class ManyFormats : IEventWriter
    {
        public List<Gateway.Core.Routing.Agreed> Asked { get; } = [];

        public IEventWriter Under(Gateway.Core.Routing.Agreed agreed)
        {
            Asked.Add(agreed);
            return new OneFormat();
        }

        public WrittenEvent Write(Agency to, string eventType, JsonObject data) => throw new InvalidOperationException("It was not asked for the set.");
    }

    private sealed class OneFormat : IEventWriter
    {
        public WrittenEvent Write(Agency to, string eventType, JsonObject data) => new("text/plain", "of that set"u8.ToArray(), []);
    }

    private sealed class BrokenWriter : IEventWriter
    {
        public WrittenEvent Write(Agency to, string eventType, JsonObject data) => throw new NotSupportedException("no place");
    }
}
