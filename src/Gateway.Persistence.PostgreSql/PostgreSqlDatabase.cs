using System.Diagnostics;
using Gateway.Core.Work;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace Gateway.Persistence.PostgreSql;

/// <summary>
/// A PostgreSQL database that several processes share. Everything runs under READ COMMITTED; what must not happen twice
/// is held by unique keys, version numbers and lease tokens.
/// </summary>
public sealed class PostgreSqlDatabase : IGatewayDatabase, IDisposable
{
    internal const string CompartmentHistory = "__CompartmentMigrations";

    /// <summary>Advisory locks are numbers, known to this database only: this one reads "gatepass".</summary>
    private const long PassageKey = 0x6761746570617373;

    /// <summary>This one reads "gateaudi".</summary>
    private const long PeriodKey = 0x6761746561756469;

    /// <summary>Transient failures are waited out for about five seconds; whoever is behind a call must not wait longer.</summary>
    private const int Retries = 4;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly NpgsqlDataSource _source;
    private readonly PooledDbContextFactory<PostgreSqlGatewayContext> _contexts;
    private readonly DbContextOptions<PostgreSqlCompartmentContext> _compartmentOptions;

    /// <summary>Uses an existing database.</summary>
    /// <param name="connectionString">As Npgsql reads it.</param>
    /// <param name="maxBatchSize">Statements sent together at most; null: the provider's own limit.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public PostgreSqlDatabase(string connectionString, int? maxBatchSize = null)
    {
        _source = Source(connectionString);
        _contexts = new PooledDbContextFactory<PostgreSqlGatewayContext>(
            new DbContextOptionsBuilder<PostgreSqlGatewayContext>().UseNpgsql(_source, postgres => Configure(postgres, maxBatchSize)).AddInterceptors(ConnectionFaults.Noted).Options);
        _compartmentOptions = new DbContextOptionsBuilder<PostgreSqlCompartmentContext>()
            .UseNpgsql(_source, postgres => Configure(postgres, maxBatchSize).MigrationsHistoryTable(CompartmentHistory)).AddInterceptors(ConnectionFaults.Noted).Options;
    }

    /// <inheritdoc />
    public bool IsShared => true;

    /// <inheritdoc />
    public GatewayContext Open() => _contexts.CreateDbContext();

    /// <inheritdoc />
    public CompartmentContext OpenCompartments() => new PostgreSqlCompartmentContext(_compartmentOptions);

    /// <inheritdoc />
    public CompartmentContext OpenCompartments(GatewayContext within, IDbContextTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(within);
        ArgumentNullException.ThrowIfNull(transaction);
        var context = new PostgreSqlCompartmentContext(
            new DbContextOptionsBuilder<PostgreSqlCompartmentContext>().UseNpgsql(within.Database.GetDbConnection()).Options);
        context.Database.UseTransaction(transaction.GetDbTransaction());
        return context;
    }

    /// <inheritdoc />
    public Task<IDisposable> EnterWriteAsync(CancellationToken cancellation) => Task.FromResult<IDisposable>(Everyone.Instance);

    /// <inheritdoc />
    public RowStatement? Pass(Passage passage) => passage == Passage.Alone
        ? new RowStatement($"SELECT 1 FROM pg_advisory_xact_lock({PassageKey})") { Counts = true }
        : new RowStatement($"SELECT 1 FROM pg_advisory_xact_lock_shared({PassageKey})") { Counts = true };

    /// <inheritdoc />
    public IReadOnlyList<RowStatement> HoldAuditPeriod(bool alone) => alone
        ? [
            new RowStatement($"SELECT 1 FROM set_config('lock_timeout', {((int)IGatewayDatabase.LongestWaitForPeriod.TotalMilliseconds).ToString(System.Globalization.CultureInfo.InvariantCulture)}, true)") { Counts = true },
            new RowStatement($"SELECT 1 FROM pg_advisory_xact_lock({PeriodKey})") { Counts = true }]
        : [new RowStatement($"SELECT 1 FROM pg_advisory_xact_lock_shared({PeriodKey})") { Counts = true }];

    /// <inheritdoc />
    public ISqlDialect Dialect { get; } = new PostgreSqlDialect();

    /// <inheritdoc />
    public RowWriter Writer { get; } = new ArrayWriter();

