using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Persistence.Model;

namespace Gateway.Workers.Delivery;

/// <summary>A kind of channel that the gateway writes to.</summary>
internal interface IOutbound
{
    /// <summary>Kind.</summary>
    ChannelKind Kind { get; }

    /// <summary>
    /// How long a delivery sleeps when it is not its turn. A channel that wakes what may leave (see
    /// <see cref="Await"/>) lets it sleep long: thousands wait when an agency does not collect.
    /// </summary>
    TimeSpan Sleep { get; }

    /// <summary>How many more a recipient takes now, beside what is on its way; null: without limit. 0 also when the channel is broken.</summary>
    Task<long?> RoomAsync(string recipient, CancellationToken cancellation);

    /// <summary>Tells that deliveries for a recipient sleep until there is room for them.</summary>
    void Await(string recipient);

    /// <summary>
    /// Lets bytes leave that were released and committed. Sending them again is a redelivery: same bytes, same id.
    /// </summary>
    /// <returns>True: the channel has them for good. False: that cannot be told, and they are sent again later.</returns>
    /// <exception cref="Exception">The fault lies with this delivery.</exception>
    Task<bool> SendAsync(Parcel parcel, CancellationToken cancellation);
}

/// <summary>A released delivery with its bytes.</summary>
/// <param name="Delivery">Delivery.</param>
/// <param name="Bytes">What the disclosure proves.</param>
/// <param name="TraceParent">W3C trace parent of the sending.</param>
/// <param name="Attempt">Number of the attempt, from 1; one that outlived its lease may still be at work beside the next.</param>
internal sealed record Parcel(DeliverySnapshot Delivery, byte[] Bytes, string? TraceParent, int Attempt);
