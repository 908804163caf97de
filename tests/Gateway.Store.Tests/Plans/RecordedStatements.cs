using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Gateway.Store.Tests.Plans;

/// <summary>A statement as it went to the database, with the parameters it had the first time.</summary>
internal sealed record Statement(string Sql, IReadOnlyList<DbParameter> Parameters);

/// <summary>Listens to what Entity Framework and the gateway itself send to one database of this process.</summary>
/// <param name="mine">Connections to that database.</param>
internal sealed class RecordedStatements(Func<DbConnection, bool> mine) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private static readonly AsyncLocal<bool> Quiet = new();

    private readonly ConcurrentDictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];

    /// <summary>Begins to listen; before the first statement, because Entity Framework notes for a while that nobody does.</summary>
    internal void Start() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>Drops what was heard so far: what is done once, at start.</summary>
    internal void Forget() => _statements.Clear();

    internal IReadOnlyCollection<Statement> All => [.. _statements.Values];

    /// <summary>Does something of which no statement is recorded.</summary>
    internal static async Task<T> UnrecordedAsync<T>(Func<Task<T>> what)
    {
        Quiet.Value = true;
        try
        {
            return await what();
        }
        finally
        {
            Quiet.Value = false;
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
        if (Quiet.Value)
            return;
        if (value.Value is CommandEventData data && data.Command.Connection is { } connection && mine(connection))
            _statements.TryAdd(data.Command.CommandText, new Statement(data.Command.CommandText, [.. data.Command.Parameters.Cast<DbParameter>()]));
        else if (value.Value is SqlStatement own && mine(own.Connection))
            _statements.TryAdd(own.Sql, new Statement(own.Sql, own.Parameters));
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
}
