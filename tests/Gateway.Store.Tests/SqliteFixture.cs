using Gateway.Persistence;
using Gateway.Persistence.Sqlite;

namespace Gateway.Store.Tests;

/// <summary>A SQLite file in a temporary folder.</summary>
public sealed class SqliteFixture : DatabaseFixture
{
    private readonly SqliteDatabase _database;

    public SqliteFixture() => _database = new SqliteDatabase(File);

    internal string File => Folder.File("gateway.db");

    /// <inheritdoc />
    public override IGatewayDatabase Database => _database;
}
