using Gateway.Core.Deadlines;
using Gateway.Core.Intake;
using Gateway.Core.Work;

namespace Gateway.Tests.Running;

/// <summary>The stages' store, which fails instead of writing decisions that the test names. What parks or postpones an item is written.</summary>
/// <param name="store">The gateway's own.</param>
/// <param name="fails">The exception instead of writing a decided record; null: it is written.</param>
internal sealed class FailingStore(IStageStore store, Func<RecordSnapshot, Exception?> fails) : IStageStore
{
    public Task<RecordLoad> LoadStatementsAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation) => store.LoadStatementsAsync(token, items, cancellation);

    public Task<RecordLoad> LoadRepliesAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation) => store.LoadRepliesAsync(token, items, cancellation);

    public Task<(IReadOnlyList<WorkItem> Items, DeadlineSnapshots Known)> LoadDeadlinesAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation) =>
        store.LoadDeadlinesAsync(token, items, cancellation);

    public Task ApplyAsync(Snapshots known, Guid token, IReadOnlyList<SettledItem> settled, CancellationToken cancellation)
    {
        var decided = settled.Where(s => s.Decision?.Outcome is ItemOutcome.Done).Select(s => known.Records.Find(s.Item.SubjectId)).OfType<RecordSnapshot>();
        return decided.Select(fails).OfType<Exception>().FirstOrDefault() is { } exception ? Task.FromException(exception) : store.ApplyAsync(known, token, settled, cancellation);
    }
}
