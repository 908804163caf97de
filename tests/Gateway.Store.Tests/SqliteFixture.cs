using Gateway.Persistence;
using Gateway.Persistence.Sqlite;

namespace Gateway.Store.Tests;

/// <summary>A SQLite file in a temporary folder: a copy of one that was migrated once.</summary>
public sealed class SqliteFixture : DatabaseFixture
{
    private static readonly Lazy<Task<string>> Migrated = new(MigrateAsync);

    private readonly SqliteDatabase _database;

    public SqliteFixture() => _database = new SqliteDatabase(File);

    internal string File => Folder.File("gateway.db");

    /// <inheritdoc />
    public override IGatewayDatabase Database => _database;

    /// <inheritdoc />
    public override async Task StartAsync() => System.IO.File.Copy(await Migrated.Value, File);

    private static async Task<string> MigrateAsync()
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        var file = folder.File("gateway.db");
        using var database = new SqliteDatabase(file);
        await database.MigrateAsync(CancellationToken.None);
        return file;
    }
}
