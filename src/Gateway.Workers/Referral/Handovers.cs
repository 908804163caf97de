using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Referral;

/// <summary>Issues handovers and the events that follow them. What is issued waits; it leaves only through the release desk.</summary>
internal sealed class Handovers(Agreed agreed, Installation installation)
{
    /// <summary>Issues a handover with its step one.</summary>
    internal async Task IssueAsync(
        ReferralDesk desk, ReferralSnapshot referral, Agency recipient, Leg leg, Collaboration? collaboration, string senderTicket, CancellationToken cancellation)
    {
        var unit = desk.Unit;
        var days = collaboration?.AcknowledgeWithinWorkingDays ?? agreed.Policy.AcknowledgeWithinWorkingDays;
        var handover = new HandoverSnapshot
        {
            Id = unit.Keys.Next(),
            ReferralId = referral.Id,
            ClientId = referral.ClientId,
            Sender = referral.Agency,
            Recipient = recipient.Id,
            Services = string.Join(',', leg.Services),
            TicketHash = installation.Index.Ticket(recipient.Id, senderTicket),
            AckDueOn = agreed.Directory.AddWorkingDays(recipient.Country, unit.Today, days),
            IssuedAt = unit.Now,
        };
        unit.Write(handover);
        unit.StartDeadline(DeadlineKinds.HandoverAcknowledge, handover.Id, ReferralDecisions.EndOf(handover.AckDueOn));
        Send(unit, desk.Pairs, Step(unit, handover, 1, revision: 0), recipient);
        unit.Record("handover.issued", "gateway", handover.Id, new { referral = referral.Id, recipient = recipient.Id });
        await desk.ArrivedAsync(handover.TicketHash, cancellation);
    }

    /// <summary>Issues step two: the recipient has registered a file.</summary>
    internal void IssueStepTwo(UnitOfWork unit, PairSequences pairs, HandoverSnapshot handover)
    {
        handover.StepTwoAt = unit.Now;
        Send(unit, pairs, Step(unit, handover, 2, revision: 0), agreed.Directory.Find(handover.Recipient)!);
        unit.Record("handover.step-two", "gateway", handover.Id);
    }

    /// <summary>Sends a corrected referral after what already left (GDPR art. 16, 19).</summary>
    internal async Task ReviseAsync(ReferralDesk desk, ReferralSnapshot referral, CancellationToken cancellation)
    {
        var open = await desk.Unit.Store.Handovers.Where(h => h.ReferralId == referral.Id && h.State < HandoverState.NotAccepted).ToListAsync(cancellation);
        foreach (var handover in open)
        {
            var step = handover.StepTwoAt is null ? 1 : 2;
            await desk.Unit.Store.Deliveries.Where(d => d.HandoverId == handover.Id && d.Event == EventTypes.ReferralHandover && d.Step == step).LoadAsync(cancellation);
            // Those of the store and those that an earlier correction in this unit has just issued.
            var earlier = desk.Unit.Store.Deliveries.Local.Where(d => d.HandoverId == handover.Id && d.Event == EventTypes.ReferralHandover && d.Step == step).ToList();
            if (earlier.Find(d => d.State == DeliveryState.Waiting) is { } waiting)
            {
                // What has not left yet takes the correction along by itself. It is written so that its version is checked:
                // a release that read the statement before this correction conflicts with it, whichever commits first.
                waiting.Version++;
                continue;
            }

            Send(desk.Unit, desk.Pairs, Step(desk.Unit, handover, step, earlier.Count), agreed.Directory.Find(handover.Recipient)!);
        }
    }

    /// <summary>Issues a status event about a referral's part.</summary>
    /// <param name="unit">Unit of work.</param>
    /// <param name="pairs">Counters of the client's recipients.</param>
    /// <param name="handover">The part.</param>
    /// <param name="status">Coarse status.</param>
    /// <param name="from">Whose knowledge it is.</param>
    /// <param name="to">Who is told.</param>
    /// <returns>The delivery.</returns>
    internal DeliverySnapshot Tell(UnitOfWork unit, PairSequences pairs, HandoverSnapshot handover, string status, string from, string to)
    {
        var delivery = new DeliverySnapshot
        {
            Id = unit.Keys.Next(),
            ReferralId = handover.ReferralId,
            HandoverId = handover.Id,
            ClientId = handover.ClientId,
            From = from,
            Recipient = to,
            Event = EventTypes.ReferralStatusChanged,
            Status = status,
        };
        Send(unit, pairs, delivery, agreed.Directory.Find(to)!);
        return delivery;
    }

    /// <summary>Tells a referring office about its referral as a whole, whatever became of it.</summary>
    internal void TellSender(UnitOfWork unit, PairSequences pairs, ReferralSnapshot referral, string status)
    {
        var delivery = new DeliverySnapshot
        {
            Id = unit.Keys.Next(),
            ReferralId = referral.Id,
            ClientId = referral.ClientId,
            From = referral.Agency,
            Recipient = referral.Agency,
            Event = EventTypes.ReferralStatusChanged,
            Status = status,
        };
        Send(unit, pairs, delivery, agreed.Directory.Party(referral.Agency)!);
    }

    private static DeliverySnapshot Step(UnitOfWork unit, HandoverSnapshot handover, int step, int revision) => new()
    {
        Id = unit.Keys.Next(),
        ReferralId = handover.ReferralId,
        HandoverId = handover.Id,
        ClientId = handover.ClientId,
        From = handover.Sender,
        Recipient = handover.Recipient,
        Event = EventTypes.ReferralHandover,
        Step = step,
        Revision = revision,
    };

    private static void Send(UnitOfWork unit, PairSequences pairs, DeliverySnapshot delivery, Agency recipient)
    {
        delivery.Sequence = pairs.Next(delivery.ClientId, delivery.Recipient);
        delivery.IssuedAt = unit.Now;
        delivery.TraceParent = unit.Cause;
        unit.Store.Deliveries.Add(delivery);
        // Feeds and inboxes are read by their agency; into the other channels the delivery stage writes, and back to the gateway itself.
        if (recipient.Channel is ChannelKind.File or ChannelKind.Amqp || recipient.Id == TestAgency.Id)
            unit.Enqueue(StageNames.Delivery, delivery.Id);
    }
}