    /// <inheritdoc />
    public async Task<IReadOnlyList<Guid>> ClaimAsync(GatewayContext store, WorkClaim claim, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(claim);
        // Materialized, the rows are chosen once. A plan that asks a subquery again for each row would choose others then,
        // because those that it has changed already are passed over, and lease more than was asked for.
        var (now, until, from) = (claim.Now.UtcDateTime, claim.Until.UtcDateTime, claim.From.UtcDateTime);
        return await store.Database.SqlQuery<Guid>(
            $"""
             WITH due AS MATERIALIZED (
                 SELECT "Id" FROM "WorkItem"
                 WHERE "State" = 0 AND "Stage" = {claim.Stage} AND "NotBefore" >= {from} AND "NotBefore" <= {now} AND ("LeasedUntil" IS NULL OR "LeasedUntil" <= {now})
                 ORDER BY "NotBefore", "Id" LIMIT {claim.Most} FOR UPDATE SKIP LOCKED)
             UPDATE "WorkItem" AS item SET "LeaseToken" = {claim.Token}, "LeasedUntil" = {until}, "Attempts" = item."Attempts" + 1
             FROM due WHERE item."Id" = due."Id"
             RETURNING item."Id" AS "Value"
             """).ToListAsync(cancellation);
    }

    /// <inheritdoc />
    public bool IsConflict(Exception exception) => PostgreSqlFaults.IsConflict(exception);

    /// <inheritdoc />
    public bool IsUnavailable(Exception exception) => PostgreSqlFaults.IsUnavailable(exception);

    /// <inheritdoc />
    public string? Explain(Exception exception) => PostgreSqlFaults.Explain(exception);

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellation)
    {
        await ReachAsync(cancellation);
        return await Schema.MigrateAsync(this, before: null, cancellation);
    }

    /// <inheritdoc />
    public async Task<string?> SchemaProblemAsync(CancellationToken cancellation)
    {
        await ReachAsync(cancellation);
        return await Schema.ProblemAsync(this, cancellation);
    }

    /// <inheritdoc />
    public void Dispose() => _source.Dispose();

    /// <summary>A database that is not there must be told as such: migrating would try to create it.</summary>
    private async Task ReachAsync(CancellationToken cancellation)
    {
        await using var connection = await ConnectionFaults.NotedAsync(() => _source.OpenConnectionAsync(cancellation).AsTask());
    }

    private static NpgsqlDbContextOptionsBuilder Configure(NpgsqlDbContextOptionsBuilder postgres, int? maxBatchSize)
    {
        postgres.ExecutionStrategy(d => new PostgreSqlRetries(d, Retries, LongestPause));
        postgres.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter);
        return maxBatchSize is { } size ? postgres.MaxBatchSize(size) : postgres;
    }

    /// <summary>Has a name of its own: without one, measurements would name it by its connection string.</summary>
    private static NpgsqlDataSource Source(string connectionString) => new NpgsqlDataSourceBuilder(WithDefaults(connectionString)) { Name = "gateway" }
        .ConfigureTracing(traces => traces
            // A statement's span is part of a call or of a work item. What a process asks by itself every moment has none.
            .ConfigureCommandFilter(_ => Activity.Current is not null)
            .ConfigureBatchFilter(_ => Activity.Current is not null)
            .ConfigureCopyOperationFilter(_ => Activity.Current is not null)
            .EnableFirstResponseEvent(false)
            .EnablePhysicalOpenTracing(false))
        .Build();

    /// <summary>Statements are few and come again and again: they are prepared, unless the connection string says otherwise.</summary>
    private static string WithDefaults(string connectionString)
    {
        var given = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = connectionString };
        var full = new NpgsqlConnectionStringBuilder(connectionString);
        if (!given.ContainsKey("Max Auto Prepare"))
            full.MaxAutoPrepare = 200;
        if (!given.ContainsKey("Auto Prepare Min Usages"))
            full.AutoPrepareMinUsages = 2;
        // Nothing is left behind on a connection: settings and locks end with their transaction.
        if (!given.ContainsKey("No Reset On Close"))
            full.NoResetOnClose = true;
        if (!given.ContainsKey("Application Name"))
            full.ApplicationName = "gateway";
        return full.ToString();
    }

    private sealed class Everyone : IDisposable
    {
        internal static Everyone Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}
