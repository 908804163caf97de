using System.Security.Cryptography;

namespace Gateway.Core.Trail;

/// <summary>A complete subtree: level 0 are the leaves.</summary>
/// <param name="Level">Its height; it covers 2^Level leaves.</param>
/// <param name="Index">Its place among those of its level, from 0.</param>
public sealed record MerkleNode(int Level, long Index);

/// <summary>Leaves of a tree, from one up to before another.</summary>
/// <param name="From">First leaf, from 0.</param>
/// <param name="To">The leaf behind the last.</param>
public sealed record LeafRange(long From, long To);

/// <summary>
/// Hashes, proofs and their checks as RFC 6962 and RFC 9162 (section 2.1) say. What a proof needs is named as ranges of leaves and
/// as complete subtrees, so that a store that keeps those reads a number of hashes that grows with the logarithm of the size.
/// </summary>
public static class MerkleTree
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashSize = 32;

    /// <summary>Texts of leaves are shorter nearly always.</summary>
    private const int OnStack = 512;

    /// <summary>Root of a tree without leaves.</summary>
    public static byte[] Empty => SHA256.HashData([]);

    /// <summary>Hash of a leaf.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> data) => Hashed(0, data, []);

    /// <summary>Hash of what stands above two subtrees.</summary>
    public static byte[] Above(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => Hashed(1, left, right);

    /// <summary>Root over hashes of leaves that are all at hand.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> leaves)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        return Root(leaves, new LeafRange(0, leaves.Count));
    }

    /// <summary>Root over hashes of leaves that stand one behind the other.</summary>
    /// <remarks>Neighbours are hashed together, level by level; one without a neighbour goes up as it is. That is the tree of the definition, without a call for each node.</remarks>
    public static byte[] Root(ReadOnlySpan<byte> leaves)
    {
        if (leaves.IsEmpty)
            return Empty;
        var level = leaves.ToArray();
        for (var count = level.Length / HashSize; count > 1; count = (count + 1) / 2)
        {
            for (var i = 0; i < count / 2; i++)
                HashInto(level.AsSpan(i * HashSize, HashSize), 1, level.AsSpan(2 * i * HashSize, 2 * HashSize), []);
            if (count % 2 == 1)
                level.AsSpan((count - 1) * HashSize, HashSize).CopyTo(level.AsSpan(count / 2 * HashSize));
        }

        return level[..HashSize];
    }

    /// <summary>Proof that a leaf is among leaves that are all at hand.</summary>
    public static IReadOnlyList<byte[]> Inclusion(IReadOnlyList<byte[]> leaves, int index)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        return [.. InclusionRanges(index, leaves.Count).Select(r => Root(leaves, r))];
    }

    /// <summary>The ranges whose roots prove that a leaf is in a tree, from the leaf upwards.</summary>
    public static IReadOnlyList<LeafRange> InclusionRanges(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        List<LeafRange> downwards = [];
        var (from, to) = (0L, size);
        while (to - from > 1)
        {
            var middle = from + Half(to - from);
            downwards.Add(index < middle ? new LeafRange(middle, to) : new LeafRange(from, middle));
            (from, to) = index < middle ? (from, middle) : (middle, to);
        }

        downwards.Reverse();
        return downwards;
    }

    /// <summary>The ranges whose roots prove that a tree goes on from an earlier one.</summary>
    public static IReadOnlyList<LeafRange> ConsistencyRanges(long earlier, long size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(earlier, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(earlier, size);
        if (earlier == size)
            return [];
        List<LeafRange> downwards = [];
        var (from, to) = (0L, size);
        // Whether what is left of the earlier tree is not itself the earlier tree, whose root is known.
        var isPart = false;
        while (earlier != to)
        {
            var middle = from + Half(to - from);
            downwards.Add(earlier <= middle ? new LeafRange(middle, to) : new LeafRange(from, middle));
            isPart |= earlier > middle;
            (from, to) = earlier <= middle ? (from, middle) : (middle, to);
        }

        if (isPart)
            downwards.Add(new LeafRange(from, to));
        downwards.Reverse();
        return downwards;
    }

    /// <summary>The complete subtrees of a range of a proof, or of a tree from its beginning, the largest first.</summary>
    public static IReadOnlyList<MerkleNode> Cover(LeafRange range)
    {
        List<MerkleNode> nodes = [];
        for (var from = range.From; from < range.To;)
        {
            var level = long.Log2(range.To - from);
            nodes.Add(new MerkleNode((int)level, from >> (int)level));
            from += 1L << (int)level;
        }

        return nodes;
    }

    /// <summary>Root of a range, of its complete subtrees.</summary>
    /// <param name="range">A range of a proof, or a tree from its beginning.</param>
    /// <param name="known">Hash of a complete subtree.</param>
    public static byte[] Root(LeafRange range, Func<MerkleNode, byte[]> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        byte[]? root = null;
        foreach (var node in Cover(range).Reverse())
            root = root is null ? known(node) : Above(known(node), root);
        return root ?? Empty;
    }

    /// <summary>The subtrees that become complete with a leaf, the smallest first; the leaf itself is not among them.</summary>
    /// <param name="index">The leaf's place, from 0.</param>
    /// <param name="leaf">Its hash.</param>
    /// <param name="known">Hash of a subtree that was complete before.</param>
    public static IReadOnlyList<byte[]> Completed(long index, byte[] leaf, Func<MerkleNode, byte[]> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        List<byte[]> completed = [];
        for (var level = 0; (index & 1) == 1; level++, index >>= 1)
            completed.Add(Above(known(new MerkleNode(level, index - 1)), level == 0 ? leaf : completed[^1]));
        return completed;
    }

    /// <summary>Whether a proof shows that a leaf is in the tree with this root.</summary>
    public static bool Includes(byte[] leaf, long index, long size, IReadOnlyList<byte[]> proof, byte[] root)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (index < 0 || index >= size)
            return false;
        var (at, last, hash) = (index, size - 1, leaf);
        foreach (var step in proof)
        {
            if (last == 0)
                return false;
            if ((at & 1) == 1 || at == last)
            {
                hash = Above(step, hash);
                while ((at & 1) == 0 && at != 0)
                    (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                hash = Above(hash, step);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && hash.AsSpan().SequenceEqual(root);
    }

    /// <summary>Whether a proof shows that the tree with one root goes on from the tree with another.</summary>
    public static bool Extends(long earlier, byte[] earlierRoot, long size, byte[] root, IReadOnlyList<byte[]> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (earlier < 1 || earlier > size)
            return false;
        if (earlier == size)
            return proof.Count == 0 && earlierRoot.AsSpan().SequenceEqual(root);
        List<byte[]> steps = [.. long.IsPow2(earlier) ? [earlierRoot] : Array.Empty<byte[]>(), .. proof];
        if (steps.Count == 0)
            return false;
        var (at, last) = (earlier - 1, size - 1);
        while ((at & 1) == 1)
            (at, last) = (at >> 1, last >> 1);
        var (old, now) = (steps[0], steps[0]);
        foreach (var step in steps.Skip(1))
        {
            if (last == 0)
                return false;
            if ((at & 1) == 1 || at == last)
            {
                (old, now) = (Above(step, old), Above(step, now));
                while ((at & 1) == 0 && at != 0)
                    (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                now = Above(now, step);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && old.AsSpan().SequenceEqual(earlierRoot) && now.AsSpan().SequenceEqual(root);
    }

    private static byte[] Root(IReadOnlyList<byte[]> leaves, LeafRange range)
    {
        if (range.To - range.From <= 1)
            return range.To == range.From ? Empty : leaves[(int)range.From];
        var middle = range.From + Half(range.To - range.From);
        return Above(Root(leaves, range with { To = middle }), Root(leaves, range with { From = middle }));
    }

    /// <summary>The largest power of two that is smaller than a size.</summary>
    private static long Half(long size) => 1L << (int)long.Log2(size - 1);

    private static byte[] Hashed(byte prefix, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var hash = new byte[HashSize];
        HashInto(hash, prefix, first, second);
        return hash;
    }

    private static void HashInto(Span<byte> hash, byte prefix, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var length = 1 + first.Length + second.Length;
        Span<byte> bytes = length <= OnStack ? stackalloc byte[OnStack] : new byte[length];
        bytes[0] = prefix;
        first.CopyTo(bytes[1..]);
        second.CopyTo(bytes[(1 + first.Length)..]);
        SHA256.HashData(bytes[..length], hash);
    }
}
