using Gateway.Persistence;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Store.Tests.Races;

/// <summary>A database in which one transaction, chosen by the rows it inserts, stands still just before it writes, until the test lets it go on.</summary>
internal sealed class HeldDatabase(IGatewayDatabase inner, Func<IEnumerable<object>, bool> which) : WrappedDatabase(inner)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _other = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

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

    public override async Task PassAsync(GatewayContext store, Passage passage, CancellationToken cancellation)
    {
        var passed = base.PassAsync(store, passage, cancellation);
        if (passage == Passage.Alone && Reached.IsCompleted)
        {
            // That somebody waits shows in nothing but time.
            await Task.WhenAny(passed, Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, cancellation));
            if (!passed.IsCompleted)
                _other.TrySetResult();
        }

        await passed;
    }

    public override async Task WriteAsync(DbContext changed, IReadOnlyCollection<object> made, IDbContextTransaction transaction, CancellationToken cancellation)
    {
        if (!_go.Task.IsCompleted && which(made.Concat(changed.ChangeTracker.Entries().Where(e => e.State is EntityState.Added).Select(e => e.Entity))) && _reached.TrySetResult())
            await _go.Task;
        await base.WriteAsync(changed, made, transaction, cancellation);
    }
}
