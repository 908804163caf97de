using System.Runtime.CompilerServices;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Core.Trail;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Audit;

/// <summary>
/// Heads and proofs, read from the rows of the seals. A proof reads the rows of as many seals as the logarithm of their number,
/// by one statement, and of one seal the entries: it costs the same however long the trail is.
/// </summary>
public sealed class TrailReading(IGatewayDatabase database, TrailKeys keys, IPresent<Agreed> agreed, TimeProvider machine) : ITrail
{
    private const string Released = "delivery.released";

    /// <inheritdoc />
    public async Task<TrailHeads> HeadsAsync(int most, CancellationToken cancellation)
    {
        await using var store = database.Open();
        return new TrailHeads(TrailFormats.Heads, keys.Origin, keys.PublicKey, await HeadsAsync(store, s => s.OrderByDescending(x => x.Number).Take(most), cancellation));
    }

    /// <inheritdoc />
    public async Task<TrailConsistency?> ConsistencyAsync(int from, int size, CancellationToken cancellation)
    {
        if (from < 1 || from > size)
            return null;
        await using var store = database.Open();
        var heads = await HeadsAsync(store, s => s.Where(x => x.Number == from || x.Number == size), cancellation);
        if (heads.FirstOrDefault(h => h.Size == from) is not { } earlier || heads.FirstOrDefault(h => h.Size == size) is not { } later)
            return null;
        return new TrailConsistency(TrailFormats.Consistency, keys.Origin, keys.PublicKey, earlier, later, await RootsAsync(store, MerkleTree.ConsistencyRanges(from, size), cancellation));
    }

    /// <inheritdoc />
    public async Task<ProofAnswer> ProofAsync(Guid disclosure, string? agency, int? size, CancellationToken cancellation)
    {
        await using var store = database.Open();
        if (await store.Disclosures.AsNoTracking().SingleOrDefaultAsync(d => d.DeliveryId == disclosure && (agency == null || d.From == agency || d.Recipient == agency), cancellation) is not { } told || !ProofRules.MayHave(agency, told))
            return new ProofAnswer.Unknown();
        var digest = TrailText.DigestOf(told);
        var releases = await store.Audit.AsNoTracking().Where(a => a.SubjectId == disclosure && a.Kind == Released).OrderByDescending(a => a.Period).ThenByDescending(a => a.Id).ToListAsync(cancellation);
        using var check = keys.EntryCheck();
        // Bytes that did not leave are released anew: the disclosure is that of the last release.
        if (releases.FirstOrDefault() is not { } entry || check.LeafOf(entry) is null || !AuditEntry.DisclosureIn(entry.Detail).SequenceEqual(digest))
            return new ProofAnswer.Changed();
        if (await store.AuditSeals.AsNoTracking().Where(s => s.Period == entry.Period && s.Last.CompareTo(entry.Id) >= 0).OrderBy(s => s.Number).FirstOrDefaultAsync(cancellation) is not { } seal)
            return new ProofAnswer.NotSealed();
        var heads = await HeadsAsync(store, s => size is { } wanted ? s.Where(x => x.Number == wanted) : s.OrderByDescending(x => x.Number).Take(1), cancellation);
        if (heads is not [var head] || head.Size < seal.Number)
            return new ProofAnswer.NotSealed();
        var place = Enumerable.Range(0, SealEntries.Count(seal)).FirstOrDefault(i => SealEntries.IdAt(seal, i) == entry.Id, -1);
        if (place < 0)
            return new ProofAnswer.Changed();
        var previous = seal.Number == 1 ? new byte[MerkleTree.HashSize] : await store.AuditSeals.Where(s => s.Number == seal.Number - 1).Select(s => s.Hash).SingleAsync(cancellation);
        return new ProofAnswer.Found(new TrailProof(
            TrailFormats.Proof, keys.Origin, keys.PublicKey, Of(told), Of(entry, digest),
            new EntryProof(place, SealEntries.Count(seal), [.. MerkleTree.Inclusion(SealEntries.Leaves(seal), place).Select(Convert.ToHexStringLower)]),
            new ProvedSeal(seal.Number, Micros(seal.SealedAt), seal.Period, seal.Last.ToString("N"), Convert.ToHexStringLower(previous)),
            await RootsAsync(store, MerkleTree.InclusionRanges(seal.Number - 1, head.Size), cancellation), head));
    }

    /// <inheritdoc />
    public async Task<CountersignAnswer> CountersignAsync(string agency, int size, string root, byte[] signature, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(root);
        if (agreed.Now.Directory.Find(agency)?.TrailKey is not { } key)
            return CountersignAnswer.NoKey;
        return await database.DespiteConflictsAsync(async () =>
        {
            await using var store = database.Open();
            if (await store.AuditSeals.Where(s => s.Number == size).Select(s => s.Root).SingleOrDefaultAsync(cancellation) is not { } mine)
                return CountersignAnswer.NoHead;
            if (!string.Equals(Convert.ToHexStringLower(mine), root, StringComparison.OrdinalIgnoreCase))
                return CountersignAnswer.OtherRoot;
            if (!AgencyKey.Signed(key, TrailText.Countersignature(agency, keys.Origin, size, mine), signature))
                return CountersignAnswer.DoesNotFit;
            // Signed again, also with another key: the last one counts.
            if (await store.Countersignatures.SingleOrDefaultAsync(c => c.Size == size && c.Agency == agency, cancellation) is { } known)
                known.Signature = signature;
            else
                store.Countersignatures.Add(new CountersignatureRow { Size = size, Agency = agency, Signature = signature, At = machine.GetUtcNow() });
            await store.SaveChangesAsync(cancellation);
            return CountersignAnswer.Kept;
        });
    }

