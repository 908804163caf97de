using System.Data.Common;
using System.Runtime.CompilerServices;
using Gateway.Core.Work;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Files;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Gateway.Persistence.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Persistence.Sqlite;

/// <summary>
/// The embedded database: one file in WAL mode with <c>synchronous=FULL</c>, so that a commit survives a power cut.
/// One process uses it; inside the process writers queue before <c>BEGIN IMMEDIATE</c>, because SQLite itself
/// answers competing writers with errors and stalls.
/// </summary>
public sealed class SqliteDatabase : IGatewayDatabase, IDisposable
{
    private const string CompartmentHistory = "__CompartmentMigrations";

    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly string _path;
    private readonly string _connectionString;
    private readonly PooledDbContextFactory<SqliteGatewayContext> _contexts;
    private readonly DbContextOptions<SqliteCompartmentContext> _compartmentOptions;

    /// <summary>Uses a database file, made when absent.</summary>
    /// <param name="path">The file.</param>
    public SqliteDatabase(string path)
    {
        _path = path;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true, DefaultTimeout = 30 }.ToString();
        var options = new DbContextOptionsBuilder<SqliteGatewayContext>()
            .UseSqlite(_connectionString, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .AddInterceptors(Durability.Instance).Options;
        _contexts = new PooledDbContextFactory<SqliteGatewayContext>(options);
        _compartmentOptions = new DbContextOptionsBuilder<SqliteCompartmentContext>()
            .UseSqlite(_connectionString, sqlite => sqlite.MigrationsHistoryTable(CompartmentHistory)).AddInterceptors(Durability.Instance).Options;
    }

    /// <inheritdoc />
    public bool IsShared => false;

    /// <inheritdoc />
    public GatewayContext Open() => _contexts.CreateDbContext();

    /// <inheritdoc />
    public CompartmentContext OpenCompartments() => new SqliteCompartmentContext(_compartmentOptions);

    /// <inheritdoc />
    public CompartmentContext OpenCompartments(GatewayContext within, IDbContextTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(within);
        ArgumentNullException.ThrowIfNull(transaction);
        var options = new DbContextOptionsBuilder<SqliteCompartmentContext>().UseSqlite(within.Database.GetDbConnection()).Options;
        var context = new SqliteCompartmentContext(options);
        context.Database.UseTransaction(transaction.GetDbTransaction());
        return context;
    }

    /// <inheritdoc />
    public async Task<IDisposable> EnterWriteAsync(CancellationToken cancellation)
    {
        await _writer.WaitAsync(cancellation);
        return new Turn(_writer);
    }

    /// <inheritdoc />
    public ISqlDialect Dialect { get; } = new PlainDialect((rows, skip) => FormattableString.Invariant($" LIMIT {rows} OFFSET {skip}"), (from, to) => $"(julianday({to}) - julianday({from})) * 86400.0");

    /// <inheritdoc />
    /// <remarks>SQLite finds each parameter by comparing its name with those before it: a statement of 4,000 costs so many comparisons that a referral took a third more time.</remarks>
    public RowWriter Writer { get; } = new ValuesWriter(mostParameters: 200, mostRows: 500);

    /// <inheritdoc />
    public bool IsConflict(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException => true,
        // A unique index told that somebody else made the same row first.
        DbUpdateException { InnerException: SqliteException { SqliteErrorCode: 19 } } => true,
        LeaseLostException => false,
        SqliteException { SqliteErrorCode: 5 or 6 or 19 } => true,
        _ => false,
    };

    /// <inheritdoc />
    public RowStatement? Pass(Passage passage) => null;

    /// <inheritdoc />
    public IReadOnlyList<RowStatement> HoldAuditPeriod(bool alone) => [];

    /// <inheritdoc />
    public bool IsUnavailable(Exception exception) => false;

    /// <inheritdoc />
    public string? Explain(Exception exception) => (exception as SqliteException ?? exception.InnerException as SqliteException)?.SqliteErrorCode switch
    {
        8 => "The database in the data folder may only be read. Give the gateway's account the right to write there.",
        10 => "The disk with the data folder fails when it is read or written. See the system's log; what was accepted is kept as far as the disk keeps it.",
        11 or 26 => "The database in the data folder is damaged. Stop the gateway, keep the folder as it is, and restore the newest backup with 'restore'.",
        13 => "The disk with the data folder is full. Free some space and try again: what was accepted is kept, and nothing is half written.",
        _ => null,
    };

    /// <inheritdoc />
    public Task<IReadOnlyList<Guid>> ClaimAsync(GatewayContext store, WorkClaim claim, CancellationToken cancellation) => PlainClaim.RunAsync(store, claim, cancellation);

    // Migrating takes a lock that is a row: a process killed meanwhile leaves it, and the next start would wait for it
    // without end. Only the process that holds the data folder migrates, so whatever is there is left over.
    /// <inheritdoc />
    public Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellation)
    {
        // The files beside it (-wal, -shm) get the rights of the database.
        DurableFiles.MakeOwn(_path);
        return Schema.MigrateAsync(this, context => context.Database.ExecuteSqlAsync($"DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellation), cancellation);
    }

    /// <inheritdoc />
    public Task<string?> SchemaProblemAsync(CancellationToken cancellation) => Schema.ProblemAsync(this, cancellation);

    /// <inheritdoc />
    public void Dispose()
    {
        using (var connection = new SqliteConnection(_connectionString))
            SqliteConnection.ClearPool(connection);
        _writer.Dispose();
    }

    private sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        private SemaphoreSlim? _writer = writer;

        public void Dispose() => Interlocked.Exchange(ref _writer, null)?.Release();
    }

    private sealed class Durability : DbConnectionInterceptor
    {
        private const string ReadPragmas = "PRAGMA busy_timeout=30000;";
        private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; " + ReadPragmas;

        // The pool hands out native connections again and again; each is set up once.
        private readonly ConditionalWeakTable<object, object> _setUp = [];

        public static Durability Instance { get; } = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            if (((SqliteConnection)connection).Handle is not { } native || _setUp.TryGetValue(native, out _))
                return;
            using var command = connection.CreateCommand();
            // Migrating looks first, read-only, whether the file is there: it may be, and not in WAL mode yet, when the
            // process that made it was killed.
            command.CommandText = new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly ? ReadPragmas : Pragmas;
            command.ExecuteNonQuery();
            _setUp.TryAdd(native, native);
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            // The driver's asynchronous methods are synchronous.
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}
