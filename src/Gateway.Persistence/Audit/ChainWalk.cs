using Gateway.Core.Trail;
using Gateway.Persistence.Model;

namespace Gateway.Persistence.Audit;

/// <summary>Goes through the seals one after the other, with the entries as they stand in the store, and stops at the first thing that does not hold.</summary>
/// <param name="keys">Keys of the trail.</param>
/// <param name="heads">Heads kept outside the database, root by size.</param>
internal sealed class ChainWalk(TrailKeys keys, IReadOnlyDictionary<int, string>? heads)
{
    /// <summary>How much later than its seal an entry's id may say that it was made: clocks of several machines differ.</summary>
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromHours(1);

    private StoredTree? _tree;
    private DateTimeOffset _at = DateTimeOffset.MinValue;

    /// <summary>Last seal that holds.</summary>
    internal int Through { get; private set; }

    /// <summary>Its hash; null: there is none.</summary>
    internal byte[]? Hash { get; private set; }

    /// <summary>Entries that were covered.</summary>
    internal long Covered { get; private set; }

    internal AuditPosition Reached { get; private set; } = AuditPosition.Start;

    /// <summary>Goes on from a seal that was verified before.</summary>
    internal void Begin(int number, byte[] hash, AuditPosition reached, DateTimeOffset at, StoredTree tree) => (Through, Hash, Reached, _at, _tree) = (number, hash, reached, at, tree);

    /// <summary>Takes seals and everything that stands in the store up to the last of them, in their order.</summary>
    /// <returns>What does not hold, and the entry it is about; null: all holds.</returns>
    internal (string What, Guid? Entry)? Take(IReadOnlyList<AuditSealRow> seals, List<AuditRow> rows)
    {
        var next = 0;
        foreach (var seal in seals)
        {
            if (WrongWith(seal) is { } wrong)
                return (wrong, null);
            var place = new AuditPosition(seal.Period, seal.Last);
            var mine = new Dictionary<Guid, AuditRow>();
            for (; next < rows.Count && !place.IsBefore(rows[next]); next++)
                mine.Add(rows[next].Id, rows[next]);
            if (WrongWith(seal, mine) is (var what, var entry))
                return ($"Entry {entry:N} of seal {seal.Number} {what}.", entry);
            (Through, Hash, Reached, _at, Covered) = (seal.Number, seal.Hash, place, seal.SealedAt, Covered + SealEntries.Count(seal));
            _tree!.KeepFor(Through);
        }

        return null;
    }

    private string? WrongWith(AuditSealRow seal)
    {
        if (seal.Number != Through + 1)
            return $"Seal {Through + 1} is missing.";
        if (seal.Entries.Length == 0 || seal.Entries.Length % SealEntries.Size != 0 || !seal.Hash.AsSpan().SequenceEqual(SealEntries.HashOf(Hash, seal)))
            return $"Seal {seal.Number} was changed, or the one before it.";
        if (seal.SealedAt < _at || !Reached.IsBefore(seal.Period, seal.Last))
            return $"Seal {seal.Number} goes back behind the one before it.";
        _tree ??= StoredTree.Begin();
        _tree.Add(seal.Number, seal.Hash);
        var root = _tree.Root(seal.Number);
        if (!seal.Root.AsSpan().SequenceEqual(root) || !seal.Nodes.AsSpan().SequenceEqual(_tree.CompletedBy(seal.Number)))
            return $"The head at seal {seal.Number} is not that of the seals up to it.";
        if (!keys.Signed(TrailText.Head(keys.Origin, seal.Number, root, seal.SealedAt), seal.Signature))
            return $"The head at seal {seal.Number} was not signed by this gateway.";
        return heads is not null && heads.TryGetValue(seal.Number, out var head) && head != Convert.ToHexStringLower(root)
            ? $"Seal {seal.Number} is not the one noted outside the database."
            : null;
    }

    /// <summary>The first entry that is not as the seal says, and what is wrong with it.</summary>
    private (string What, Guid Entry)? WrongWith(AuditSealRow seal, Dictionary<Guid, AuditRow> rows)
    {
        var before = Guid.Empty;
        var latest = KeySequence.FirstOf(seal.SealedAt + ClocksDiffer);
        for (var at = 0; at < SealEntries.Count(seal); at++)
        {
            var id = SealEntries.IdAt(seal, at);
            var leaf = SealEntries.LeafAt(seal, at);
            if (leaf.SequenceEqual(TrailText.ForeignLeaf(id)))
                return ("was not written by the gateway, or was changed before it was sealed", id);
            if (!rows.Remove(id, out var row) || row.Period != seal.Period || !leaf.SequenceEqual(AuditEntry.LeafOf(keys, row)))
                return ("was changed or removed", id);
            if (at > 0 && id.CompareTo(before) <= 0)
                return ("is not in the order of ids", id);
            if (id.CompareTo(latest) > 0)
                return ("has an id that is later than its seal", id);
            before = id;
        }

        return rows.Count > 0 ? ("was added after it was sealed", rows.Keys.Min()) : null;
    }
}
