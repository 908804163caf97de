using System.Data.Common;
using System.Diagnostics;
using Gateway.Persistence.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Gateway.Store.Tests.Plans;

/// <summary>
/// Counts what SQLite does in one database file: the rows that readers hand out, and the steps of its virtual machine, which
/// are the same in every run, whatever the machine.
/// </summary>
/// <param name="file">The database file.</param>
internal sealed class SqliteWork(string file) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const int Together = 100;
    private readonly List<IDisposable> _subscriptions = [];
    private long _steps;
    private long _rows;
    private long _most;

    /// <summary>Begins to listen.</summary>
    internal void Start() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>Counts what happens meanwhile.</summary>
    /// <returns>Hundreds of steps, rows read by Entity Framework, and most rows of one statement.</returns>
    internal async Task<(long Steps, long Rows, long Most)> OfAsync(Func<Task> what)
    {
        (_steps, _rows, _most) = (0, 0, 0);
        await what();
        return (_steps, _rows, _most);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            _subscriptions.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name || name == RelationalEventId.DataReaderDisposing.Name));
        else if (value.Name == SqlListening.Name)
            _subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        switch (value.Value)
        {
            case CommandEventData data:
                Watch(data.Command.Connection);
                break;
            case SqlStatement own:
                Watch(own.Connection);
                break;
            case DataReaderDisposingEventData read when read.Command.Connection?.DataSource == file:
                Interlocked.Add(ref _rows, read.ReadCount);
                _most = Math.Max(_most, read.ReadCount);
                break;
            default:
                break;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscriptions.ForEach(s => s.Dispose());

    private void Watch(DbConnection? connection)
    {
        if (connection is SqliteConnection { Handle: { } handle } mine && mine.DataSource == file)
            raw.sqlite3_progress_handler(handle, Together, _ => Step(), null);
    }

    private int Step()
    {
        Interlocked.Increment(ref _steps);
        return 0;
    }
}
