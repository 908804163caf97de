using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>What an attempt means for a delivery, which deliveries may leave, and what a release that fails for a technical reason does.</summary>
public sealed class AttemptTests
{
    private static readonly Fault Broken = new("delivery-failed", "IOException.");
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(DeliveryState.Waiting, null, ChannelKind.File, true, false, Next.Leave)]
    [InlineData(DeliveryState.Waiting, null, ChannelKind.File, false, false, Next.Wait)]
    [InlineData(DeliveryState.Waiting, null, ChannelKind.Amqp, true, true, Next.Wait)]
    [InlineData(DeliveryState.Waiting, null, ChannelKind.Feed, true, false, Next.Nothing)]
    [InlineData(DeliveryState.Waiting, null, ChannelKind.Inbox, true, false, Next.Nothing)]
    [InlineData(DeliveryState.Released, null, ChannelKind.Gateway, false, false, Next.Leave)]
    [InlineData(DeliveryState.Released, null, ChannelKind.File, false, true, Next.Wait)]
    [InlineData(DeliveryState.Released, null, ChannelKind.Feed, false, false, Next.GoToFeed)]
    [InlineData(DeliveryState.Released, 7L, ChannelKind.Feed, false, false, Next.Nothing)]
    [InlineData(DeliveryState.Parked, null, ChannelKind.File, true, false, Next.Nothing)]
    [InlineData(DeliveryState.Blocked, null, ChannelKind.File, true, false, Next.Nothing)]
    [InlineData(DeliveryState.Confirmed, null, ChannelKind.File, true, false, Next.Nothing)]
    public void Only_what_may_leave_now_is_released(DeliveryState state, long? position, ChannelKind channel, bool isFirst, bool onHold, Next next) =>
        DepartureRules.Of(Delivery(state, position), Cases.Welfare with { Channel = channel }, isFirst, onHold).ShouldBe(next);

    [Fact]
    public void What_is_for_an_agency_that_the_directory_lost_goes_to_the_gate_which_says_so() =>
        DepartureRules.Of(Delivery(DeliveryState.Waiting), recipient: null, isFirst: true, onHold: false).ShouldBe(Next.Leave);

    [Theory]
    [InlineData(DeliveryState.Waiting, null, false, true, false, Next.Leave)]
    [InlineData(DeliveryState.Waiting, null, true, true, false, Next.Announce)]
    [InlineData(DeliveryState.Waiting, null, true, false, false, Next.Wait)]
    [InlineData(DeliveryState.Waiting, null, true, true, true, Next.Wait)]
    [InlineData(DeliveryState.Released, null, true, false, false, Next.GoToFeed)]
    [InlineData(DeliveryState.Released, 7L, true, false, false, Next.Nothing)]
    public void Of_a_webhook_that_is_told_ids_the_event_waits_to_be_fetched(DeliveryState state, long? position, bool thin, bool isFirst, bool onHold, Next next) =>
        DepartureRules.Of(Delivery(state, position), Cases.Welfare with { Channel = ChannelKind.Webhook, Webhook = new WebhookTarget(new Uri("https://a.example/"), thin) }, isFirst, onHold).ShouldBe(next);

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(8, false, false)]
    [InlineData(1, true, true)]
    public void A_channel_with_a_count_of_its_own_says_which_attempt_is_the_last(int attempts, bool isLast, bool parked)
    {
        var settled = Attempted(Released(), new AttemptResult(Departure.Unknown, Broken) { IsLast = isLast, Rest = TimeSpan.FromMinutes(7) }, attempts: attempts);

        (settled.Fault is not null).ShouldBe(parked);
        settled.Decision!.Outcome.ShouldBe(parked ? ItemOutcome.Completed : new ItemOutcome.Later(TimeSpan.FromMinutes(7)) { Because = Broken });
    }

    [Fact]
    public void What_waits_for_its_channel_says_why_and_what_was_not_tried_changes_nothing()
    {
        var away = Attempted(Released(), AttemptResult.ChannelAway with { Away = WorkProblems.QueueNotReached });
        var untried = Attempted(Released(), AttemptResult.ChannelAway);

        away.Decision!.Outcome.ShouldBe(new ItemOutcome.Later(Rest, Attempted: false) { Because = new Fault(AttemptRules.ChannelAway, WorkProblems.QueueNotReached) });
        untried.Decision!.Outcome.ShouldBe(new ItemOutcome.Later(Rest, Attempted: false));
        AttemptRules.WaitForRoom(Rest, WorkProblems.QueueFull).Outcome.ShouldBe(new ItemOutcome.Later(Rest, Attempted: false) { Because = new Fault(AttemptRules.ChannelAway, WorkProblems.QueueFull) });
        AttemptRules.WaitForRoom(Rest, null).Outcome.ShouldBe(new ItemOutcome.Later(Rest, Attempted: false));
    }

    [Fact]
    public void What_the_channel_has_is_confirmed()
    {
        var way = Released();

        var settled = Attempted(way, AttemptResult.Left);

        After(settled).State.ShouldBe(DeliveryState.Confirmed);
        After(settled).State.Disclosed().ShouldBe(DisclosureState.Confirmed);
        settled.Decision!.Effects.OfType<Effect.DisclosureRetracted>().ShouldBeEmpty();
        settled.Decision.Outcome.ShouldBe(ItemOutcome.Completed);
    }

    [Fact]
    public void What_did_not_leave_for_certain_waits_for_a_release_of_its_own()
    {
        var settled = Attempted(Released(), new AttemptResult(Departure.NotLeft, Broken), attempts: 2);

        (After(settled).State, After(settled).Payload, After(settled).ReleasedAt).ShouldBe((DeliveryState.Waiting, null, null));
        settled.Decision!.Effects.OfType<Effect.DisclosureRetracted>().ShouldHaveSingleItem();
        settled.Decision.Outcome.ShouldBe(new ItemOutcome.Later(TimeSpan.FromSeconds(9)) { Because = Broken });
    }

    [Fact]
    public void That_a_later_attempt_took_nothing_does_not_undo_what_an_earlier_one_may_have_let_out()
    {
        var settled = Attempted(Released(), new AttemptResult(Departure.NotLeft, Broken), first: false);

        settled.Decision!.Effects.ShouldBeEmpty();
        settled.Decision.Outcome.ShouldBeOfType<ItemOutcome.Later>();
    }

    [Fact]
    public void What_nobody_can_tell_stays_released()
    {
        var settled = Attempted(Released(), new AttemptResult(Departure.Unknown, Broken));

        settled.Decision!.Effects.ShouldBeEmpty();
        settled.Decision.Outcome.ShouldBe(new ItemOutcome.Later(TimeSpan.FromSeconds(3)) { Because = Broken });
    }

    [Fact]
    public void A_channel_that_is_away_is_no_attempt_of_the_delivery()
    {
        Attempted(Released(), AttemptResult.BrokeOff, attempts: 5).Decision!.Outcome.ShouldBe(new ItemOutcome.Later(Rest, Attempted: false));
        Attempted(Released(), AttemptResult.ChannelAway, attempts: 5).Decision!.Outcome.ShouldBe(new ItemOutcome.Later(Rest, Attempted: false));
    }

    [Theory]
    [InlineData(Departure.Unknown, DisclosureState.Unknown)]
    [InlineData(Departure.NotLeft, null)]
    public void The_fifth_attempt_that_fails_parks_the_delivery(Departure departure, DisclosureState? disclosure)
    {
        var settled = Attempted(Released(), new AttemptResult(departure, Broken), attempts: 5);

        settled.Fault.ShouldBe(Broken);
        After(settled).State.ShouldBe(DeliveryState.Parked);
        settled.Decision!.Effects.OfType<Effect.DisclosureRetracted>().Any().ShouldBe(disclosure is null);
        if (disclosure is { } state)
            After(settled).State.Disclosed().ShouldBe(state);
        settled.Decision.New<OfficeTask>().ShouldHaveSingleItem().SubjectId.ShouldBe(settled.Item.Id);
    }

    [Fact]
    public void The_gate_is_asked_again_about_what_may_have_left_and_the_same_bytes_are_no_second_disclosure()
    {
        var way = Released();
        var delivery = way.Deliveries.Single();

        var again = Decide(way, new Dictionary<Guid, ReadOnlyMemory<byte>> { [delivery.Id] = "the same"u8.ToArray() });

        again.Release.Released!.Id.ShouldBe(delivery.Id);
        again.Release.Bytes.ToArray().ShouldBe("the same"u8.ToArray());
        again.Release.Decision.Effects.OfType<Effect.Released>().ShouldBeEmpty();
        again.Release.Decision.Effects.OfType<Effect.ReliedOn>().ShouldNotBeEmpty();
    }

    [Fact]
    public void What_may_have_left_does_not_leave_again_after_an_objection()
    {
        var way = Released();
        var delivery = way.Deliveries.Single();
        way.State(EventTypes.ClientChanged, new ClientChanged { Ticket = "c-1", SentAt = way.Now, Client = Cases.Referral.Client with { Protection = new Protection { Objected = true } } });

        var again = Decide(way, new Dictionary<Guid, ReadOnlyMemory<byte>> { [delivery.Id] = "the same"u8.ToArray() });

        again.Release.Released.ShouldBeNull();
        again.Release.Decision.After<DeliverySnapshot>().Single().State.ShouldBe(DeliveryState.Blocked);
        again.Release.Decision.After<DeliverySnapshot>().Single().State.Disclosed().ShouldBe(DisclosureState.Unknown);
        again.Release.Decision.Effects.OfType<Effect.DisclosureRetracted>().ShouldBeEmpty();
    }

    [Fact]
    public void A_release_that_cannot_be_made_parks_the_delivery_and_cancels_nothing()
    {
        var way = new Way();
        way.Refer();
        var delivery = way.Deliveries.Single();

        var result = ReleaseGuard.Decide(way.Known, way.Circumstances, delivery, new BrokenWriter(), position: 1);

        result.Fault!.Code.ShouldBe("release-failed");
        (way.Deliveries.Single().State, way.Deliveries.Single().Position, way.Handover.State, way.Referral.State)
            .ShouldBe((DeliveryState.Parked, null, HandoverState.Issued, ReferralState.Issued));
        var item = result.Release.Decision.New<WorkItem>().ShouldHaveSingleItem("nothing brings what its recipient reads by itself");
        (item.State, item.SubjectId, item.Stage, item.Generation).ShouldBe((WorkItemState.Parked, delivery.Id, StageNames.Delivery, 0));
        result.Release.Decision.New<OfficeTask>().ShouldHaveSingleItem().SubjectId.ShouldBe(item.Id);
    }

    [Fact]
    public void What_cannot_be_opened_is_parked_and_not_taken_for_erased()
    {
        var way = new Way();
        way.Refer();
        var delivery = way.Deliveries.Single();
        var known = With(way, new Dictionary<Guid, ReadOnlyMemory<byte>>(), unreadable: delivery.ReferralId);

        var result = ReleaseGuard.Decide(known, way.Circumstances, delivery, new BrokenWriter(), item: way.Next());

        result.Release.Decision.After<DeliverySnapshot>().Single().State.ShouldBe(DeliveryState.Parked);
        result.Release.Decision.New<WorkItem>().ShouldBeEmpty("it has a work item");
    }

    [Fact]
    public void Positions_go_on_from_where_the_feed_is_and_an_untouched_feed_is_not_written()
    {
        var counters = new FeedCounters([new FeedSnapshot { Agency = "office-a", Last = 41, Acknowledged = 12 }, new FeedSnapshot { Agency = "pes", Last = 3 }]);
        counters.Next("pes").ShouldBe(4);

        counters.Count("office-a");
        counters.Count("office-a");
        counters.Count("office-b");

        counters.Next("office-a").ShouldBe(44);
        counters.Changes.Select(c => (c.After.Agency, c.Before?.Last, c.After.Last, c.After.Acknowledged)).ShouldBe([("office-a", 41L, 43L, 12L), ("office-b", null, 1L, 0L)]);
    }

    [Fact]
    public void What_did_not_leave_at_one_attempt_may_leave_at_another_that_began_meanwhile()
    {
        var way = Released();
        var delivery = way.Deliveries.Single();

        var again = ReleaseGuard.Decide(With(way, new Dictionary<Guid, ReadOnlyMemory<byte>> { [delivery.Id] = "{}"u8.ToArray() }), way.Circumstances, delivery, new BrokenWriter(), way.Next());
        var settled = AttemptRules.Decide(
            way.Known, way.Circumstances, new WorkItem { Id = way.Next(), Stage = StageNames.Delivery, SubjectId = delivery.Id, Attempts = 1 }, AttemptResult.ChannelAway, delivery.Version - 1, Rest);

        again.Release.Decision.After<DeliverySnapshot>().ShouldHaveSingleItem("the row is written, so that its version says that another attempt began").Id.ShouldBe(delivery.Id);
        settled.Decision!.Effects.OfType<Effect.DisclosureRetracted>().ShouldBeEmpty();
    }

    private static Way Released()
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        return way;
    }

    private static SettledItem Attempted(Way way, AttemptResult result, bool first = true, int attempts = 1) => AttemptRules.Decide(
        way.Known, way.Circumstances, new WorkItem { Id = way.Next(), Stage = StageNames.Delivery, SubjectId = way.Deliveries.Single().Id, Attempts = attempts }, result, first ? way.Deliveries.Single().Version : null, Rest);

    private static DeliverySnapshot After(SettledItem settled) => settled.Decision!.After<DeliverySnapshot>().Single();

    private static ReleaseGuard.Result Decide(Way way, Dictionary<Guid, ReadOnlyMemory<byte>> payloads) =>
        ReleaseGuard.Decide(With(way, payloads), way.Circumstances, way.Deliveries.Single(), new BrokenWriter(), way.Next());

    private static ReleaseSnapshots With(Way way, Dictionary<Guid, ReadOnlyMemory<byte>> payloads, Guid? unreadable = null) => new()
    {
        Clients = way.Known.Clients, Agreements = way.Known.Agreements, Referrals = way.Known.Referrals, Handovers = way.Known.Handovers,
        Deliveries = way.Known.Deliveries, Statements = way.Known.Statements, Payloads = payloads, Unreadable = unreadable is { } id ? new HashSet<Guid> { id } : [],
    };

    private static DeliverySnapshot Delivery(DeliveryState state, long? position = null) =>
        new() { Id = new Guid(1, 0, 0, new byte[8]), From = "pes", Recipient = "office-a", Event = EventTypes.ReferralHandover, State = state, Position = position };

    private sealed class BrokenWriter : IEventWriter
    {
        public WrittenEvent Write(Agency to, string eventType, JsonObject data) => throw new NotSupportedException("no place");
    }
}
