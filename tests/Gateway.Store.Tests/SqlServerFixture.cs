using Gateway.Persistence;
using Gateway.Persistence.SqlServer;

namespace Gateway.Store.Tests;

/// <summary>
/// The existing empty SQL Server database that <see cref="Variable"/> names. There is one, so its tests run one after
/// the other; the first makes its tables, and what ran last removes them.
/// </summary>
public sealed class SqlServerFixture : DatabaseFixture
{
    /// <summary>Variable with the connection string of an existing empty database.</summary>
    internal const string Variable = "GATEWAY_TEST_SQLSERVER";

    private static readonly SemaphoreSlim Turn = new(1, 1);

    private SqlServerDatabase? _database;

    /// <summary>Why these tests cannot run; null when they can.</summary>
    internal static string? Missing => ConnectionString is null ? $"{Variable} names no SQL Server database." : null;

    private static string? ConnectionString => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    /// <inheritdoc />
    public override IGatewayDatabase Database => _database!;

    /// <inheritdoc />
    public override async Task StartAsync()
    {
        await StartEmptyAsync();
        await _database!.MigrateAsync(CancellationToken.None);
    }

    /// <inheritdoc />
    public override async Task StartEmptyAsync()
    {
        await Turn.WaitAsync();
        _database = new SqlServerDatabase(ConnectionString!);
    }

    /// <inheritdoc />
    protected override async ValueTask EndAsync()
    {
        await DropAsync();
        Turn.Release();
    }
}
