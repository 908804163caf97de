using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Audit;

/// <summary>A seal through which the trail was verified, remembered with its hash so that a later one cannot take its place.</summary>
/// <param name="Number">Number of the seal.</param>
/// <param name="Hash">Its hash, in lower-case hexadecimal digits.</param>
public sealed record SealPoint(int Number, string Hash);

/// <summary>What a verification that went on from an earlier one found.</summary>
/// <param name="Found">What it found; the entries it counts are those behind the earlier one.</param>
/// <param name="Through">Where the next one goes on; null: at the beginning.</param>
/// <param name="IsFinished">Whether it reached the last seal. False: go on from <paramref name="Through"/>.</param>
public sealed record AuditAdvance(AuditVerification Found, SealPoint? Through, bool IsFinished);

public sealed partial class AuditChain
{
    /// <summary>Recomputes the whole chain and every entry's digest. It takes longer the longer the trail is.</summary>
    /// <param name="heads">Heads kept outside the database, by number; each must be the seal's hash.</param>
    /// <param name="cancellation">Cancellation.</param>
    public async Task<AuditVerification> VerifyAsync(IReadOnlyDictionary<int, string>? heads, CancellationToken cancellation) =>
        (await VerifyFromAsync(null, heads, int.MaxValue, cancellation)).Found;

    /// <summary>
    /// Recomputes the chain and its entries behind a seal that was verified before. What was changed before that seal is
    /// found by <see cref="VerifyAsync"/> alone, unless it changed the seal itself.
    /// </summary>
    /// <param name="from">The seal; null: from the beginning.</param>
    /// <param name="heads">Heads kept outside the database, by number.</param>
    /// <param name="most">Seals to verify at most.</param>
    /// <param name="cancellation">Cancellation.</param>
    public async Task<AuditAdvance> VerifyFromAsync(SealPoint? from, IReadOnlyDictionary<int, string>? heads, int most, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var unsealed = await UnsealedAsync(store, cancellation);
        var first = from?.Number ?? 0;
        var through = first;
        long covered = 0;
        byte[]? previous = null;
        var (start, reached) = (AuditPosition.Start, AuditPosition.Start);
        // A break does not move the point: until it is put right, every verification finds it again.
        AuditAdvance Fail(string text, Guid? entry = null) => new(new AuditVerification(through, covered, unsealed, text, entry), from, true);
        AuditAdvance Hold(bool finished) => new(
            new AuditVerification(through, covered, unsealed, null, null),
            previous is null ? null : new SealPoint(through, Convert.ToHexStringLower(previous)), finished);
        if (from is not null)
        {
            if (await store.AuditSeals.Where(s => s.Number == first).Select(s => new { s.Hash, s.Period, s.Last }).FirstOrDefaultAsync(cancellation) is not { } known)
                return Fail($"Seal {first} was verified before and is missing.");
            if (Convert.ToHexStringLower(known.Hash) != from.Hash)
                return Fail($"Seal {first} is not the one that was verified before.");
            previous = known.Hash;
            start = reached = new AuditPosition(known.Period, known.Last);
        }

        // One at a time: a seal is large, and an execution strategy that retries would hold them all.
        while (await store.AuditSeals.AsNoTracking().Where(s => s.Number > through).OrderBy(s => s.Number).FirstOrDefaultAsync(cancellation) is { } seal)
        {
            if (through - first >= most)
                return Hold(finished: false);
            if (seal.Number != through + 1)
                return Fail($"Seal {through + 1} is missing.");
            if (!seal.Hash.AsSpan().SequenceEqual(HashOf(previous, seal)))
                return Fail($"Seal {seal.Number} was changed, or the one before it.");
            if (heads is not null && heads.TryGetValue(seal.Number, out var head) && head != Convert.ToHexStringLower(seal.Hash))
                return Fail($"Seal {seal.Number} is not the one noted outside the database.");
            if (await FirstBrokenAsync(seal, reached, cancellation) is (var entry, var what))
                return Fail($"Entry {entry:N} of seal {seal.Number} {what}.", entry);
            covered += seal.Entries.Length / EntrySize;
            through = seal.Number;
            previous = seal.Hash;
            reached = new AuditPosition(seal.Period, seal.Last);
        }

        if (heads is not null && heads.Keys.Any(n => n > through))
            return Fail($"Seal {through + 1} was noted outside the database and is missing in it.");
        // What is sealed while this goes on lies behind the place that was reached.
        if (await start.Behind(reached.UpTo(store.Audit)).LongCountAsync(cancellation) != covered)
            return Fail("There are entries among those that are sealed which no seal covers.");
        // The entries before the open period: one that begins meanwhile is no fault.
        var latest = await store.Audit.MaxAsync(a => (int?)a.Period, cancellation);
        return latest > await AuditPeriods.OpenAsync(store, cancellation) ? Fail("There are entries of a period that has not begun.") : Hold(finished: true);
    }

    /// <summary>The first entry that is not as the seal says, and what is wrong with it.</summary>
    private async Task<(Guid Entry, string What)?> FirstBrokenAsync(Model.AuditSealRow seal, AuditPosition from, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var place = new AuditPosition(seal.Period, seal.Last);
        var rows = await from.Behind(place.UpTo(store.Audit.AsNoTracking())).Where(a => a.Period == seal.Period).ToDictionaryAsync(a => a.Id, cancellation);
        for (var at = 0; at < seal.Entries.Length; at += EntrySize)
        {
            var id = IdAt(seal, at);
            var digest = seal.Entries.AsSpan(at + 16, 32);
            if (!rows.Remove(id, out var row) || !digest.SequenceEqual(AuditEntry.Digest(row)))
                return (id, "was changed or removed");
        }

        return rows.Count > 0 ? (rows.Keys.Min(), "was added after it was sealed") : null;
    }

    private static Guid IdAt(Model.AuditSealRow seal, int at) => new(seal.Entries.AsSpan(at, 16), bigEndian: true);
}
