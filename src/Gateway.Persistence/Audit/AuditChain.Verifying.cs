using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Trail;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Audit;

/// <summary>A seal through which the trail was verified, authenticated so that nobody writes a later one in its place.</summary>
/// <param name="Number">Number of the seal.</param>
/// <param name="Hash">Its hash, in lower-case hexadecimal digits.</param>
/// <param name="Authenticator">Keyed digest of both.</param>
public sealed record SealPoint(int Number, string Hash, string Authenticator)
{
    /// <summary>As it is kept: three words.</summary>
    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{Number} {Hash} {Authenticator}");

    /// <summary>Reads it; null: it is none.</summary>
    public static SealPoint? Read(string? text) =>
        text?.Trim().Split(' ') is [var number, var hash, var authenticator] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? new SealPoint(at, hash, authenticator) : null;
}

/// <summary>What a verification that went on from an earlier one found.</summary>
/// <param name="Found">What it found; the entries it counts are those behind the earlier one.</param>
/// <param name="Through">Where the next one goes on; null: at the beginning.</param>
/// <param name="IsFinished">Whether it reached the last seal. False: go on from <paramref name="Through"/>.</param>
public sealed record AuditAdvance(AuditVerification Found, SealPoint? Through, bool IsFinished);

public sealed partial class AuditChain
{
    /// <summary>Entries that are not sealed yet and are read at a time.</summary>
    private const int UnsealedAtOnce = 20_000;

    /// <summary>Recomputes the whole chain and every entry's digest. It takes longer the longer the trail is.</summary>
    /// <param name="heads">Heads kept outside the database, root by size; null: none are kept. Each must be the tree's root at its size, and there must be one as soon as there is a seal.</param>
    /// <param name="cancellation">Cancellation.</param>
    public async Task<AuditVerification> VerifyAsync(IReadOnlyDictionary<int, string>? heads, CancellationToken cancellation)
    {
        return WithHeads((await VerifyFromAsync(null, heads, int.MaxValue, cancellation)).Found, heads);
    }

    /// <summary>As soon as there is a seal there must be a head outside the database: an emptied file of heads does not hold.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="heads">Every head kept outside the database; null: none are kept.</param>
    public static AuditVerification WithHeads(AuditVerification found, IReadOnlyDictionary<int, string>? heads)
    {
        ArgumentNullException.ThrowIfNull(found);
        return found.Broken is null && found.SealedThrough > 0 && heads is { Count: 0 }
            ? found with { Broken = $"No head is noted outside the database, although there are {found.SealedThrough} seals: the file was emptied, or is not this gateway's." }
            : found;
    }

    /// <summary>
    /// Recomputes the chain and its entries behind a seal that was verified before. What was changed before that seal is
    /// found by <see cref="VerifyAsync"/> alone, unless it changed the seal itself.
    /// </summary>
    /// <param name="from">The seal; null: from the beginning.</param>
    /// <param name="heads">Heads kept outside the database, root by size.</param>
    /// <param name="most">Seals to verify at most.</param>
    /// <param name="cancellation">Cancellation.</param>
    public async Task<AuditAdvance> VerifyFromAsync(SealPoint? from, IReadOnlyDictionary<int, string>? heads, int most, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var unsealed = await UnsealedAsync(store, cancellation);
        if (from is not null && !IsAuthentic(from))
            return new(new AuditVerification(0, 0, unsealed, "How far the trail was verified was not written by this gateway, or was changed.", null), null, true);
        var walk = new ChainWalk(keys, heads);
        if (from is not null && await GoOnAsync(store, walk, from, cancellation) is { } wrong)
            return new(new AuditVerification(from.Number, 0, unsealed, wrong, null), from, true);
        // A break does not move the point: until it is put right, every verification finds it again.
        AuditAdvance Fail(string text, Guid? entry = null) => new(new AuditVerification(walk.Through, walk.Covered, unsealed, text, entry), from, true);
        AuditAdvance Hold(bool finished) => new(new AuditVerification(walk.Through, walk.Covered, unsealed, null, null), walk.Hash is { } hash ? PointAt(walk.Through, hash) : null, finished);

        var reading = new ChainReading(database, walk.Through, walk.Reached, most);
        try
        {
            // The next parts are read while this one is recomputed.
            while (await reading.NextAsync(cancellation) is { } part)
            {
                if (walk.Take(part.Seals, await part.Rows) is (var what, var entry))
                    return Fail(what, entry);
            }
        }
        finally
        {
            await reading.EndAsync();
        }

        if (reading.IsFull && await store.AuditSeals.AnyAsync(s => s.Number > walk.Through, cancellation))
            return Hold(finished: false);
        if (heads is not null && heads.Keys.Any(n => n > walk.Through))
            return Fail($"Seal {walk.Through + 1} was noted outside the database and is missing in it. The database was restored from an older one, or its end was cut off.");
        if (await FirstForeignAsync(walk.Reached, cancellation) is { } foreign)
            return Fail($"Entry {foreign:N}, which is not sealed yet, was not written by the gateway, or was changed: its digest is wrong.", foreign);
        // The entries before the open period: one that begins meanwhile is no fault.
        var latest = await store.Audit.MaxAsync(a => (int?)a.Period, cancellation);
        return latest > await AuditPeriods.OpenAsync(store, cancellation) ? Fail("There are entries of a period that has not begun.") : Hold(finished: true);
    }

    /// <summary>Begins at a seal that was verified before; the answer is why that cannot be done.</summary>
    private static async Task<string?> GoOnAsync(GatewayContext store, ChainWalk walk, SealPoint from, CancellationToken cancellation)
    {
        if (await store.AuditSeals.AsNoTracking().Where(s => s.Number == from.Number).Select(s => new { s.Hash, s.Period, s.Last, s.SealedAt }).FirstOrDefaultAsync(cancellation) is not { } known)
            return $"Seal {from.Number} was verified before and is missing.";
        if (Convert.ToHexStringLower(known.Hash) != from.Hash)
            return $"Seal {from.Number} is not the one that was verified before.";
        walk.Begin(from.Number, known.Hash, new AuditPosition(known.Period, known.Last), known.SealedAt, await StoredTree.ReadAsync(store, MerkleTree.Cover(new LeafRange(0, from.Number)), cancellation));
        return null;
    }

    /// <summary>The first entry behind the seals that the gateway did not write.</summary>
    private async Task<Guid?> FirstForeignAsync(AuditPosition reached, CancellationToken cancellation)
    {
        await using var store = database.Open();
        for (var from = reached; ;)
        {
            var rows = await from.NextAsync(store.Audit.AsNoTracking(), UnsealedAtOnce, cancellation);
            // A trail without entries has no keys yet.
            if (rows.Count == 0)
                return null;
            using var check = keys.EntryCheck();
            if (rows.Find(r => check.LeafOf(r) is null) is { } foreign)
                return foreign.Id;
            if (rows.Count < UnsealedAtOnce)
                return null;
            from = new AuditPosition(rows[^1].Period, rows[^1].Id);
        }
    }

    private SealPoint PointAt(int number, byte[] hash)
    {
        var point = new SealPoint(number, Convert.ToHexStringLower(hash), "");
        return point with { Authenticator = keys.Authenticate(point.Write()) };
    }

    private bool IsAuthentic(SealPoint point) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(point.Authenticator), Encoding.ASCII.GetBytes(keys.Authenticate((point with { Authenticator = "" }).Write())));
}
