using Gateway.Core.Work;

namespace Gateway.Core.Handovers;

/// <summary>The load and apply side of what agencies read by themselves: feeds and inboxes.</summary>
public interface IFeedStore
{
    /// <summary>A page of what was released to an agency before, opened.</summary>
    Task<StoredPage> ReadAsync(string agency, long after, int take, CancellationToken cancellation);

    /// <summary>The first of each pair that waits for an agency, with everything their releases need. None while nothing new is brought to it.</summary>
    Task<HeadLoad> LoadHeadsAsync(string agency, int most, CancellationToken cancellation);

    /// <summary>The first that waits for an agency about the client of a handover.</summary>
    /// <returns>Null when nothing of the handover itself waits.</returns>
    Task<HeadLoad?> LoadHandoverHeadAsync(string agency, Guid handover, CancellationToken cancellation);

    /// <summary>The first that waits for an agency about the client of a referral of its own.</summary>
    /// <returns>Null when nothing about the referral itself waits.</returns>
    Task<HeadLoad?> LoadReferralHeadAsync(string agency, Guid referral, CancellationToken cancellation);

    /// <summary>What is released to an agency about a referral of its own and not confirmed yet.</summary>
    Task<Snapshots> LoadReferralUnconfirmedAsync(string agency, Guid referral, CancellationToken cancellation);

    /// <summary>What is released to an agency up to a position and not confirmed yet.</summary>
    Task<AcknowledgeLoad> LoadUnconfirmedAsync(string agency, long position, int most, CancellationToken cancellation);

    /// <summary>What is released of a handover to an agency and not confirmed yet.</summary>
    Task<Snapshots> LoadUnconfirmedAsync(string agency, Guid handover, CancellationToken cancellation);

    /// <summary>What the parking of deliveries needs that could not be opened when they were read.</summary>
    Task<ReleaseSnapshots> LoadUnreadableAsync(IReadOnlyList<Guid> deliveries, CancellationToken cancellation);

    /// <summary>Writes decisions and the feed's row in one transaction.</summary>
    /// <exception cref="Exception">Something the decisions read has changed meanwhile: load and decide again.</exception>
    Task ApplyAsync(Snapshots known, IReadOnlyList<Decision> decisions, IReadOnlyList<FeedChange> feeds, CancellationToken cancellation);

    /// <summary>Completes when this process commits something for the agency's feed; asked before looking, so that nothing is missed.</summary>
    Task Committed(string agency);
}

/// <summary>A page of what was released before.</summary>
/// <param name="Last">Last position that was given when the page was read.</param>
/// <param name="Items">What could be opened, in order.</param>
/// <param name="Rows">How many positions the page covers.</param>
/// <param name="Through">Position of the last of them; the position asked for when there are none.</param>
/// <param name="Unreadable">Released and not confirmed, and its payload cannot be opened.</param>
/// <param name="Waiting">Something new could be released: something waits, and the agency is not on hold.</param>
public sealed record StoredPage(long Last, IReadOnlyList<StoredEvent> Items, int Rows, long Through, IReadOnlyList<Guid> Unreadable, bool Waiting);

/// <summary>A released delivery with its bytes.</summary>
/// <param name="Delivery">Delivery.</param>
/// <param name="Bytes">Bytes as they left.</param>
public sealed record StoredEvent(DeliverySnapshot Delivery, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Without the bytes: it may end up in a message or a log.</summary>
    public override string ToString() => $"{nameof(StoredEvent)} {{ Delivery = {Delivery.Id} }}";
}

/// <summary>Deliveries that may be released now.</summary>
/// <param name="Heads">Deliveries, in the order in which they were issued.</param>
/// <param name="Known">What their releases need.</param>
/// <param name="Feed">The agency's feed; null: nothing was ever released to it.</param>
/// <param name="More">More waits behind these.</param>
public sealed record HeadLoad(IReadOnlyList<DeliverySnapshot> Heads, ReleaseSnapshots Known, FeedSnapshot? Feed, bool More);

/// <summary>What an acknowledgement confirms.</summary>
/// <param name="Feed">The feed; null: nothing was ever released.</param>
/// <param name="Known">Deliveries that are released up to the position.</param>
/// <param name="Through">There are more; these reach to here. Null: they are all.</param>
public sealed record AcknowledgeLoad(FeedSnapshot? Feed, Snapshots Known, long? Through);
