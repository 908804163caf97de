using Gateway.Core.Work;

namespace Gateway.Persistence.Work;

/// <summary>Due work items over the database, with this process's signals.</summary>
internal sealed class WorkQueue(WorkItemStore items, WorkSignals signals) : IWorkQueue
{
    public Task<WorkLease> LeaseAsync(string stage, int most, int cap, TimeSpan duration, CancellationToken cancellation, TimeSpan linger = default) =>
        items.LeaseAsync(stage, most, cap, duration, cancellation, linger);

    public Task GiveBackAsync(Guid token, IReadOnlyCollection<Guid> ids, CancellationToken cancellation) => items.GiveBackAsync(token, ids, cancellation);

    public Task<int> WentBackAsync(DateTimeOffset before, TimeSpan lease, CancellationToken cancellation) => items.WentBackAsync(before, lease, cancellation);

    public Task<DateTimeOffset?> OldestDueAsync(string stage, CancellationToken cancellation) => items.OldestDueAsync(stage, cancellation);

    public Task NextCommit(string stage) => signals.Stage(stage).Next;
}
