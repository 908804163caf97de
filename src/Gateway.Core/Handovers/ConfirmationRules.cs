using Gateway.Core.Operating;
using Gateway.Core.Work;

namespace Gateway.Core.Handovers;

/// <summary>What became of an attempt to bring a released delivery to its recipient.</summary>
public static class ConfirmationRules
{
    /// <summary>
    /// The recipient has it: its channel took it for good, or somebody said so. For a notice of withdrawal that is not
    /// enough: its deadline runs on until somebody acknowledges it.
    /// </summary>
    /// <param name="draft">The decision.</param>
    /// <param name="delivery">The delivery.</param>
    public static void Confirm(Draft draft, DeliverySnapshot delivery)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(delivery);
        if (draft.Deliveries.Find(delivery.Id) is not { State: DeliveryState.Released } released)
            return;
        draft.Deliveries.Change(released.Id, d => d with { State = DeliveryState.Confirmed });
        // One entry a delivery, not a call: how many a recipient confirms at once is chance and proves nothing.
        draft.Audit("delivery.confirmed", released.Recipient, released.Id);
    }

    /// <summary>
    /// A person or system of the office says that it was told of a withdrawal: it has the notice, and nobody need ask for it
    /// any more.
    /// </summary>
    /// <param name="draft">The decision.</param>
    /// <param name="notice">The notice.</param>
    public static void Acknowledge(Draft draft, DeliverySnapshot notice)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(notice);
        if (draft.Deliveries.Find(notice.Id) is not { IsUnacknowledged: true } unacknowledged)
            return;
        Confirm(draft, unacknowledged);
        draft.Deliveries.Change(notice.Id, d => d with { AcknowledgedAt = draft.Moment.Now, ConfirmDueAt = null });
        draft.CloseTasks("confirmed", [notice.Id]);
        draft.Audit("withdrawal.acknowledged", notice.Recipient, notice.Id);
    }

    /// <summary>The bytes did not leave: nothing was disclosed, and the next attempt is a release of its own.</summary>
    public static void Return(Draft draft, DeliverySnapshot delivery)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(delivery);
        if (draft.Deliveries.Find(delivery.Id) is not { State: DeliveryState.Released } released)
            return;
        draft.Deliveries.Change(released.Id, d => d with { State = DeliveryState.Waiting, ReleasedAt = null, MediaType = null, Payload = null });
        draft.DisclosureRetracted(released.Id);
        draft.Audit("delivery.not-left", "gateway", released.Id);
    }

    /// <summary>
    /// A person looks at it, and what comes after it for the same client and recipient goes on. Where its place in a feed was
    /// stays empty.
    /// </summary>
    /// <param name="draft">The decision.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="item">Its work item.</param>
    /// <param name="fault">Why.</param>
    public static void Park(Draft draft, DeliverySnapshot delivery, Guid item, Fault fault)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(fault);
        if (draft.Deliveries.Find(delivery.Id) is not { State: DeliveryState.Waiting or DeliveryState.Released } open)
            return;
        // Bytes of this attempt may have left; the payload stays, so that a replay sends the same.
        draft.Deliveries.Change(open.Id, d => d with { State = DeliveryState.Parked, ReasonCode = fault.Code, Position = null });
        draft.OpenTask(TaskKinds.Parked, "gateway", item, fault.Code, WorkProblems.Failed.With(StageNames.Delivery, fault.Reason), open.IsOfNoReferral ? null : open.ReferralId);
        draft.Audit("work-item.parked", "gateway", item, new { stage = StageNames.Delivery, code = fault.Code });
    }

    /// <summary>
    /// Parks a delivery that its recipient reads by itself. No work item brings it, so one is made that is parked from the
    /// start: that is where a person finds it and replays it.
    /// </summary>
    public static void ParkUnbrought(Draft draft, ReleaseSnapshots known, DeliverySnapshot delivery, Fault fault)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(fault);
        var item = new WorkItem
        {
            Id = draft.NewKey(),
            Stage = StageNames.Delivery,
            SubjectId = delivery.Id,
            Generation = known.Generations.TryGetValue(delivery.Id, out var last) ? last + 1 : 0,
            NotBefore = draft.Moment.Now,
            State = WorkItemState.Parked,
            ParkedCode = fault.Code,
            ParkedReason = StoredSentence.Store(fault.Reason),
            TraceParent = delivery.TraceParent,
        };
        draft.Add(item);
        Park(draft, delivery, item.Id, fault);
    }
}
