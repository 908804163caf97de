using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Gateway.Store.Tests.Seen;

/// <summary>Counts the statements that one asynchronous flow sends, those of Entity Framework and the gateway's own.</summary>
internal sealed class CountedStatements : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private static readonly AsyncLocal<StrongCount?> Counting = new();

    private readonly ConcurrentBag<IDisposable> _subscriptions = [];

    /// <summary>Begins to listen; before the first statement, because Entity Framework notes for a while that nobody does.</summary>
    internal CountedStatements() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    internal static async Task<(T Result, int Statements)> OfAsync<T>(Func<Task<T>> what)
    {
        var count = new StrongCount();
        Counting.Value = count;
        try
        {
            return (await what(), count.Statements);
        }
        finally
        {
            Counting.Value = null;
        }
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            _subscriptions.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name));
        else if (value.Name == SqlListening.Name)
            _subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (Counting.Value is { } count)
            Interlocked.Increment(ref count.Statements);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
    }

    private sealed class StrongCount
    {
        internal int Statements;
    }
}
