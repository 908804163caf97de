using System.Globalization;
using Gateway.Host.Composition;
using Gateway.Persistence;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Files;
using Gateway.Persistence.Restoring;
using Gateway.Persistence.Sqlite;
using Gateway.Workers.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Backups;

/// <summary>What a restore is told beside the backup.</summary>
/// <param name="Replace">Put aside the database that is there.</param>
/// <param name="WithKeys">Take the key files out of the backup where there are none.</param>
/// <param name="Heads">File of heads that was kept apart; null: the one in place, else that of the backup.</param>
/// <param name="Erasures">File of erasures that was kept apart; null: the one in place.</param>
internal sealed record RestoreOptions(bool Replace, bool WithKeys, FileInfo? Heads, FileInfo? Erasures);

/// <summary>
/// Restores the embedded database. The backup is opened, checked, erased again and held in a folder of its own; it takes the place of
/// the database when all of that is done, and until then neither the database nor the file of heads is changed.
/// </summary>
internal static class Restore
{
    private const string Scratch = ".restoring";

    /// <summary>Restores it.</summary>
    /// <exception cref="HostFault">It cannot be restored; the message says what to do.</exception>
    internal static async Task<RestoredState> FromAsync(GatewaySettings settings, ContractsFolder contracts, string folder, RestoreOptions options, string actor, DateTimeOffset now, CancellationToken cancellation)
    {
        using var held = DataFolder.Take(settings.Data);
        var manifest = await BackupManifest.CheckedAsync(folder, cancellation);
        if (SqliteBackup.Problem(Path.Combine(folder, BackupManifest.DatabaseName)) is { } problem)
            throw new HostFault($"The database in '{folder}' is damaged: {problem}. Nothing was changed. Take another backup.");
        if (File.Exists(settings.DatabaseFile) && !options.Replace)
            throw new HostFault($"There is a database in '{settings.Data}'. Name an empty data folder, or say --replace: it is put aside, not deleted.");
        await PlaceAsync(settings, manifest, folder, options, cancellation);
        var scratch = Path.Combine(settings.Data, Scratch);
        if (Directory.Exists(scratch))
            Directory.Delete(scratch, recursive: true);
        DurableFiles.MakeOwnFolder(scratch);
        var inScratch = settings with { Data = scratch, MakesMasterKey = false };
        DurableFiles.MakeOwn(inScratch.DatabaseFile);
        await Backup.CopyAsync(Path.Combine(folder, BackupManifest.DatabaseName), inScratch.DatabaseFile, cancellation);
        using (var copy = new SqliteDatabase(inScratch.DatabaseFile))
        {
            if (await StoreFacts.ReadAsync(copy, cancellation) != manifest.Store)
                throw new HostFault($"{BackupManifest.Name} does not describe the database beside it. The database was not changed. Take another copy of the backup.");
        }

        var state = new RestoredState(now, manifest.TakenAt, manifest.Store.Seal, 0, null);
        await using (var services = new ServiceCollection().AddLogging().AddStore(inScratch, contracts).BuildServiceProvider())
            state = await TakeIntoUseAsync(services, settings, state, actor, cancellation);
        Swap(settings, inScratch.DatabaseFile, now);
        EndHeads(settings, state);
        Directory.Delete(scratch, recursive: true);
        return state;
    }

    /// <summary>Opens a restored database, verifies its trail, erases again what was erased since, and holds every delivery.</summary>
    /// <exception cref="HostFault">Its trail does not hold, or the file of erasures is not as it must be.</exception>
    internal static async Task<RestoredState> TakeIntoUseAsync(IServiceProvider services, GatewaySettings settings, RestoredState state, string actor, CancellationToken cancellation)
    {
        var database = services.GetRequiredService<IGatewayDatabase>();
        try
        {
            return await AcceptAsync(services, settings, state, actor, cancellation);
        }
        catch (Exception e) when (database.Explain(e) is { } sentence)
        {
            throw new HostFault(sentence);
        }
    }

    /// <summary>Ends the file of heads behind the seal that the database has now. Said when the database is in its place: whoever says a restore again before still finds which seals are lost.</summary>
    internal static void EndHeads(GatewaySettings settings, RestoredState state)
    {
        if (state.LostSeals > 0)
            HeadsFile.EndBehind(settings.AuditHeads, state.Seal, Kept(settings.AuditHeads, state.At));
    }

