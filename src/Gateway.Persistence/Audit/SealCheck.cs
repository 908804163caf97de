using System.Security.Cryptography;
using Gateway.Core.Trail;
using Gateway.Persistence.Model;

namespace Gateway.Persistence.Audit;

/// <summary>What a seal shows by itself.</summary>
/// <param name="HashFits">Its hash is that of what it says, behind the seal before it.</param>
/// <param name="IsSigned">The gateway signed the head that it names.</param>
/// <param name="Wrong">The first entry that is not as the seal says, and what is wrong with it; null when hash or signature is wrong already.</param>
internal readonly record struct SealFinding(bool HashFits, bool IsSigned, (string What, Guid Entry)? Wrong);

/// <summary>Recomputes of a seal what needs no other seal but the hash of the one before. Each thread has one of its own.</summary>
/// <param name="keys">Keys of the trail.</param>
internal sealed class SealCheck(TrailKeys keys) : IDisposable
{
    /// <summary>How much later than its seal an entry's id may say that it was made: clocks of several machines differ.</summary>
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromHours(1);

    private readonly EntryCheck _entries = keys.EntryCheck();
    private readonly ECDsa _heads = keys.HeadKey();

    /// <summary>Recomputes a seal.</summary>
    /// <param name="seal">The seal.</param>
    /// <param name="previous">Hash of the one before; null: there is none.</param>
    /// <param name="rows">The entries between the places of both, in order of period and id.</param>
    internal SealFinding Of(AuditSealRow seal, byte[]? previous, ReadOnlySpan<AuditRow> rows)
    {
        if (seal.Entries.Length == 0 || seal.Entries.Length % SealEntries.Size != 0 || !seal.Hash.AsSpan().SequenceEqual(SealEntries.HashOf(previous, seal)))
            return new SealFinding(HashFits: false, IsSigned: false, null);
        var isSigned = _heads.VerifyData(TrailText.Head(keys.Origin, seal.Number, seal.Root, seal.SealedAt), seal.Signature, HashAlgorithmName.SHA256);
        return new SealFinding(HashFits: true, isSigned, isSigned ? WrongWith(seal, rows) : null);
    }

    /// <summary>Goes through the seal's entries and the rows together: both are in order of id.</summary>
    private (string What, Guid Entry)? WrongWith(AuditSealRow seal, ReadOnlySpan<AuditRow> rows)
    {
        var (before, added) = (Guid.Empty, (Guid?)null);
        var latest = KeySequence.FirstOf(seal.SealedAt + ClocksDiffer);
        var next = 0;
        for (var at = 0; at < SealEntries.Count(seal); at++)
        {
            var id = SealEntries.IdAt(seal, at);
            if (at > 0 && id.CompareTo(before) <= 0)
                return ("is not in the order of ids", id);
            if (id.CompareTo(latest) > 0)
                return ("has an id that is later than its seal", id);
            for (; next < rows.Length && (rows[next].Period != seal.Period || rows[next].Id.CompareTo(id) < 0); next++)
                added = Earlier(added, rows[next].Id);
            var leaf = SealEntries.LeafAt(seal, at);
            if (next == rows.Length || rows[next].Id != id || !leaf.SequenceEqual(_entries.LeafOf(rows[next])))
                return (leaf.SequenceEqual(TrailText.ForeignLeaf(id)) ? "was not written by the gateway, or was changed before it was sealed" : "was changed or removed", id);
            next++;
            before = id;
        }

        for (; next < rows.Length; next++)
            added = Earlier(added, rows[next].Id);
        return added is { } first ? ("was added after it was sealed", first) : null;
    }

    private static Guid Earlier(Guid? known, Guid id) => known is { } other && other.CompareTo(id) < 0 ? other : id;

    public void Dispose()
    {
        _entries.Dispose();
        _heads.Dispose();
    }
}
