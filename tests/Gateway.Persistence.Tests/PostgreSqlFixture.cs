using System.Collections.Concurrent;
using Gateway.Persistence.PostgreSql;
using Gateway.Servers;

namespace Gateway.Persistence.Tests;

/// <summary>A PostgreSQL database; emptied after a test, it serves another.</summary>
public sealed class PostgreSqlFixture : DatabaseFixture
{
    private static readonly ConcurrentBag<PostgreSqlDatabase> Idle = [];

    private PostgreSqlDatabase? _database;

    /// <inheritdoc />
    public override IGatewayDatabase Database => _database!;

    /// <inheritdoc />
    public override async Task StartAsync()
    {
        if (!Idle.TryTake(out _database))
            _database = new PostgreSqlDatabase(await TestServers.PostgresDatabaseAsync("suite"));
        await _database.MigrateAsync(CancellationToken.None);
    }

    /// <inheritdoc />
    protected override async ValueTask EndAsync()
    {
        await EmptyAsync();
        Idle.Add(_database!);
    }
}
