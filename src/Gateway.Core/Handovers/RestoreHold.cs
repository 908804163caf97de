using Gateway.Core.Directory;
using Gateway.Core.Operating;
using Gateway.Core.Work;

namespace Gateway.Core.Handovers;

/// <summary>
/// After a database was restored from a backup nothing is brought to anybody, and nobody opens anything, until an operator has seen what is missing. What
/// happened between the backup and the restore is not in the database: events may have left that it still has, and clients may have
/// said no.
/// </summary>
public static class RestoreHold
{
    /// <summary>Who holds. No person can have this name: theirs have no blank.</summary>
    public const string User = "gateway restore";

    /// <summary>Code under which is parked what may have left before the restore.</summary>
    public const string Code = "restored";

    /// <summary>
    /// Positions of each feed that are left out at a restore. More may not have been given between the backup and the restore: whoever
    /// reads on from a cursor of that time must miss nothing of what comes now.
    /// </summary>
    public const long PositionsLeftOut = 1_000_000;

    /// <summary>Why something is parked.</summary>
    public static Fault Fault { get; } = new(Code, WorkProblems.MayHaveLeft);

    /// <summary>Whether what is for an office is opened at the gateway itself.</summary>
    /// <param name="channel">Its channel.</param>
    public static bool IsOpenedThere(ChannelKind channel) => channel is ChannelKind.Inbox or ChannelKind.Gateway;

    /// <summary>
    /// Whether a delivery that waits when the hold ends is parked: its recipient may have it. In the web inbox nobody can: what was
    /// opened there after the backup was lost with the database.
    /// </summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="recipient">Its recipient; null: the directory does not have it any more.</param>
    public static bool IsParked(DeliverySnapshot delivery, Agency? recipient)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return !(recipient is { } known && IsOpenedThere(known.Channel))
            && delivery is { State: DeliveryState.Waiting } or { State: DeliveryState.Released, Position: null };
    }
}