    /// <summary>First line of an export.</summary>
    public TrailExport Export() => new(TrailFormats.Export, keys.Origin, keys.PublicKey);

    /// <summary>Every seal, in order.</summary>
    public async IAsyncEnumerable<ExportedSeal> SealsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        const int AtOnce = 50;
        for (var through = 0; ;)
        {
            await using var store = database.Open();
            var seals = await store.AuditSeals.AsNoTracking().Where(s => s.Number > through).OrderBy(s => s.Number).Take(AtOnce).ToListAsync(cancellation);
            foreach (var seal in seals)
            {
                var leaves = SealEntries.Leaves(seal).SelectMany(l => l).ToArray();
                yield return new ExportedSeal(seal.Number, Micros(seal.SealedAt), seal.Period, seal.Last.ToString("N"), Convert.ToBase64String(leaves), Convert.ToHexStringLower(seal.Root), Convert.ToBase64String(seal.Signature));
            }

            if (seals.Count < AtOnce)
                break;
            through = seals[^1].Number;
        }
    }

    /// <summary>Compares heads that somebody kept with the trail.</summary>
    /// <returns>What does not fit, as a sentence; null: each is the trail's head of its size.</returns>
    public async Task<string?> AgainstAsync(TrailHeads kept, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(kept);
        if (kept.Origin != keys.Origin)
            return $"The kept heads are of gateway {kept.Origin}, and this is {keys.Origin}.";
        await using var store = database.Open();
        foreach (var some in kept.Heads.OrderBy(h => h.Size).Chunk(500))
        {
            var sizes = some.Select(h => h.Size).ToList();
            var mine = await store.AuditSeals.AsNoTracking().Where(s => sizes.Contains(s.Number)).Select(s => new { s.Number, s.Root }).ToDictionaryAsync(s => s.Number, s => Convert.ToHexStringLower(s.Root), cancellation);
            foreach (var head in some)
            {
                if (!IsSigned(head))
                    return $"The kept head of size {head.Size} was not signed by this gateway, or was changed.";
                var who = head.Countersignatures is { Count: > 0 } signed ? $", which {string.Join(" and ", signed.Select(c => $"'{c.Agency}'"))} countersigned" : "";
                if (!mine.TryGetValue(head.Size, out var root))
                    return $"The database is older than the head of size {head.Size}{who}: it was restored from an older one, or its end was cut off.";
                if (root != head.Root)
                    return $"The head of size {head.Size}{who} is another in the database: the trail was rewritten.";
            }
        }

        return null;
    }

    private bool IsSigned(TrailHead head)
    {
        try
        {
            return keys.Signed(TrailText.Head(keys.Origin, head.Size, Convert.FromHexString(head.Root), DateTimeOffset.UnixEpoch.AddTicks(head.Time * TimeSpan.TicksPerMicrosecond)), Convert.FromBase64String(head.Signature));
        }
        catch (Exception e) when (e is FormatException or ArgumentOutOfRangeException or System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<TrailHead>> HeadsAsync(GatewayContext store, Func<IQueryable<AuditSealRow>, IQueryable<AuditSealRow>> which, CancellationToken cancellation)
    {
        var seals = await which(store.AuditSeals.AsNoTracking()).Select(s => new { s.Number, s.Root, s.SealedAt, s.Signature }).ToListAsync(cancellation);
        var sizes = seals.Select(s => s.Number).ToList();
        var signatures = (await store.Countersignatures.AsNoTracking().Where(c => sizes.Contains(c.Size)).ToListAsync(cancellation)).ToLookup(c => c.Size);
        return
        [
            .. seals.Select(s => new TrailHead(
                s.Number, Convert.ToHexStringLower(s.Root), Micros(s.SealedAt), Convert.ToBase64String(s.Signature),
                [.. signatures[s.Number].OrderBy(c => c.Agency, StringComparer.Ordinal)
                    .Select(c => new TrailCountersignature(c.Agency, KeyOf(c, s.Root), Convert.ToBase64String(c.Signature), Micros(c.At)))])),
        ];
    }

    /// <summary>The key in the directory, when it is the one of this signature: an agency that changed its key signed earlier heads with another.</summary>
    private string? KeyOf(CountersignatureRow signed, byte[] root) =>
        agreed.Now.Directory.Find(signed.Agency)?.TrailKey is { } key && AgencyKey.Signed(key, TrailText.Countersignature(signed.Agency, keys.Origin, signed.Size, root), signed.Signature) ? key : null;

    private static async Task<IReadOnlyList<string>> RootsAsync(GatewayContext store, IReadOnlyList<LeafRange> ranges, CancellationToken cancellation)
    {
        var tree = await StoredTree.ReadAsync(store, ranges.SelectMany(MerkleTree.Cover), cancellation);
        return [.. ranges.Select(r => Convert.ToHexStringLower(tree.Root(r)))];
    }

    private static ProvedDisclosure Of(Disclosure told) => new(
        told.DeliveryId.ToString("N"), Micros(told.At), told.Recipient, told.RecipientClass, told.Event, told.Step, told.Purpose, told.Basis, told.Manifest, told.PolicyVersion, told.Fields);

    private static ProvedEntry Of(AuditRow entry, string disclosure) => new(
        entry.Id.ToString("N"), Micros(entry.At), entry.Kind, entry.Actor, entry.SubjectId.ToString("N"), disclosure, Convert.ToHexStringLower(entry.Digest));

    private static long Micros(DateTimeOffset at) => TrailText.Microseconds(at);
}
