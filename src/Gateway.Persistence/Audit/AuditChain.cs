using System.Buffers.Binary;
using System.Security.Cryptography;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Audit;

/// <summary>What a verification of the audit trail found.</summary>
/// <param name="SealedThrough">Last seal that holds; 0: none.</param>
/// <param name="Sealed">Entries covered by seals that hold.</param>
/// <param name="Unsealed">Entries not sealed yet.</param>
/// <param name="Broken">First thing that does not hold, as a sentence; null: the chain holds.</param>
/// <param name="BrokenEntry">The entry it is about, when one can be named.</param>
public sealed record AuditVerification(int SealedThrough, long Sealed, long Unsealed, string? Broken, Guid? BrokenEntry);

/// <summary>Seals the audit trail in batches chained by hash, and verifies it.</summary>
/// <param name="database">Database.</param>
/// <param name="machine">Machine time.</param>
public sealed partial class AuditChain(IGatewayDatabase database, TimeProvider machine)
{
    private const int EntrySize = 48;

    /// <summary>Seals up to <paramref name="most"/> entries.</summary>
    /// <param name="most">Entries covered by the seal at most.</param>
    /// <param name="lease">The sealer's lease; null: nobody else seals.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>The new seal; null when there was nothing to seal.</returns>
    /// <exception cref="LeaseLostException">Another process became the sealer meanwhile.</exception>
    /// <exception cref="DbUpdateException">Another process sealed first; the database calls it a conflict.</exception>
    public async Task<AuditSealRow?> SealAsync(int most, Lease? lease, CancellationToken cancellation)
    {
        await using var store = database.Open();
        if (!await store.Audit.AnyAsync(a => a.Seal == null, cancellation))
            return null;
        AuditSealRow? seal = null;
        return await database.InTransactionAsync(store, async _ => seal = await SealAsync(store, most, lease, cancellation), () => StandsAsync(seal), cancellation);
    }

    private async Task<AuditSealRow?> SealAsync(GatewayContext store, int most, Lease? lease, CancellationToken cancellation)
    {
        store.ChangeTracker.Clear();
        if (lease is not null)
            await LeaseStore.HoldAsync(store, lease, cancellation);
        var entries = await store.Audit.AsNoTracking().Where(a => a.Seal == null).OrderBy(a => a.Id).Take(most)
            .Select(a => new { a.Id, a.Digest }).ToListAsync(cancellation);
        if (entries.Count == 0)
            return null;
        var head = await HeadAsync(store, cancellation);
        var bytes = new byte[entries.Count * EntrySize];
        for (var i = 0; i < entries.Count; i++)
        {
            entries[i].Id.TryWriteBytes(bytes.AsSpan(i * EntrySize), bigEndian: true, out _);
            entries[i].Digest.CopyTo(bytes.AsSpan((i * EntrySize) + 16));
        }

        var now = machine.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        var number = (head?.Number ?? 0) + 1;
        var seal = new AuditSealRow { Number = number, Entries = bytes, SealedAt = now, Hash = HashOf(head?.Hash, number, now, bytes) };
        store.AuditSeals.Add(seal);
        await store.SaveChangesAsync(cancellation);
        var covered = 0;
        foreach (var ids in entries.Select(e => e.Id).Chunk(500))
        {
            covered += await store.Audit.Where(a => ids.Contains(a.Id) && a.Seal == null)
                .ExecuteUpdateAsync(entry => entry.SetProperty(a => a.Seal, (int?)number), cancellation);
        }

        return covered == entries.Count ? seal : throw new DbUpdateConcurrencyException("Another process sealed first.");
    }

    private async Task<bool> StandsAsync(AuditSealRow? seal)
    {
        await using var store = database.Open();
        return seal is not null && await store.AuditSeals.AnyAsync(s => s.Number == seal.Number && s.Hash == seal.Hash);
    }

    private static async Task<AuditSealRow?> HeadAsync(GatewayContext store, CancellationToken cancellation) =>
        await store.AuditSeals.AsNoTracking().OrderByDescending(s => s.Number).FirstOrDefaultAsync(cancellation);

    private static byte[] HashOf(byte[]? previous, int number, DateTimeOffset at, byte[] entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteInt32BigEndian(head, number);
        BinaryPrimitives.WriteInt64BigEndian(head[4..], at.UtcTicks / TimeSpan.TicksPerMicrosecond);
        hash.AppendData(previous ?? new byte[32]);
        hash.AppendData(head);
        hash.AppendData(entries);
        return hash.GetHashAndReset();
    }
}
