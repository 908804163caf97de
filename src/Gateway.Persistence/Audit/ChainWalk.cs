using System.Runtime.InteropServices;
using Gateway.Persistence.Model;

namespace Gateway.Persistence.Audit;

/// <summary>Goes through the seals one after the other, with the entries as they stand in the store, and stops at the first thing that does not hold.</summary>
/// <param name="keys">Keys of the trail.</param>
/// <param name="heads">Heads kept outside the database, root by size.</param>
internal sealed class ChainWalk(TrailKeys keys, IReadOnlyDictionary<int, string>? heads)
{
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
    /// <remarks>What can be recomputed of a seal by itself is recomputed on all cores; then they are gone through one after the other.</remarks>
    /// <returns>What does not hold, and the entry it is about; null: all holds.</returns>
    internal (string What, Guid? Entry)? Take(IReadOnlyList<AuditSealRow> seals, List<AuditRow> rows)
    {
        var (from, found) = (RowsOf(seals, rows), new SealFinding[seals.Count]);
        Parallel.For(
            0, seals.Count, () => new SealCheck(keys),
            (i, _, check) =>
            {
                found[i] = check.Of(seals[i], i == 0 ? Hash : seals[i - 1].Hash, CollectionsMarshal.AsSpan(rows)[from[i]..from[i + 1]]);
                return check;
            },
            check => check.Dispose());
        foreach (var (seal, finding) in seals.Zip(found))
        {
            if (WrongWith(seal, finding) is { } wrong)
                return (wrong, null);
            if (finding.Wrong is (var what, var entry))
                return ($"Entry {entry:N} of seal {seal.Number} {what}.", entry);
            (Through, Hash, Reached, _at, Covered) = (seal.Number, seal.Hash, new AuditPosition(seal.Period, seal.Last), seal.SealedAt, Covered + SealEntries.Count(seal));
            _tree!.KeepFor(Through);
        }

        return null;
    }

    /// <summary>Where the rows of each seal begin: those up to its place that the seals before it have not.</summary>
    private static int[] RowsOf(IReadOnlyList<AuditSealRow> seals, List<AuditRow> rows)
    {
        var from = new int[seals.Count + 1];
        var next = 0;
        for (var i = 0; i < seals.Count; i++)
        {
            var place = new AuditPosition(seals[i].Period, seals[i].Last);
            while (next < rows.Count && !place.IsBefore(rows[next]))
                next++;
            from[i + 1] = next;
        }

        return from;
    }

    private string? WrongWith(AuditSealRow seal, SealFinding found)
    {
        if (seal.Number != Through + 1)
            return $"Seal {Through + 1} is missing.";
        if (!found.HashFits)
            return $"Seal {seal.Number} was changed, or the one before it.";
        if (seal.SealedAt < _at || !Reached.IsBefore(seal.Period, seal.Last))
            return $"Seal {seal.Number} goes back behind the one before it.";
        _tree ??= StoredTree.Begin();
        _tree.Add(seal.Number, seal.Hash);
        var root = _tree.Root(seal.Number);
        if (!seal.Root.AsSpan().SequenceEqual(root) || !seal.Nodes.AsSpan().SequenceEqual(_tree.CompletedBy(seal.Number)))
            return $"The head at seal {seal.Number} is not that of the seals up to it.";
        if (!found.IsSigned)
            return $"The head at seal {seal.Number} was not signed by this gateway.";
        return heads is not null && heads.TryGetValue(seal.Number, out var head) && head != Convert.ToHexStringLower(root)
            ? $"Seal {seal.Number} is not the one noted outside the database."
            : null;
    }
}
