using Gateway.Core.Trail;
using Gateway.Core.Work;
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

/// <summary>Seals the audit trail in batches, each a leaf of one tree whose head is signed, and verifies it.</summary>
/// <param name="database">Database.</param>
/// <param name="machine">Machine time.</param>
/// <param name="keys">Keys of the trail.</param>
public sealed partial class AuditChain(IGatewayDatabase database, TimeProvider machine, TrailKeys keys)
{
    /// <summary>Seals up to <paramref name="most"/> entries of a period that is closed. When none of those is left, the open one is closed first.</summary>
    /// <param name="most">Entries covered by the seal at most.</param>
    /// <param name="lease">The sealer's lease; null: nobody else seals.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>The new seal; null when there was nothing to seal.</returns>
    /// <exception cref="LeaseLostException">Another process became the sealer meanwhile.</exception>
    /// <exception cref="DbUpdateException">Another process sealed first, or the open period was held too long; the database calls it a conflict.</exception>
    public async Task<AuditSealRow?> SealAsync(int most, Lease? lease, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var open = await AuditPeriods.OpenAsync(store, cancellation);
        if (await (await AuditPosition.OfLastSealAsync(store, cancellation)).NextPeriodAsync(store.Audit, cancellation) is not { } next || next > open)
            return null;
        if (next == open)
            await AuditPeriods.CloseAsync(database, open, cancellation);
        AuditSealRow? seal = null;
        return await database.InTransactionAsync(store, async _ => seal = await SealAsync(store, most, lease, cancellation), () => StandsAsync(seal), cancellation);
    }

    private async Task<AuditSealRow?> SealAsync(GatewayContext store, int most, Lease? lease, CancellationToken cancellation)
    {
        store.ChangeTracker.Clear();
        if (lease is not null)
            await LeaseStore.HoldAsync(store, lease, cancellation);
        var open = await AuditPeriods.OpenAsync(store, cancellation);
        var head = await store.AuditSeals.AsNoTracking().OrderByDescending(s => s.Number).Select(s => new { s.Number, s.Hash, s.Period, s.Last, s.SealedAt }).FirstOrDefaultAsync(cancellation);
        var sealedTo = head is null ? AuditPosition.Start : new AuditPosition(head.Period, head.Last);
        if (await sealedTo.NextPeriodAsync(store.Audit, cancellation) is not { } period || period >= open)
            return null;
        var all = store.Audit.AsNoTracking();
        var entries = await (period == sealedTo.Period ? sealedTo.BehindInPeriod(all) : all.Where(a => a.Period == period)).OrderBy(a => a.Id).Take(most + 1).ToListAsync(cancellation);
        var whole = entries.Count <= most;
        if (!whole)
            entries.RemoveAt(most);
        using var check = keys.EntryCheck();
        var now = machine.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        var seal = new AuditSealRow
        {
            Number = (head?.Number ?? 0) + 1,
            Period = period,
            Last = whole ? Guid.AllBitsSet : entries[^1].Id,
            Entries = SealEntries.Of(entries.Select(e => (e.Id, check.LeafOf(e) ?? TrailText.ForeignLeaf(e.Id)))),
            // A machine clock that was set back does not make the trail run backwards.
            SealedAt = head is not null && head.SealedAt > now ? head.SealedAt : now,
            Hash = [], Nodes = [], Root = [], Signature = [],
        };
        var tree = await StoredTree.ReadAsync(store, MerkleTree.Cover(new LeafRange(0, seal.Number - 1)), cancellation);
        seal.Hash = SealEntries.HashOf(head?.Hash, seal);
        tree.Add(seal.Number, seal.Hash);
        (seal.Nodes, seal.Root) = (tree.CompletedBy(seal.Number), tree.Root(seal.Number));
        seal.Signature = keys.Sign(TrailText.Head(keys.Origin, seal.Number, seal.Root, seal.SealedAt));
        store.AuditSeals.Add(seal);
        await store.SaveChangesAsync(cancellation);
        return seal;
    }

    /// <summary>Entries that no seal covers yet.</summary>
    public static async Task<long> UnsealedAsync(GatewayContext store, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        return await (await AuditPosition.OfLastSealAsync(store, cancellation)).CountAsync(store.Audit, cancellation);
    }

    private async Task<bool> StandsAsync(AuditSealRow? seal)
    {
        await using var store = database.Open();
        return seal is not null && await store.AuditSeals.AnyAsync(s => s.Number == seal.Number && s.Hash == seal.Hash);
    }
}
