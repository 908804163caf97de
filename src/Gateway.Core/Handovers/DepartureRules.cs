using Gateway.Core.Directory;

namespace Gateway.Core.Handovers;

/// <summary>What the delivery stage is to do with a delivery now.</summary>
public enum Next
{
    /// <summary>Nothing (any more): it is over, or its recipient reads it by itself.</summary>
    Nothing = 0,

    /// <summary>It waits: for another of its pair, or because nothing is brought to its recipient for a while.</summary>
    Wait = 1,

    /// <summary>It is released for an attempt.</summary>
    Leave = 2,

    /// <summary>It was released and may not have left, and its recipient reads by itself: it gets a new place in the feed.</summary>
    GoToFeed = 3,
}

/// <summary>
/// Which deliveries may leave now. Order is kept per client and recipient; what is parked, confirmed or blocked holds back
/// nothing.
/// </summary>
public static class DepartureRules
{
    /// <summary>Whether an agency reads what is for it by itself; otherwise the gateway brings it.</summary>
    public static bool ReadsItself(Agency? recipient) => recipient?.Channel is ChannelKind.Feed or ChannelKind.Inbox;

    /// <summary>Decides.</summary>
    /// <param name="delivery">The delivery; null: it is not there any more.</param>
    /// <param name="recipient">Its recipient; null: the directory does not have it any more, which the gate then says.</param>
    /// <param name="isFirst">Nothing that waits or is on its way comes before it in its pair.</param>
    /// <param name="onHold">Nothing is brought to the recipient for a while.</param>
    public static Next Of(DeliverySnapshot? delivery, Agency? recipient, bool isFirst, bool onHold) => delivery switch
    {
        { State: DeliveryState.Waiting } when ReadsItself(recipient) => Next.Nothing,
        { State: DeliveryState.Waiting } => isFirst && !onHold ? Next.Leave : Next.Wait,
        { State: DeliveryState.Released, Position: null } when ReadsItself(recipient) => Next.GoToFeed,
        { State: DeliveryState.Released, Position: null } => onHold ? Next.Wait : Next.Leave,
        _ => Next.Nothing,
    };
}
