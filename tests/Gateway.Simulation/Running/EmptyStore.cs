using Gateway.Persistence.Keys;
using Gateway.Persistence.Sqlite;

namespace Gateway.Simulation.Running;

/// <summary>A migrated, empty store with its master key, made once and copied for each run.</summary>
internal static class EmptyStore
{
    private static readonly Lazy<string> Made = new(Make);

    public static string Folder => Made.Value;

    private static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-simulation-empty-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        using (var store = new SqliteDatabase(Path.Combine(folder, "gateway.db")))
            store.MigrateAsync(CancellationToken.None).GetAwaiter().GetResult();
        FileKeyVault.Open(Path.Combine(folder, "master.key"), makesFirst: true).Make();
        FileKeyVault.Open(Path.Combine(folder, "compartment.key"), makesFirst: true).Make();
        return folder;
    }
}
