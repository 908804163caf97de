using Gateway.Contracts.Events;
using Gateway.Core.Deadlines;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>A handover that nobody acknowledged is brought once more: under its id, through the gate, and never twice at a time.</summary>
public sealed class RedeliveryTests
{
    [Theory]
    [InlineData(DeliveryState.Confirmed, null, Redelivery.Begun)]
    [InlineData(DeliveryState.Released, 7L, Redelivery.InFeed)]
    [InlineData(DeliveryState.Released, null, Redelivery.OnItsWay)]
    [InlineData(DeliveryState.Waiting, null, Redelivery.OnItsWay)]
    [InlineData(DeliveryState.Parked, null, Redelivery.OnItsWay)]
    [InlineData(DeliveryState.Blocked, null, Redelivery.OnItsWay)]
    public void Only_what_has_left_is_brought_once_more(DeliveryState state, long? position, Redelivery expected)
    {
        var way = Referred(state, position);

        var (answer, decision) = Redeliver(way);

        answer.ShouldBe(expected);
        if (expected == Redelivery.Begun)
        {
            var delivery = decision.After<DeliverySnapshot>().ShouldHaveSingleItem();
            (delivery.Id, delivery.State, delivery.Position).ShouldBe((way.Deliveries.Single().Id, DeliveryState.Released, null));
            decision.Effects.OfType<Effect.Enqueued>().ShouldHaveSingleItem().Stage.ShouldBe(StageNames.Delivery);
        }
        else
        {
            decision.Effects.ShouldBeEmpty();
        }
    }

    [Fact]
    public void What_was_acknowledged_or_is_not_known_is_not_brought_again()
    {
        var way = Referred(DeliveryState.Confirmed, null);
        way.Reply(ReplyOutcomes.Received, way.Now);

        Redeliver(way).Answer.ShouldBe(Redelivery.NotNeeded);
        RedeliveryRules.Redeliver(new Draft(way.Known, way.Circumstances), way.Next(), "otto").ShouldBe(Redelivery.Unknown);
    }

    [Fact]
    public void Case_workers_find_it_in_their_inbox_still()
    {
        var way = Referred(DeliveryState.Confirmed, null);
        way.Agreed = way.Agreed with { Directory = new AgencyDirectory("v", way.Agreed.Directory.Agencies.Select(a => a with { Channel = ChannelKind.Inbox }), [], [], new Dictionary<string, IReadOnlyCollection<DateOnly>>(StringComparer.Ordinal)) };

        Redeliver(way).Answer.ShouldBe(Redelivery.InInbox);
    }

    [Fact]
    public void A_deadline_that_passes_brings_it_once_more()
    {
        var way = Referred(DeliveryState.Confirmed, null);
        var known = new DeadlineSnapshots { Handovers = way.Known.Handovers, Deliveries = way.Known.Deliveries, Referrals = new SnapshotSet<Gateway.Core.Referrals.ReferralSnapshot>([]) };

        var decision = DeadlineRules.Decide(known, way.Circumstances, new WorkItem { Id = way.Next(), Stage = StageNames.Clocks, SubjectId = way.Handover.Id });

        decision.Effects.OfType<Effect.Audited>().ShouldContain(a => a.Kind == RedeliveryRules.AuditKind && a.Actor == "gateway");
        decision.New<OfficeTask>().Select(t => t.Kind).ShouldBe([TaskKinds.Overdue, TaskKinds.Unanswered]);
    }

    private static Way Referred(DeliveryState state, long? position)
    {
        var way = new Way();
        way.Refer();
        way.ReleaseAll();
        // A position is one in a feed; without one the gateway writes into the office's channel.
        if (position is null)
            way.Agreed = way.Agreed with { Directory = new AgencyDirectory("v", way.Agreed.Directory.Agencies.Select(a => a with { Channel = ChannelKind.File }), [], [], new Dictionary<string, IReadOnlyCollection<DateOnly>>(StringComparer.Ordinal)) };
        var delivery = way.Deliveries.Single();
        var draft = new Draft(way.Known, way.Circumstances);
        draft.Deliveries.Change(delivery.Id, d => d with { State = state, Position = position });
        way.Known.Take(draft.Decided());
        return way;
    }

    private static (Redelivery Answer, Decision Decision) Redeliver(Way way)
    {
        var draft = new Draft(way.Known, way.Circumstances);
        return (RedeliveryRules.Redeliver(draft, way.Handover.Id, "otto"), draft.Decided());
    }
}
