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

    /// <summary>Its recipient is told that it is there, by its id alone; the recipient fetches it, which is the release.</summary>
    Announce = 4,
}

/// <summary>
/// Which deliveries may leave now. Order is kept per client and recipient; what is parked, confirmed or blocked holds back
/// nothing.
/// </summary>
public static class DepartureRules
{
    /// <summary>Whether an agency reads what is for it by itself; otherwise the gateway brings it.</summary>
    public static bool ReadsItself(Agency? recipient) => recipient?.Channel is ChannelKind.Feed or ChannelKind.Inbox || IsAnnounced(recipient);

    /// <summary>Whether an agency is told what is there for it by ids, and reads the events themselves from its feed.</summary>
    public static bool IsAnnounced(Agency? recipient) => recipient is { Channel: ChannelKind.Webhook, Webhook.Thin: true };

    /// <summary>Whether the delivery stage has something to do for an agency: it brings the events, or announces them.</summary>
    public static bool NeedsWork(Agency? recipient) => recipient?.Channel is ChannelKind.File or ChannelKind.Amqp or ChannelKind.Webhook or ChannelKind.Gateway;

    /// <summary>Decides.</summary>
    /// <param name="delivery">The delivery; null: it is not there any more.</param>
    /// <param name="recipient">Its recipient; null: the directory does not have it any more, which the gate then says.</param>
    /// <param name="isFirst">Nothing that waits or is on its way comes before it in its pair.</param>
    /// <param name="onHold">Nothing is brought to the recipient for a while.</param>
    public static Next Of(DeliverySnapshot? delivery, Agency? recipient, bool isFirst, bool onHold) => delivery switch
    {
        { State: DeliveryState.Waiting } when IsAnnounced(recipient) => isFirst && !onHold ? Next.Announce : Next.Wait,
        { State: DeliveryState.Waiting } when ReadsItself(recipient) => Next.Nothing,
        { State: DeliveryState.Waiting } => isFirst && !onHold ? Next.Leave : Next.Wait,
        { State: DeliveryState.Released, Position: null } when ReadsItself(recipient) => Next.GoToFeed,
        { State: DeliveryState.Released, Position: null } => onHold ? Next.Wait : Next.Leave,
        _ => Next.Nothing,
    };
}
