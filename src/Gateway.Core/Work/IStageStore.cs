using Gateway.Core.Clients;
using Gateway.Core.Deadlines;
using Gateway.Core.Intake;

namespace Gateway.Core.Work;

/// <summary>The load and apply sides of the stages. A load reads, in few round trips, what the decisions of a batch need; it knows no rule.</summary>
public interface IStageStore
{
    /// <summary>Instead of a lease: takes parked items, to see what they would do. Nothing can be applied under it.</summary>
    static Guid ForPreview { get; } = Guid.Empty;

    /// <summary>Reads what statements of referring agencies need.</summary>
    /// <param name="token">The lease of the work items.</param>
    /// <param name="items">Work items; those no longer held under the lease are left out.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<RecordLoad> LoadStatementsAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation);

    /// <summary>Reads what records need that would be decided again, each with a work item that nobody holds. Nothing can be applied under it.</summary>
    Task<RecordLoad> LoadAgainAsync(IReadOnlyList<Guid> records, CancellationToken cancellation);

    /// <summary>Reads what replies of recipients need.</summary>
    Task<RecordLoad> LoadRepliesAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation);

    /// <summary>Reads what deadlines that passed need.</summary>
    Task<(IReadOnlyList<WorkItem> Items, DeadlineSnapshots Known)> LoadDeadlinesAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation);

    /// <summary>
    /// Writes, in one transaction, the effects of a batch's decisions and what becomes of their work items.
    /// </summary>
    /// <param name="known">What the decisions were based on.</param>
    /// <param name="token">The lease.</param>
    /// <param name="settled">The items with what was decided about each.</param>
    /// <param name="cancellation">Cancellation; a commit that was reached is not undone.</param>
    /// <exception cref="Exception">
    /// Something the decisions read has changed meanwhile, or an item is not held any more: load and decide again.
    /// </exception>
    Task ApplyAsync(Snapshots known, Guid token, IReadOnlyList<SettledItem> settled, CancellationToken cancellation);
}

/// <summary>Records of a batch with everything their decisions need.</summary>
/// <param name="Items">Work items that are still held.</param>
/// <param name="Known">Snapshots.</param>
/// <param name="Order">What was accepted before.</param>
/// <param name="Statements">Statements by record; those whose key was destroyed are not there.</param>
public sealed record RecordLoad(
    IReadOnlyList<WorkItem> Items, Snapshots Known, RecordOrder Order, IReadOnlyDictionary<Guid, IReadOnlyList<Statement>> Statements)
{
    /// <summary>
    /// Records, and clients that replies are about, of which something is there and cannot be opened (a damaged row, a wrong
    /// key): that is a fault of the store and no erasure, so nothing is decided about them.
    /// </summary>
    public IReadOnlySet<Guid> Unreadable { get; init; } = new HashSet<Guid>();

    /// <summary>Decides an item whose record, and whose client's key where the decision needs it, can be opened.</summary>
    /// <param name="item">The item.</param>
    /// <param name="decide">Decides it by the record's statements; null: their key was destroyed.</param>
    /// <exception cref="UnreadableRecordException">Something cannot be opened: the item is parked.</exception>
    public Decision Decide(WorkItem item, Func<IReadOnlyList<Statement>?, Decision> decide)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(decide);
        if (Unreadable.Contains(item.SubjectId))
            throw new UnreadableRecordException("Stored record cannot be opened.");
        var decision = decide(Statements.GetValueOrDefault(item.SubjectId));
        return decision.Effects.OfType<Effect.CaseNumberNoted>().Any(n => Unreadable.Contains(n.Client))
            ? throw new UnreadableRecordException("Stored client data cannot be opened.")
            : decision;
    }
}

/// <summary>A work item and what becomes of it.</summary>
/// <param name="Item">The item.</param>
/// <param name="Decision">What was decided; null when it is parked.</param>
/// <param name="Fault">Why it is parked; null otherwise.</param>
public sealed record SettledItem(WorkItem Item, Decision? Decision, Fault? Fault = null);
