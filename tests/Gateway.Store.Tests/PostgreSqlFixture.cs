using System.Collections.Concurrent;
using Gateway.Persistence;
using Gateway.Persistence.PostgreSql;
using Gateway.Servers;

namespace Gateway.Store.Tests;

/// <summary>A PostgreSQL database; emptied after a test, it serves another.</summary>
public sealed class PostgreSqlFixture : DatabaseFixture
{
    private static readonly ConcurrentBag<PostgreSqlDatabase> Idle = [];

    private PostgreSqlDatabase? _database;
    private bool _serves = true;

    /// <inheritdoc />
    public override IGatewayDatabase Database => _database!;

    /// <inheritdoc />
    public override async Task StartAsync()
    {
        if (Idle.TryTake(out _database))
            return;
        _database = new PostgreSqlDatabase(await TestServers.PostgresDatabaseAsync("suite"));
        await _database.MigrateAsync(CancellationToken.None);
    }

    /// <inheritdoc />
    public override async Task StartEmptyAsync()
    {
        _serves = false;
        _database = new PostgreSqlDatabase(await TestServers.PostgresDatabaseAsync("empty"));
    }

    /// <inheritdoc />
    protected override async ValueTask EndAsync()
    {
        if (!_serves)
        {
            _database!.Dispose();
            return;
        }

        await EmptyAsync();
        Idle.Add(_database!);
    }
}
