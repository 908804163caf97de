using Gateway.Core.Trail;
using Gateway.Persistence.Model;

namespace Gateway.Persistence.Audit;

/// <summary>The entries that a seal covers, as they stand in its row: 48 bytes each, the id (big-endian) and the leaf's hash, in order of id.</summary>
public static class SealEntries
{
    /// <summary>Bytes of one.</summary>
    public const int Size = 16 + MerkleTree.HashSize;

    /// <summary>Entries as they stand in a seal's row.</summary>
    public static byte[] Of(IEnumerable<(Guid Id, byte[] Leaf)> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        using var bytes = new MemoryStream();
        foreach (var (id, leaf) in entries)
        {
            bytes.Write(id.ToByteArray(bigEndian: true));
            bytes.Write(leaf);
        }

        return bytes.ToArray();
    }

    internal static int Count(AuditSealRow seal) => seal.Entries.Length / Size;

    internal static Guid IdAt(AuditSealRow seal, int place) => new(seal.Entries.AsSpan(place * Size, 16), bigEndian: true);

    internal static ReadOnlySpan<byte> LeafAt(AuditSealRow seal, int place) => seal.Entries.AsSpan((place * Size) + 16, MerkleTree.HashSize);

    /// <summary>Leaves of a seal's entries, in order.</summary>
    public static IReadOnlyList<byte[]> Leaves(AuditSealRow seal) => [.. Enumerable.Range(0, Count(seal)).Select(i => LeafAt(seal, i).ToArray())];

    /// <summary>Hash of a seal: its leaf in the tree of seals.</summary>
    public static byte[] HashOf(byte[]? previous, AuditSealRow seal) => MerkleTree.Leaf(TextOf(previous, seal));

    private static byte[] TextOf(byte[]? previous, AuditSealRow seal)
    {
        var leaves = new byte[Count(seal) * MerkleTree.HashSize];
        for (var i = 0; i < Count(seal); i++)
            LeafAt(seal, i).CopyTo(leaves.AsSpan(i * MerkleTree.HashSize));
        return TrailText.Seal(seal.Number, seal.SealedAt, seal.Period, seal.Last, Count(seal), MerkleTree.Root(leaves), previous ?? new byte[MerkleTree.HashSize]);
    }
}
