using System.Data.Common;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Persistence.Writing;

/// <summary>
/// Several queries in one round trip, where the provider can. Queries are added first; their results are there after
/// <see cref="RunAsync(CancellationToken)"/>.
/// </summary>
/// <param name="database">Database.</param>
public sealed class LoadBatch(IGatewayDatabase database)
{
    private readonly List<(Func<IModel, SqlText> Sql, Func<IModel, DbDataReader, CancellationToken, Task> Read)> _queries = [];

    /// <summary>Whether anything is to be read.</summary>
    public bool HasQueries => _queries.Count > 0;

    /// <summary>Reads rows of a table.</summary>
    /// <typeparam name="T">Kind of row.</typeparam>
    /// <param name="where">What follows the table, whose alias is <c>t</c>: joins, conditions, order, limit.</param>
    /// <param name="abridged">
    /// A column of bytes that nobody looks at, and of which only the first byte is read. A row with its bytes unchanged is
    /// written back as it was; one without them loses them.
    /// </param>
    /// <returns>The rows, after <see cref="RunAsync(CancellationToken)"/>.</returns>
    public List<T> Rows<T>(SqlText where, string? abridged = null) where T : class
    {
        List<T> rows = [];
        _queries.Add((
            model =>
            {
                var reader = RowReader<T>.Of(model, abridged);
                return SqlText.Of($"SELECT {reader.Columns} FROM {reader.From} ").Then(where);
            },
            async (model, reader, cancellation) =>
            {
                var row = RowReader<T>.Of(model, abridged);
                // A batch that is run again, because the database failed meanwhile, begins anew.
                rows.Clear();
                while (await reader.ReadAsync(cancellation))
                    rows.Add(row.Read(reader));
            }));
        return rows;
    }

    /// <summary>Reads something else than whole rows.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="read">Reads one row; keys with <see cref="DataReading.Key"/>.</param>
    /// <returns>What was read, after <see cref="RunAsync(CancellationToken)"/>.</returns>
    public List<T> Values<T>(SqlText sql, Func<DbDataReader, T> read)
    {
        List<T> values = [];
        _queries.Add((_ => sql, async (_, reader, cancellation) =>
        {
            values.Clear();
            while (await reader.ReadAsync(cancellation))
                values.Add(read(reader));
        }));
        return values;
    }

    /// <summary>The end of a query that is ordered: at most so many rows.</summary>
    public SqlText Limit(int rows, int skip = 0) => database.Dialect.Limit(rows, skip);

    /// <summary>Runs the queries.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        await RunInAsync(store, cancellation);
    }

    /// <summary>Runs the queries on a context's connection, inside its transaction when it has one.</summary>
    internal async Task RunInAsync(GatewayContext store, CancellationToken cancellation)
    {
        if (_queries.Count == 0)
            return;
        var strategy = store.Database.CurrentTransaction is null ? store.Database.CreateExecutionStrategy() : null;
        if (strategy is null)
            await OnceAsync(store, cancellation);
        else
            await strategy.ExecuteAsync(stop => OnceAsync(store, stop), cancellation);
    }

    private async Task OnceAsync(GatewayContext store, CancellationToken cancellation)
    {
        await store.Database.OpenConnectionAsync(cancellation);
        try
        {
            var connection = store.Database.GetDbConnection();
            if (connection.CanCreateBatch)
                await TogetherAsync(store, connection, cancellation);
            else
                await OneByOneAsync(store, connection, cancellation);
        }
        finally
        {
            await store.Database.CloseConnectionAsync();
        }
    }

    private async Task TogetherAsync(GatewayContext store, DbConnection connection, CancellationToken cancellation)
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = store.Database.CurrentTransaction?.GetDbTransaction();
        foreach (var (sql, _) in _queries)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql(store.Model).Render(database.Dialect, command.Parameters, command.CreateParameter);
            SqlListening.Tell(connection, command.CommandText, command.Parameters);
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        foreach (var (_, read) in _queries)
        {
            await read(store.Model, reader, cancellation);
            await reader.NextResultAsync(cancellation);
        }
    }

    private async Task OneByOneAsync(GatewayContext store, DbConnection connection, CancellationToken cancellation)
    {
        foreach (var (sql, read) in _queries)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = store.Database.CurrentTransaction?.GetDbTransaction();
            command.CommandText = sql(store.Model).Render(database.Dialect, command.Parameters, command.CreateParameter);
            SqlListening.Tell(connection, command.CommandText, command.Parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await read(store.Model, reader, cancellation);
        }
    }
}

/// <summary>Reads what providers store differently.</summary>
public static class DataReading
{
    /// <summary>A key.</summary>
    public static Guid Key(this DbDataReader reader, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.GetValue(ordinal) is var value && value is Guid id ? id : new Guid((byte[])value, bigEndian: true);
    }

    /// <summary>A key that may be missing.</summary>
    public static Guid? KeyOrNull(this DbDataReader reader, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.IsDBNull(ordinal) ? null : reader.Key(ordinal);
    }

    /// <summary>A moment, UTC.</summary>
    public static DateTimeOffset Moment(this DbDataReader reader, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new DateTimeOffset(DateTime.SpecifyKind(reader.GetDateTime(ordinal), DateTimeKind.Utc));
    }

    /// <summary>A moment that may be missing.</summary>
    public static DateTimeOffset? MomentOrNull(this DbDataReader reader, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.IsDBNull(ordinal) ? null : reader.Moment(ordinal);
    }

    /// <summary>Bytes that may be missing.</summary>
    public static byte[]? BytesOrNull(this DbDataReader reader, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.IsDBNull(ordinal) ? null : reader.GetFieldValue<byte[]>(ordinal);
    }
}
