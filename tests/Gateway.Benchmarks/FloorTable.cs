using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Gateway.Benchmarks;

/// <summary>One table, one writer that commits whatever waits as one transaction.</summary>
internal sealed class FloorTable : IAsyncDisposable
{
    private const int MostTogether = 100;
    private readonly string _connectionString;
    private readonly Channel<(byte[] Body, TaskCompletionSource Kept)> _waiting = Channel.CreateUnbounded<(byte[], TaskCompletionSource)>();
    private readonly Task _writer;
    private long _count;

    public FloorTable(string path)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path }.ToString();
        _writer = Task.Run(WriteAsync);
    }

    /// <summary>Rows so far; they are numbered from 1.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Ends when the body is committed.</summary>
    public Task InsertAsync(byte[] body)
    {
        var kept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Writer.TryWrite((body, kept));
        return kept.Task;
    }

    /// <summary>The bodies after a row, one after the other.</summary>
    public byte[] Read(long after, int most)
    {
        using var connection = Open();
        using var select = connection.CreateCommand();
        select.CommandText = "SELECT Body FROM Kept WHERE Id > $after ORDER BY Id LIMIT $most";
        select.Parameters.AddWithValue("$after", after);
        select.Parameters.AddWithValue("$most", most);
        using var rows = select.ExecuteReader();
        using var bytes = new MemoryStream();
        while (rows.Read())
            bytes.Write((byte[])rows[0]);
        return bytes.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.Complete();
        await _writer;
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private async Task WriteAsync()
    {
        using var connection = Open();
        using var insert = connection.CreateCommand();
        insert.CommandText = "CREATE TABLE IF NOT EXISTS Kept (Id INTEGER PRIMARY KEY, Body BLOB NOT NULL)";
        insert.ExecuteNonQuery();
        insert.CommandText = "INSERT INTO Kept (Body) VALUES ($body)";
        var parameter = insert.Parameters.Add("$body", SqliteType.Blob);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            var group = new List<TaskCompletionSource>();
            using (var transaction = connection.BeginTransaction())
            {
                insert.Transaction = transaction;
                while (group.Count < MostTogether && _waiting.Reader.TryRead(out var next))
                {
                    parameter.Value = next.Body;
                    insert.ExecuteNonQuery();
                    group.Add(next.Kept);
                }

                transaction.Commit();
            }

            Interlocked.Add(ref _count, group.Count);
            group.ForEach(k => k.SetResult());
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000;";
        pragmas.ExecuteNonQuery();
        return connection;
    }
}
