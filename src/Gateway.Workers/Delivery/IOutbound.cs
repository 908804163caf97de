using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Work;

namespace Gateway.Workers.Delivery;

/// <summary>A kind of channel that the gateway writes to.</summary>
internal interface IOutbound
{
    /// <summary>Kind.</summary>
    ChannelKind Kind { get; }

    /// <summary>
    /// How long a delivery rests when it may not leave yet. A channel that wakes what may leave (see
    /// <see cref="Await"/>) lets it rest long: thousands wait when an agency does not collect.
    /// </summary>
    TimeSpan Sleep { get; }

    /// <summary>How many more may be released for a recipient now; null: without limit.</summary>
    /// <param name="recipient">Recipient.</param>
    /// <param name="onTheWay">How many were released for it and are not confirmed.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<Room?> RoomAsync(string recipient, long onTheWay, CancellationToken cancellation);

    /// <summary>Tells that deliveries for a recipient rest until there is room for them.</summary>
    void Await(string recipient);

    /// <summary>
    /// Lets bytes leave that were released and committed. Sending them again is a redelivery: same bytes, same id.
    /// </summary>
    /// <returns>
    /// Whether they left: the channel has them for good, they did not leave for certain, or it cannot be told. With a fault
    /// where it lies with this delivery.
    /// </returns>
    /// <exception cref="Exception">The fault lies with this delivery, and whether it left cannot be told.</exception>
    Task<AttemptResult> SendAsync(Attempt attempt, CancellationToken cancellation);
}

/// <summary>How many more a recipient takes now.</summary>
/// <param name="Most">So many; 0 also when the channel is broken.</param>
/// <param name="IsShared">All processes fill the same room: each release raises the recipient's counter, so that whoever commits second looks again.</param>
internal sealed record Room(long Most, bool IsShared)
{
    /// <summary>Why there is none, where there is none; null: it is only full for the moment.</summary>
    internal Sentence? Why { get; init; }
}

/// <summary>One try to bring a released delivery to its recipient.</summary>
/// <param name="Item">Work item.</param>
/// <param name="Delivery">Delivery as released.</param>
/// <param name="Bytes">What the disclosure proves.</param>
/// <param name="FirstRelease">The bytes were released for this attempt; otherwise an earlier one may have let them leave.</param>
internal sealed record Attempt(WorkItem Item, DeliverySnapshot Delivery, ReadOnlyMemory<byte> Bytes, bool FirstRelease)
{
    /// <summary>Number of the attempt, from 1; one that outlived its lease may still be at work beside the next.</summary>
    internal int Number => Item.Attempts;

    /// <summary>Version of the delivery since its bytes were released for this attempt; null: they were not.</summary>
    internal int? ReleasedAs => FirstRelease ? Delivery.Version + 1 : null;

    /// <summary>Nothing was released: the recipient is told the event's id, and fetches it.</summary>
    internal bool Announces { get; init; }

    /// <summary>W3C trace parent of the sending.</summary>
    internal string? TraceParent { get; init; } = Item.TraceParent;

    /// <summary>Without the bytes: it may end up in a message or a log.</summary>
    public override string ToString() => $"{nameof(Attempt)} {{ Delivery = {Delivery.Id}, Number = {Number} }}";
}
