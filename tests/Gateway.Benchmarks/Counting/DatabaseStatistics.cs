using Npgsql;

namespace Gateway.Benchmarks;

/// <summary>
/// Reads the statistics views of a PostgreSQL database. It names no table: every build has its own.
/// </summary>
/// <param name="maintenance">Connection string of another database on the server, in which statements are counted.</param>
/// <param name="database">Connection string of the database.</param>
/// <param name="countsStatements">Whether the server counts statements.</param>
internal sealed class DatabaseStatistics(string maintenance, string database, bool countsStatements)
{
    /// <summary>
    /// So long the server is left alone before it is read. A connection hands its counts on at the end of a transaction, at
    /// most once a second, and otherwise after ten seconds without work; nobody else can make it do so earlier.
    /// </summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(11);

    // The connections are closed at once: a database that somebody is connected to cannot be copied. Loading types would be counted.
    private const string Apart = ";Pooling=false;Server Compatibility Mode=NoTypeLoading";

    // Without those that begin and end transactions, and without what is asked here.
    private const string Counted =
        """
        FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
        WHERE d.datname = $1 AND s.query !~* '^\s*(begin|start transaction|commit|end|rollback|savepoint|release)\M' AND s.query NOT LIKE '%pg_stat_database%'
        """;

    private readonly string _name = new NpgsqlConnectionStringBuilder(database).Database!;
    private long? _forgotten;

    /// <summary>All that was counted so far, after every connection has handed on what it counted.</summary>
    public async Task<DatabaseUse> SettledAsync(CancellationToken cancellation)
    {
        await using (var server = await OpenAsync(maintenance, cancellation))
        {
            await using var wait = new NpgsqlCommand($"SELECT pg_sleep({Settling.TotalSeconds:0})", server);
            await wait.ExecuteNonQueryAsync(cancellation);
        }

        return await ReadAsync(cancellation);
    }

    /// <summary>All that was counted so far; what connections have not handed on yet is missing.</summary>
    public async Task<DatabaseUse> ReadAsync(CancellationToken cancellation)
    {
        var (statements, milliseconds) = await StatementsAsync(cancellation);
        await using var connection = await OpenAsync(database, cancellation);
        await using var command = new NpgsqlCommand(
            """
            SELECT d.xact_commit, d.xact_rollback, t.inserted, t.updated, t.deleted, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 / 1024
            FROM pg_stat_database d,
                (SELECT coalesce(sum(n_tup_ins), 0)::bigint AS inserted, coalesce(sum(n_tup_upd), 0)::bigint AS updated, coalesce(sum(n_tup_del), 0)::bigint AS deleted
                 FROM pg_stat_user_tables) t
            WHERE d.datname = current_database()
            """,
            connection);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return new DatabaseUse(
            row.GetInt64(0), row.GetInt64(1), statements, milliseconds, row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetDouble(5));
    }

    /// <summary>The statements counted so far, by the server's number; empty when it does not count them.</summary>
    public async Task<IReadOnlyDictionary<long, StatementUse>> ByStatementAsync(CancellationToken cancellation)
    {
        var found = new Dictionary<long, StatementUse>();
        if (!countsStatements)
            return found;
        await using var connection = await OpenAsync(maintenance, cancellation);
        await using var command = new NpgsqlCommand(
            $"""
             SELECT s.queryid, min(s.query), sum(s.calls)::float8, sum(s.rows)::float8, sum(s.total_exec_time)::float8
             {Counted} GROUP BY s.queryid
             """,
            connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = _name } } };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            found.Add(row.GetInt64(0), new StatementUse(row.GetString(1), row.GetDouble(2), row.GetDouble(3), row.GetDouble(4)));
        return found;
    }

    /// <summary>Rows that are dead and not cleared away yet, as the server estimates them, and the length of the database in MB.</summary>
    public async Task<(double DeadRows, double Megabytes)> LeftAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(database, cancellation);
        await using var command = new NpgsqlCommand(
            "SELECT coalesce(sum(n_dead_tup), 0)::bigint, pg_database_size(current_database())::float8 / 1048576 FROM pg_stat_user_tables", connection);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (row.GetInt64(0), row.GetDouble(1));
    }

    /// <summary>Waits until a gateway has nothing left to do: hardly anything is written to the log for some seconds.</summary>
    public async Task QuietAsync(CancellationToken cancellation)
    {
        const double HardlyAnything = 200;
        var quiet = 0;
        var before = (await ReadAsync(cancellation)).LogKilobytes;
        while (quiet < 3)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancellation);
            var now = (await ReadAsync(cancellation)).LogKilobytes;
            quiet = now - before < HardlyAnything ? quiet + 1 : 0;
            before = now;
        }
    }

    private async Task<(double? Calls, double? Milliseconds)> StatementsAsync(CancellationToken cancellation)
    {
        if (!countsStatements)
            return (null, null);
        await using var connection = await OpenAsync(maintenance, cancellation);
        await using var command = new NpgsqlCommand(
            $"""
             SELECT coalesce(sum(s.calls), 0)::bigint, coalesce(sum(s.total_exec_time), 0)::float8, (SELECT dealloc FROM pg_stat_statements_info)
             {Counted}
             """,
            connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = _name } } };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        // The server forgets statements when there are too many different ones: a sum of what is left would be wrong.
        _forgotten ??= row.GetInt64(2);
        return row.GetInt64(2) == _forgotten ? (row.GetInt64(0), row.GetDouble(1)) : (null, null);
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(connectionString + Apart);
        await connection.OpenAsync(cancellation);
        return connection;
    }
}