    private static async Task<RestoredState> AcceptAsync(IServiceProvider services, GatewaySettings settings, RestoredState state, string actor, CancellationToken cancellation)
    {
        await services.GetRequiredService<IGatewayDatabase>().MigrateEmbeddedAsync(cancellation);
        await services.GetRequiredService<Installation>().OpenAsync(cancellation);
        var facts = await StoreFacts.ReadAsync(services.GetRequiredService<IGatewayDatabase>(), cancellation);
        // Who restored with other tools knows when; the last seal was made a moment before.
        state = state with { Seal = facts.Seal, TakenAt = state.TakenAt ?? facts.SealedAt };
        var noted = HeadsFile.Last(settings.AuditHeads);
        state = state with { NotedSeal = Math.Max(state.Seal, noted?.Number ?? 0), NotedAt = noted?.SealedAt };
        var known = AuditOptions.ReadHeads(settings.AuditHeads).Where(h => h.Key <= state.Seal).ToDictionary(h => h.Key, h => h.Value);
        if ((await services.GetRequiredService<AuditChain>().VerifyAsync(known.Count == 0 ? null : known, cancellation)).Broken is { } broken)
            throw new HostFault($"The audit trail of the restored database does not hold: {broken} Nothing is taken into use. Take an older backup, and treat this one as evidence (runbook, audit-broken).");
        await GatewayApplication.PrepareErasuresAsync(services, cancellation);
        await services.GetRequiredService<IRestores>().AcceptAsync(state, actor, cancellation);
        return state;
    }

    private static Task MigrateEmbeddedAsync(this IGatewayDatabase database, CancellationToken cancellation) => database.IsShared ? Task.CompletedTask : database.MigrateAsync(cancellation);

    /// <summary>Puts in place what belongs beside the database and is missing there.</summary>
    private static async Task PlaceAsync(GatewaySettings settings, BackupManifest manifest, string folder, RestoreOptions options, CancellationToken cancellation)
    {
        await TakeAsync(options.Erasures, settings.Erasures, "--erasures", cancellation);
        if (!File.Exists(settings.Erasures))
            throw new HostFault($"There is no file of erasures '{settings.Erasures}'. It tells what the backup must not bring back, so nothing is restored without it, and it is no part of a backup. Name the copy that was kept apart with --erasures.");
        await TakeAsync(options.Heads, settings.AuditHeads, "--heads", cancellation);
        if (!File.Exists(settings.AuditHeads) && manifest.Has(BackupManifest.HeadsName))
            await PlaceAsync(Path.Combine(folder, BackupManifest.HeadsName), settings.AuditHeads, cancellation);
        if (!options.WithKeys)
            return;
        if (manifest.Has(BackupManifest.MasterKeyName) && !File.Exists(settings.MasterKeyFile))
            await PlaceAsync(Path.Combine(folder, BackupManifest.MasterKeyName), settings.MasterKeyFile, cancellation);
        if (manifest.Has(BackupManifest.CompartmentKeyName) && settings.CompartmentKeyFile is { } compartment && !File.Exists(compartment))
            await PlaceAsync(Path.Combine(folder, BackupManifest.CompartmentKeyName), compartment, cancellation);
    }

    private static async Task TakeAsync(FileInfo? from, string to, string option, CancellationToken cancellation)
    {
        if (from is null || await IsSameAsync(from.FullName, to, cancellation))
            return;
        if (File.Exists(to))
            throw new HostFault($"{option} is given, and there is a '{to}'. The newer of the two counts: move the older one away, then say it again.");
        await PlaceAsync(from.FullName, to, cancellation);
    }

    /// <summary>Whether a file is in place already: a restore that was broken off has put it there.</summary>
    private static async Task<bool> IsSameAsync(string from, string to, CancellationToken cancellation)
    {
        if (!File.Exists(to))
            return false;
        var there = await File.ReadAllBytesAsync(to, cancellation);
        var given = await File.ReadAllBytesAsync(from, cancellation);
        return there.AsSpan().SequenceEqual(given);
    }

    /// <summary>A file appears whole or not at all: half a file of erasures would bring erased clients back.</summary>
    private static async Task PlaceAsync(string from, string to, CancellationToken cancellation) =>
        DurableFiles.Here.Appear(to, to + ".new", await File.ReadAllBytesAsync(from, cancellation));

    private static void Swap(GatewaySettings settings, string restored, DateTimeOffset now)
    {
        var aside = Kept(settings.DatabaseFile, now);
        foreach (var end in new[] { "-wal", "-shm", "" }.Where(end => File.Exists(settings.DatabaseFile + end)))
            File.Move(settings.DatabaseFile + end, aside + end);
        File.Move(restored, settings.DatabaseFile);
        DurableFiles.Here.Confirm(settings.DatabaseFile);
    }

    private static string Kept(string file, DateTimeOffset at) => $"{file}.before-restore-{at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}";
}
