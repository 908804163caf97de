using Gateway.Core.Work;

namespace Gateway.Core.Handovers;

/// <summary>The load and apply sides of the delivery stage.</summary>
public interface IReleaseStore
{
    /// <summary>Reads what the releases of deliveries need.</summary>
    /// <param name="token">The lease of the work items.</param>
    /// <param name="items">Work items; those no longer held under the lease are left out.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<DeliveryLoad> LoadDeliveriesAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation);

    /// <summary>Reads deliveries again after their attempts, without their bytes.</summary>
    Task<(IReadOnlyList<WorkItem> Items, Snapshots Known)> LoadAttemptedAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation);

    /// <summary>
    /// Writes, in one transaction, the effects of a batch's decisions, what becomes of their work items, and the feeds' rows;
    /// makes those due that come next in the pairs of what is over.
    /// </summary>
    /// <param name="known">What the decisions were based on.</param>
    /// <param name="token">The lease.</param>
    /// <param name="settled">The items with what was decided about each; one with a fault is parked, and its decision is written.</param>
    /// <param name="feeds">Feeds' rows.</param>
    /// <param name="cancellation">Cancellation; a commit that was reached is not undone.</param>
    /// <exception cref="Exception">Something the decisions read has changed meanwhile, or an item is not held any more: load and decide again.</exception>
    Task ApplyAsync(Snapshots known, Guid token, IReadOnlyList<SettledItem> settled, IReadOnlyList<FeedChange> feeds, CancellationToken cancellation);

    /// <summary>
    /// Makes deliveries due that wait for room in a recipient's channel. What left without being confirmed comes first: the
    /// channel may not have it. While nothing is brought to the recipient for a while, nothing is woken.
    /// </summary>
    /// <param name="recipient">Recipient.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="attempted">Also those of which an attempt failed before; otherwise they keep their pause.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>False when nothing waits.</returns>
    Task<bool> WakeAsync(string recipient, int most, bool attempted, CancellationToken cancellation);
}

/// <summary>Deliveries of work items.</summary>
/// <param name="Items">Work items that are still held.</param>
/// <param name="Known">What their releases need.</param>
/// <param name="Heads">Deliveries that nothing comes before in their pair.</param>
/// <param name="Feeds">Counters of their recipients.</param>
/// <param name="OnTheWay">How many deliveries a recipient has that were released for a channel and are not confirmed.</param>
public sealed record DeliveryLoad(
    IReadOnlyList<WorkItem> Items, ReleaseSnapshots Known, IReadOnlySet<Guid> Heads, IReadOnlyList<FeedSnapshot> Feeds, IReadOnlyDictionary<string, long> OnTheWay);
