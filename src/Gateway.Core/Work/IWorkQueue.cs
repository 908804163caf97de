namespace Gateway.Core.Work;

/// <summary>Work items that are due, as the relay hands them out.</summary>
public interface IWorkQueue
{
    /// <summary>Leases due work items of a stage.</summary>
    /// <param name="stage">One of <see cref="StageNames"/>.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cap">No lease is given while so many of the stage are leased already.</param>
    /// <param name="duration">How long the lease holds.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <param name="linger">While others of the stage are being worked on, fewer than <paramref name="most"/> wait so long for company.</param>
    Task<WorkLease> LeaseAsync(string stage, int most, int cap, TimeSpan duration, CancellationToken cancellation, TimeSpan linger = default);

    /// <summary>Gives back leases whose message was not sent: due at once, and no attempt.</summary>
    Task GiveBackAsync(Guid token, IReadOnlyCollection<Guid> ids, CancellationToken cancellation);

    /// <summary>
    /// The machine's clock was set back: what was due before is due, and no lease holds longer than it was given for. What was to wait
    /// longer waits longer by as much.
    /// </summary>
    /// <param name="before">What the clock showed before, UTC.</param>
    /// <param name="lease">How long a lease holds.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Work items that were made due.</returns>
    Task<int> WentBackAsync(DateTimeOffset before, TimeSpan lease, CancellationToken cancellation);

    /// <summary>Machine time since when the oldest open work item of a stage is due, leased or not; null: nothing is due.</summary>
    Task<DateTimeOffset?> OldestDueAsync(string stage, CancellationToken cancellation);

    /// <summary>Completes at the next commit of this process that makes work for a stage. Taken before looking, nothing is missed.</summary>
    Task NextCommit(string stage);
}

/// <summary>Work items leased together.</summary>
/// <param name="Token">The lease.</param>
/// <param name="Ids">Work items; none when nothing is due, or not yet.</param>
/// <param name="RipeIn">Items are due and wait so long for company; null: there are none.</param>
public readonly record struct WorkLease(Guid Token, IReadOnlyList<Guid> Ids, TimeSpan? RipeIn)
{
    /// <summary>Nothing is due.</summary>
    public static WorkLease None { get; } = new(Guid.Empty, [], null);

    /// <summary>Takes it apart.</summary>
    public void Deconstruct(out Guid token, out IReadOnlyList<Guid> ids) => (token, ids) = (Token, Ids);
}
