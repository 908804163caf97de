using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Gateway.Store.Tests.Seen;

/// <summary>Counts the statements that one asynchronous flow sends to one database, those of Entity Framework and the gateway's own. Tests that count beside it do not disturb it.</summary>
/// <param name="mine">Connections to that database.</param>
internal sealed class CountedStatements(Func<DbConnection, bool> mine) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly AsyncLocal<StrongCount?> _counting = new();

    private readonly ConcurrentBag<IDisposable> _subscriptions = [];

    /// <summary>Begins to listen.</summary>
    internal CountedStatements Begun()
    {
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        return this;
    }

    internal async Task<(T Result, int Statements)> OfAsync<T>(Func<Task<T>> what)
    {
        var count = new StrongCount();
        _counting.Value = count;
        try
        {
            return (await what(), count.Statements);
        }
        finally
        {
            _counting.Value = null;
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
        var connection = value.Value is CommandEventData data ? data.Command.Connection : (value.Value as SqlStatement)?.Connection;
        if (_counting.Value is { } count && connection is not null && mine(connection))
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
