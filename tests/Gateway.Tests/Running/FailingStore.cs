using Gateway.Core.Deadlines;
using Gateway.Core.Intake;
using Gateway.Core.Work;

namespace Gateway.Tests.Running;

/// <summary>The stages' store, which fails instead of writing decisions that the test names. What parks or postpones an item is written.</summary>
/// <param name="store">The gateway's own.</param>
/// <param name="fails">The exception instead of writing what was decided about a record's work item; null: it is written.</param>
internal sealed class FailingStore(IStageStore store, Func<WorkItem, RecordSnapshot, Exception?> fails) : IStageStore
{
    public Task<RecordLoad> LoadStatementsAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation) => store.LoadStatementsAsync(token, items, cancellation);

    public Task<RecordLoad> LoadAgainAsync(IReadOnlyList<Guid> records, CancellationToken cancellation) => store.LoadAgainAsync(records, cancellation);

    public Task<RecordLoad> LoadRepliesAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation) => store.LoadRepliesAsync(token, items, cancellation);

    public Task<(IReadOnlyList<WorkItem> Items, DeadlineSnapshots Known)> LoadDeadlinesAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation) =>
        store.LoadDeadlinesAsync(token, items, cancellation);

    public Task ApplyAsync(Snapshots known, Guid token, IReadOnlyList<SettledItem> settled, CancellationToken cancellation)
    {
        foreach (var item in settled.Where(s => s.Decision?.Outcome is ItemOutcome.Done).Select(s => s.Item))
        {
            if (known.Records.Find(item.SubjectId) is { } record && fails(item, record) is { } exception)
                return Task.FromException(exception);
        }

        return store.ApplyAsync(known, token, settled, cancellation);
    }
}
