using Gateway.Host.Composition;
using Gateway.Persistence.Files;
using Gateway.Persistence.Restoring;
using Gateway.Persistence.Sqlite;

namespace Gateway.Host.Backups;

/// <summary>Takes a backup of the embedded database beside a gateway that works on it.</summary>
internal static class Backup
{
    /// <summary>Takes it.</summary>
    /// <param name="settings">Settings.</param>
    /// <param name="folder">A folder that is not there yet, or is empty.</param>
    /// <param name="withKeys">Whether the key files come with it.</param>
    /// <param name="contracts">Version of the contracts.</param>
    /// <param name="now">Machine time, UTC.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <exception cref="HostFault">It cannot be taken; what was begun is removed.</exception>
    internal static async Task<BackupManifest> TakeAsync(GatewaySettings settings, string folder, bool withKeys, string contracts, DateTimeOffset now, CancellationToken cancellation)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new HostFault($"'{folder}' is there and not empty. Name a new folder for each backup.");
        if (withKeys && settings.Vault is not null)
            throw new HostFault("The master key lies in a device (Gateway:Vault) and cannot be copied. Leave --with-keys away, and back the device up as its maker says.");
        var made = !Directory.Exists(folder);
        try
        {
            DurableFiles.MakeOwnFolder(folder);
            SqliteBackup.Copy(settings.DatabaseFile, Path.Combine(folder, BackupManifest.DatabaseName));
            List<string> names = [BackupManifest.DatabaseName];
            // After the database: they reach at least as far.
            foreach (var (from, name) in Beside(settings, withKeys).Where(f => File.Exists(f.From)))
            {
                DurableFiles.MakeOwn(Path.Combine(folder, name));
                await CopyAsync(from, Path.Combine(folder, name), cancellation);
                names.Add(name);
            }

            StoreFacts store;
            using (var copy = new SqliteDatabase(Path.Combine(folder, BackupManifest.DatabaseName)))
                store = await StoreFacts.ReadAsync(copy, cancellation);
            SqliteBackup.Finish(Path.Combine(folder, BackupManifest.DatabaseName));
            List<BackedUpFile> files = [];
            foreach (var name in names)
                files.Add(await BackupManifest.OfAsync(folder, name, cancellation));
            var manifest = new BackupManifest(BackupManifest.Known, now, store, contracts, files);
            manifest.Write(folder);
            return manifest;
        }
        catch (Exception e)
        {
            Remove(folder, made);
            if (e is IOException or UnauthorizedAccessException)
                throw new HostFault($"The backup could not be written to '{folder}' ({e.GetType().Name}). Is the disk there full, and may this account write there? What was begun was removed; the gateway is not touched by it.");
            throw;
        }
    }

    /// <summary>Copies a file so that it outlives a loss of power.</summary>
    internal static async Task CopyAsync(string from, string to, CancellationToken cancellation)
    {
        await using var reading = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await using var writing = new FileStream(to, FileMode.Create, FileAccess.Write);
        await reading.CopyToAsync(writing, cancellation);
        writing.Flush(flushToDisk: true);
    }

    private static IEnumerable<(string From, string Name)> Beside(GatewaySettings settings, bool withKeys)
    {
        yield return (settings.AuditHeads, BackupManifest.HeadsName);
        if (!withKeys)
            yield break;
        yield return (settings.MasterKeyFile, BackupManifest.MasterKeyName);
        if (settings.CompartmentKeyFile is { } compartment)
            yield return (compartment, BackupManifest.CompartmentKeyName);
    }

    private static void Remove(string folder, bool made)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder))
            File.Delete(file);
        if (made)
            Directory.Delete(folder);
    }
}
