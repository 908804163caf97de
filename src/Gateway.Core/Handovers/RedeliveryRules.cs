using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Handovers;

/// <summary>What became of the wish to bring a handover once more.</summary>
public enum Redelivery
{
    /// <summary>It is on its way again, under its id.</summary>
    Begun = 0,

    /// <summary>There is no such handover.</summary>
    Unknown = 1,

    /// <summary>The office has answered, or the handover has ended.</summary>
    NotNeeded = 2,

    /// <summary>It has not left yet, or is on its way: it arrives by itself.</summary>
    OnItsWay = 3,

    /// <summary>Case workers of the office read it on their page, where it still stands.</summary>
    InInbox = 4,

    /// <summary>It stands in the office's feed, which the office reads again from an earlier cursor.</summary>
    InFeed = 5,
}

/// <summary>
/// A handover that its office did not acknowledge is brought once more: the same bytes under the same id, after the gate was
/// asked again. Nothing is put into a feed once more: its office reads it again from an earlier cursor.
/// </summary>
public static class RedeliveryRules
{
    /// <summary>Kind of the audit entry.</summary>
    public const string AuditKind = "delivery.redelivered";

    /// <summary>Brings the last that left of a handover once more.</summary>
    /// <param name="draft">The decision; it knows the handover and its deliveries.</param>
    /// <param name="handover">Handover.</param>
    /// <param name="by">A user, or <c>gateway</c>.</param>
    public static Redelivery Redeliver(Draft draft, Guid handover, string by)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Handovers.Find(handover) is not { } part)
            return Redelivery.Unknown;
        if (!IsWanted(part))
            return Redelivery.NotNeeded;
        var recipient = draft.Agreed.Directory.Party(part.Recipient);
        if (recipient?.Channel == ChannelKind.Inbox)
            return Redelivery.InInbox;
        var mine = draft.Deliveries.All.Where(d => d.HandoverId == part.Id && d.Event == EventTypes.ReferralHandover).OrderBy(d => d.Sequence).ToList();
        if (mine.FindLast(HasLeft) is not { } last || mine.Exists(d => d.Sequence > last.Sequence && d.State is DeliveryState.Waiting or DeliveryState.Released))
            return Redelivery.OnItsWay;
        if (!MayBring(part, recipient))
            return Redelivery.InFeed;
        draft.Deliveries.Change(last.Id, d => d with { State = DeliveryState.Released });
        draft.Enqueue(StageNames.Delivery, last.Id);
        draft.Audit(AuditKind, by, last.Id, new { recipient = part.Recipient });
        return Redelivery.Begun;
    }

    /// <summary>Whether a handover may be brought once more, as far as its office and its channel tell: it must also have left.</summary>
    /// <param name="handover">Handover.</param>
    /// <param name="recipient">Its office; null: it is not in the directory.</param>
    public static bool MayBring(HandoverSnapshot handover, Agency? recipient)
    {
        ArgumentNullException.ThrowIfNull(handover);
        return IsWanted(handover) && !DepartureRules.ReadsItself(recipient);
    }

    private static bool IsWanted(HandoverSnapshot handover) => handover.AcknowledgedAt is null && !Lifecycle.IsFinal(handover.State);

    /// <summary>It left for good, or stands in the feed. What is between the two is on its way.</summary>
    private static bool HasLeft(DeliverySnapshot delivery) =>
        delivery.State == DeliveryState.Confirmed || delivery is { State: DeliveryState.Released, Position: not null };
}
