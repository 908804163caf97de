using System.Security.Cryptography;
using Gateway.Core.Rights;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Persistence.Rights;

/// <summary>
/// Sees to it that the database follows the file of erasures: an erasure that a restored database does not know is carried out again
/// before anything works on it.
/// </summary>
internal sealed partial class ErasedAgain(
    IGatewayDatabase database, UnitsOfWork units, ErasureLoads loads, ErasureWriting writing, ICircumstances circumstances, Tombstones tombstones, ErasureFile? file = null,
    ILogger<ErasedAgain>? logger = null)
{
    /// <summary>Setting that says that this database has a file of erasures: without the file it is not opened any more.</summary>
    private const string Setting = "erasures";

    /// <summary>Erasures that are looked up together.</summary>
    private const int Together = 500;

    private readonly ILogger _logger = logger ?? NullLogger<ErasedAgain>.Instance;

    /// <summary>Checks the file against the database, and carries out again what the database does not know.</summary>
    /// <exception cref="ErasureFileException">The file is missing, damaged, or older than the database.</exception>
    internal async Task PrepareAsync(CancellationToken cancellation)
    {
        if (file is null)
            return;
        await using var store = database.Open();
        var isKnown = await store.Settings.AnyAsync(s => s.Name == Setting, cancellation);
        if (!isKnown && !file.Exists)
            file.Make();
        var content = file.Read();
        if (!isKnown)
            await NoteFileAsync(cancellation);
        var (done, last) = await DoneAsync(store, content, cancellation);
        if (ErasureRules.ToRepeat([.. content.Erased.Select(e => new NotedErasure(e.Id, e.Certificate.Number))], done, last) is not { } again)
            throw new ErasureFileException("The file of erasures is older than the database: erasures that were carried out are not in it. Put back the newest copy of the file; it is kept apart from the backups of the database and only grows.");
        foreach (var erasure in again)
            await AgainAsync(content.Erased.Single(e => e.Id == erasure.Id), cancellation);
    }

    /// <summary>Erasures of the file that the database knows, and the last that the database knows.</summary>
    private static async Task<(HashSet<Guid> Done, Guid? Last)> DoneAsync(GatewayContext store, ErasureFile.Content content, CancellationToken cancellation)
    {
        HashSet<Guid> done = [];
        foreach (var some in content.Erased.Select(e => e.Id).Chunk(Together))
            done.UnionWith(await store.Set<ErasureRow>().Where(e => some.Contains(e.Id)).Select(e => e.Id).ToListAsync(cancellation));
        var number = await store.Set<ErasureRow>().MaxAsync(e => (int?)e.Number, cancellation);
        return (done, number is null ? null : await store.Set<ErasureRow>().Where(e => e.Number == number).Select(e => e.Id).SingleAsync(cancellation));
    }

    private Task<bool> NoteFileAsync(CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            if (!await unit.Store.Settings.AnyAsync(s => s.Name == Setting, cancellation))
                unit.Write(new SettingRow { Name = Setting, Value = "1" });
            return true;
        },
        cancellation);

    private async Task AgainAsync(Tombstone tombstone, CancellationToken cancellation)
    {
        var client = await FindAsync(tombstone, cancellation);
        var found = await database.DespiteConflictsAsync(async () =>
        {
            await using var unit = units.Open();
            if (await unit.Store.Set<ErasureRow>().AnyAsync(e => e.Id == tombstone.Id, cancellation))
                return false;
            if (client is not { } id)
            {
                ErasureWriting.Note(unit, tombstone, tombstone.Identifiers, again: true);
            }
            else
            {
                var load = await loads.ReadAsync(id, tombstone.Certificate.Number, cancellation);
                writing.Write(unit, load, ErasureRules.Again(load.Known, circumstances.Now(), tombstone.Certificate), tombstone, tombstone.Identifiers, again: true);
            }

            unit.Record("client.erased-again", "gateway", tombstone.Id, new { number = tombstone.Certificate.Number });
            await unit.CommitAsync(cancellation);
            return client is not null;
        });
        Log.Again(_logger, tombstone.Certificate.Number, tombstone.Certificate.Agency, found ? "erased again" : "noted: the database does not hold the client");
    }

    /// <summary>The client whose id has the digest; null: the restored database is from before it was known, or it is erased.</summary>
    private async Task<Guid?> FindAsync(Tombstone tombstone, CancellationToken cancellation)
    {
        await using var store = database.Open();
        await foreach (var id in store.Clients.Where(c => c.Agency == tombstone.Certificate.Agency && c.Wrapped != null).Select(c => c.Id).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (CryptographicOperations.FixedTimeEquals(tombstones.DigestOf(id), tombstone.Client))
                return id;
        }

        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(3010, LogLevel.Warning, "The database was restored from before erasure {Number} of {Agency}: {What}.")]
        public static partial void Again(ILogger logger, int number, string agency, string what);
    }
}
