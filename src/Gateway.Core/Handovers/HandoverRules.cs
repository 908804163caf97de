using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Core.Handovers;

/// <summary>Issues handovers and the events that follow them. What is issued waits; it leaves only through a release.</summary>
public static class HandoverRules
{
    /// <summary>Issues a referral's part for one recipient, with its step one.</summary>
    public static void Issue(Draft draft, ReferralSnapshot referral, Agency recipient, Leg leg, Collaboration? collaboration, string senderTicket)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var due = AckDueOn(draft, recipient, collaboration);
        var handover = draft.Handovers.Add(new HandoverSnapshot
        {
            Id = draft.NewKey(),
            ReferralId = referral.Id,
            ClientId = referral.ClientId,
            Sender = referral.Agency,
            Recipient = recipient.Id,
            Services = string.Join(',', leg.Services),
            TicketHash = draft.Index.Ticket(recipient.Id, senderTicket),
            AckDueOn = due,
            AckDueAt = leg.WaitsFor.Count > 0 ? null : draft.Agreed.Directory.EndAt(recipient.Id, due),
            IssuedAt = draft.Moment.Now,
            WaitsFor = leg.WaitsFor.Count > 0 ? string.Join(',', leg.WaitsFor) : null,
        });
        if (handover.WaitsFor is null)
            Queue(draft, Step(draft, handover, 1, revision: 0));
        draft.AuditWith("handover.issued", "gateway", handover.Id, new { referral = referral.Id, recipient = recipient.Id });
        Waiting.Arrived(draft, handover.TicketHash);
    }

    /// <summary>A part that waited for another service is handed over now; its office has the whole term.</summary>
    public static HandoverSnapshot Begin(Draft draft, ReferralSnapshot referral, HandoverSnapshot handover)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(handover);
        var begun = Reopen(draft, referral, draft.Handovers.Change(handover.Id, h => h with { WaitsFor = null }));
        Queue(draft, Step(draft, begun, 1, revision: 0));
        draft.AuditWith("handover.issued", "gateway", begun.Id, new { referral = begun.ReferralId, recipient = begun.Recipient });
        return begun;
    }

    /// <summary>A part that was cancelled before anything of it left goes on: its office has the whole term again.</summary>
    public static HandoverSnapshot Reopen(Draft draft, ReferralSnapshot referral, HandoverSnapshot handover)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(referral);
        ArgumentNullException.ThrowIfNull(handover);
        var due = AckDueOn(draft, draft.Agreed.Directory.Party(handover.Recipient)!, draft.Agreed.Sites.Find(referral.Collaboration));
        return draft.Handovers.Change(handover.Id, h => h with { State = HandoverState.Issued, LastReason = null, AckDueOn = due, AckDueAt = h.WaitsFor is null ? draft.Agreed.Directory.EndAt(h.Recipient, due) : null });
    }

    /// <summary>The day by which an office must answer a handover that is issued now.</summary>
    internal static DateOnly AckDueOn(Draft draft, Agency recipient, Collaboration? collaboration) => draft.Agreed.Directory.AddWorkingDays(
        recipient, draft.Moment.Now, collaboration?.AcknowledgesWithin(draft.Agreed.Policy) ?? draft.Agreed.Policy.AcknowledgeWithinWorkingDays);

    /// <summary>Issues step two: the recipient has registered a file.</summary>
    public static void IssueStepTwo(Draft draft, HandoverSnapshot handover)
    {
        ArgumentNullException.ThrowIfNull(draft);
        draft.Handovers.Change(handover.Id, h => h with { StepTwoAt = draft.Moment.Now });
        Queue(draft, Step(draft, handover, 2, revision: 0));
        draft.AuditWith("handover.step-two", "gateway", handover.Id);
    }

    /// <summary>Sends a corrected referral after what already left (GDPR art. 16, 19). What has not left takes the correction along.</summary>
    public static void Revise(Draft draft, ReferralSnapshot referral)
    {
        ArgumentNullException.ThrowIfNull(draft);
        foreach (var handover in draft.Handovers.All.Where(h => h.ReferralId == referral.Id && !Lifecycle.IsFinal(h.State) && h.WaitsFor is null).ToList())
            Revise(draft, handover);
    }

    /// <summary>Sends one part once more, with what is right now.</summary>
    internal static void Revise(Draft draft, HandoverSnapshot handover)
    {
        var step = handover.StepTwoAt is null ? 1 : 2;
        var earlier = draft.Deliveries.All.Where(d => d.HandoverId == handover.Id && d.Event == EventTypes.ReferralHandover && d.Step == step).ToList();
        // Changed although it stays as it is: a release that read the earlier statement at the same moment is decided again.
        if (earlier.Find(d => d.State == DeliveryState.Waiting) is { } waiting)
            draft.Deliveries.Change(waiting.Id, d => d with { IssuedAt = draft.Moment.Now });
        else
            Queue(draft, Step(draft, handover, step, earlier.Count));
    }

    /// <summary>Queues a status event about a referral's part.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="handover">The part.</param>
    /// <param name="status">Coarse status.</param>
    /// <param name="from">Whose knowledge it is.</param>
    /// <param name="to">Who is told.</param>
    /// <param name="confirmDueAt">When the recipient must have confirmed it, where somebody waits for that.</param>
    public static DeliverySnapshot Tell(Draft draft, HandoverSnapshot handover, string status, string from, string to, DateTimeOffset? confirmDueAt = null)
    {
        ArgumentNullException.ThrowIfNull(draft);
        // A status about a part answers whoever referred: the task that nobody has answered is closed.
        if (to == handover.Sender)
            draft.CloseTasks("told", [handover.ReferralId], TaskKinds.Unanswered);
        return Queue(draft, new DeliverySnapshot
        {
            Id = draft.NewKey(),
            ReferralId = handover.ReferralId,
            HandoverId = handover.Id,
            ClientId = handover.ClientId,
            From = from,
            Recipient = to,
            Event = EventTypes.ReferralStatusChanged,
            Status = status,
            ConfirmDueAt = confirmDueAt,
        });
    }

    /// <summary>Queues a status event to a referring office about its referral as a whole, whatever became of it.</summary>
    public static void TellSender(Draft draft, ReferralSnapshot referral, string status)
    {
        ArgumentNullException.ThrowIfNull(draft);
        Queue(draft, new DeliverySnapshot
        {
            Id = draft.NewKey(),
            ReferralId = referral.Id,
            ClientId = referral.ClientId,
            From = referral.Agency,
            Recipient = referral.Agency,
            Event = EventTypes.ReferralStatusChanged,
            Status = status,
        });
    }

    /// <summary>What waits of a part does not leave any more.</summary>
    public static void CancelWaiting(Draft draft, HandoverSnapshot handover, string code)
    {
        ArgumentNullException.ThrowIfNull(draft);
        foreach (var delivery in draft.Deliveries.All.Where(d => d.HandoverId == handover.Id && d.Event == EventTypes.ReferralHandover && d.State is DeliveryState.Waiting or DeliveryState.Parked).ToList())
        {
            draft.Deliveries.Change(delivery.Id, d => d with { State = DeliveryState.Blocked, ReasonCode = code });
            draft.Audit("delivery.blocked", "gateway", delivery.Id, new { code });
        }
    }

    /// <summary>Ends a part before its time. Nobody is reminded of it any more.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="handover">The part.</param>
    /// <param name="reason">Coded reason; it stays in the gateway.</param>
    /// <param name="tellSender">Whether the referring office learns that the route ended, never why. Before the office has answered it learns nothing: that somebody had the file would be news to it.</param>
    public static void End(Draft draft, HandoverSnapshot handover, string reason, bool tellSender)
    {
        ArgumentNullException.ThrowIfNull(draft);
        draft.CloseTasks("ended", [handover.Id], TaskKinds.CaseWork, TaskKinds.Unanswered, TaskKinds.Overdue, TaskKinds.Escalated);
        var started = handover.InServiceAt is not null;
        var status = started ? CoarseStatuses.Ended : CoarseStatuses.NotStarted;
        draft.Handovers.Change(handover.Id, h => h with
        {
            State = started ? HandoverState.Stopped : HandoverState.Cancelled,
            StoppedAt = started ? draft.Moment.Now : h.StoppedAt,
            LastReason = reason,
            PausedAt = null,
            AckDueAt = null,
            Told = tellSender ? status : h.Told,
            ToldAt = tellSender ? draft.Moment.Now : h.ToldAt,
        });
        if (!tellSender)
            return;
        Tell(draft, handover, status, handover.Recipient, handover.Sender);
        if (draft.Referrals.Find(handover.ReferralId) is { AckDueAt: not null } referral)
            draft.Referrals.Change(referral.Id, r => r with { AckDueAt = null });
    }

    private static DeliverySnapshot Step(Draft draft, HandoverSnapshot handover, int step, int revision) => new()
    {
        Id = draft.NewKey(),
        ReferralId = handover.ReferralId,
        HandoverId = handover.Id,
        ClientId = handover.ClientId,
        From = handover.Sender,
        Recipient = handover.Recipient,
        Event = EventTypes.ReferralHandover,
        Step = step,
        Revision = revision,
    };

    /// <summary>Puts a delivery at the end of what waits for its client and recipient.</summary>
    internal static DeliverySnapshot Queue(Draft draft, DeliverySnapshot delivery)
    {
        var queued = draft.Deliveries.Add(delivery with
        {
            Sequence = Math.Max(
                draft.Known.LastSequences.GetValueOrDefault((delivery.ClientId, delivery.Recipient)),
                draft.Deliveries.All.Where(d => d.ClientId == delivery.ClientId && d.Recipient == delivery.Recipient).Select(d => d.Sequence).DefaultIfEmpty().Max()) + 1,
            IssuedAt = draft.Moment.Now,
            TraceParent = draft.Cause,
        });
        // Feeds and inboxes are read by their agency; into the other channels the delivery stage writes.
        if (DepartureRules.NeedsWork(draft.Agreed.Directory.Party(delivery.Recipient)))
            draft.Enqueue(StageNames.Delivery, queued.Id);
        return queued;
    }
}
