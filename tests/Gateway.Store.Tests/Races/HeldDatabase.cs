using System.Collections.Concurrent;
using Gateway.Persistence;
using Gateway.Persistence.Writing;

namespace Gateway.Store.Tests.Races;

/// <summary>
/// A database in which one transaction, chosen by the rows it inserts, stands still when it has written and made its checks
/// and is about to commit, until the test lets it go on.
/// </summary>
internal sealed class HeldDatabase(IGatewayDatabase inner, Func<IEnumerable<object>, bool> which) : WrappedDatabase(inner)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _other = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentBag<RowStatement> _alone = [];

    /// <summary>The chosen transaction has made its checks and stands still.</summary>
    internal Task Reached => _reached.Task;

    /// <summary>Another came to where it must wait for the one that stands still.</summary>
    internal Task OtherWaits => _other.Task;

    internal void LetGo() => _go.TrySetResult();

    public override async Task<IDisposable> EnterWriteAsync(CancellationToken cancellation)
    {
        if (!IsShared && Reached.IsCompleted && !_go.Task.IsCompleted)
            _other.TrySetResult();
        return await base.EnterWriteAsync(cancellation);
    }

    public override RowStatement? Pass(Passage passage)
    {
        var pass = base.Pass(passage);
        if (passage == Passage.Alone && pass is not null)
            _alone.Add(pass);
        return pass;
    }

    public override RowWriter Writer => new WrappedWriter(base.Writer, async (rows, _, write) =>
    {
        var writing = write();
        if (Reached.IsCompleted && rows.First.Exists(s => _alone.Contains(s)))
        {
            // That somebody waits shows in nothing but time.
            await Task.WhenAny(writing, Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System));
            if (!writing.IsCompleted)
                _other.TrySetResult();
        }

        await writing;
        if (!_go.Task.IsCompleted && which(rows.Inserts) && _reached.TrySetResult())
            await _go.Task;
    });
}
