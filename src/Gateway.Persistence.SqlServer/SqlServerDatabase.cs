using Gateway.Core.Work;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Gateway.Persistence.Writing;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Persistence.SqlServer;

/// <summary>
/// A SQL Server database that several processes share. Everything runs under READ COMMITTED, with or without row
/// versions; what must not happen twice is held by unique keys, version numbers and lease tokens.
/// </summary>
public sealed class SqlServerDatabase : IGatewayDatabase
{
    internal const string CompartmentHistory = "__CompartmentMigrations";

    /// <summary>Transient failures are waited out for about five seconds; whoever is behind a call must not wait longer.</summary>
    private const int Retries = 4;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly string _connectionString;
    private readonly PooledDbContextFactory<SqlServerGatewayContext> _contexts;
    private readonly DbContextOptions<SqlServerCompartmentContext> _compartmentOptions;

    /// <summary>Uses an existing database.</summary>
    /// <param name="connectionString">As Microsoft.Data.SqlClient reads it.</param>
    /// <param name="maxBatchSize">Statements sent together at most; null: the provider's own limit.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public SqlServerDatabase(string connectionString, int? maxBatchSize = null)
    {
        _connectionString = WithDefaults(connectionString);
        _contexts = new PooledDbContextFactory<SqlServerGatewayContext>(
            new DbContextOptionsBuilder<SqlServerGatewayContext>().UseSqlServer(_connectionString, server => Configure(server, maxBatchSize)).AddInterceptors(ConnectionFaults.Noted).Options);
        _compartmentOptions = new DbContextOptionsBuilder<SqlServerCompartmentContext>()
            .UseSqlServer(_connectionString, server => Configure(server, maxBatchSize).MigrationsHistoryTable(CompartmentHistory)).AddInterceptors(ConnectionFaults.Noted).Options;
    }

    /// <inheritdoc />
    public bool IsShared => true;

    /// <inheritdoc />
    public GatewayContext Open() => _contexts.CreateDbContext();

    /// <inheritdoc />
    public CompartmentContext OpenCompartments() => new SqlServerCompartmentContext(_compartmentOptions);

    /// <inheritdoc />
    public CompartmentContext OpenCompartments(GatewayContext within, IDbContextTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(within);
        ArgumentNullException.ThrowIfNull(transaction);
        var context = new SqlServerCompartmentContext(
            new DbContextOptionsBuilder<SqlServerCompartmentContext>().UseSqlServer(within.Database.GetDbConnection()).Options);
        context.Database.UseTransaction(transaction.GetDbTransaction());
        return context;
    }

    /// <inheritdoc />
    public Task<IDisposable> EnterWriteAsync(CancellationToken cancellation) => Task.FromResult<IDisposable>(Everyone.Instance);

    /// <inheritdoc />
    public RowStatement? Pass(Passage passage) => Lock("gateway-passage", passage == Passage.Alone, -1);

    /// <inheritdoc />
    public IReadOnlyList<RowStatement> HoldAuditPeriod(bool alone) =>
        [Lock("gateway-audit", alone, alone ? (int)IGatewayDatabase.LongestWaitForPeriod.TotalMilliseconds : -1)];

    private static RowStatement Lock(string name, bool alone, int milliseconds) => new(
        $"""
         DECLARE @passed int;
         EXEC @passed = sp_getapplock @Resource = {name}, @LockMode = {(alone ? "Exclusive" : "Shared")}, @LockOwner = N'Transaction', @LockTimeout = {milliseconds};
         IF @passed < 0 THROW {SqlServerFaults.NoPassage}, N'The passage was not granted.', 1;
         """);

    /// <inheritdoc />
    public ISqlDialect Dialect { get; } = new PlainDialect((rows, skip) => FormattableString.Invariant($" OFFSET {skip} ROWS FETCH NEXT {rows} ROWS ONLY"), (from, to) => $"DATEDIFF_BIG(MILLISECOND, {from}, {to}) / 1000.0");

    /// <inheritdoc />
    public RowWriter Writer { get; } = new ValuesWriter(mostParameters: 2_000, mostRows: 1_000);

    /// <inheritdoc />
    public Task<IReadOnlyList<Guid>> ClaimAsync(GatewayContext store, WorkClaim claim, CancellationToken cancellation) => PlainClaim.RunAsync(store, claim, cancellation);

    /// <inheritdoc />
    public bool IsConflict(Exception exception) => SqlServerFaults.IsConflict(exception);

    /// <inheritdoc />
    public bool IsUnavailable(Exception exception) => SqlServerFaults.IsUnavailable(exception);

    /// <inheritdoc />
    public string? Explain(Exception exception) => SqlServerFaults.Explain(exception);

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

    /// <summary>A database that is not there must be told as such: migrating would try to create it.</summary>
    private async Task ReachAsync(CancellationToken cancellation)
    {
        await using var connection = new SqlConnection(_connectionString);
        await ConnectionFaults.NotedAsync(async () =>
        {
            await connection.OpenAsync(cancellation);
            return connection;
        });
    }

    private static SqlServerDbContextOptionsBuilder Configure(SqlServerDbContextOptionsBuilder server, int? maxBatchSize)
    {
        server.ExecutionStrategy(d => new SqlServerRetries(d, Retries, LongestPause));
        // Lists become parameters, padded to few lengths: few plans, and no conversion of keys on the way.
        server.UseParameterizedCollectionMode(ParameterTranslationMode.MultipleParameters);
        return maxBatchSize is { } size ? server.MaxBatchSize(size) : server;
    }

    private static string WithDefaults(string connectionString)
    {
        var given = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = connectionString };
        var full = new SqlConnectionStringBuilder(connectionString);
        if (!given.ContainsKey("Application Name"))
            full.ApplicationName = "gateway";
        return full.ConnectionString;
    }

    private sealed class Everyone : IDisposable
    {
        internal static Everyone Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}
