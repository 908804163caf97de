using Gateway.Core.Trail;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Audit;

/// <summary>
/// The tree of seals. A subtree becomes complete with one seal, and stands in that seal's row: so each hash that a proof needs lies
/// at a known place, and all of them are read by one statement.
/// </summary>
internal sealed class StoredTree
{
    private readonly Dictionary<MerkleNode, byte[]> _known = [];

    private StoredTree()
    {
    }

    /// <summary>A tree without seals.</summary>
    internal static StoredTree Begin() => new();

    /// <summary>Reads subtrees; one that is missing, or lies in a row that was cut short, has a hash of zeros and proves nothing.</summary>
    internal static async Task<StoredTree> ReadAsync(GatewayContext store, IEnumerable<MerkleNode> nodes, CancellationToken cancellation)
    {
        var tree = new StoredTree();
        var wanted = nodes.Distinct().ToList();
        if (wanted.Count == 0)
            return tree;
        var numbers = wanted.Select(CompletedIn).Distinct().ToList();
        var seals = await store.AuditSeals.AsNoTracking().Where(s => numbers.Contains(s.Number)).Select(s => new { s.Number, s.Hash, s.Nodes }).ToDictionaryAsync(s => s.Number, cancellation);
        foreach (var node in wanted)
        {
            if (seals.GetValueOrDefault(CompletedIn(node)) is not { } seal)
                continue;
            if (node.Level == 0)
                tree._known[node] = seal.Hash;
            else if (seal.Nodes.Length >= node.Level * MerkleTree.HashSize)
                tree._known[node] = seal.Nodes.AsSpan((node.Level - 1) * MerkleTree.HashSize, MerkleTree.HashSize).ToArray();
        }

        return tree;
    }

    /// <summary>Takes the next seal in.</summary>
    internal void Add(int number, byte[] hash)
    {
        var index = (long)number - 1;
        _known[new MerkleNode(0, index)] = hash;
        var level = 0;
        foreach (var node in MerkleTree.Completed(index, hash, Known))
        {
            level++;
            _known[new MerkleNode(level, index >> level)] = node;
        }
    }

    /// <summary>The subtrees that a seal completes, as they stand in its row.</summary>
    internal byte[] CompletedBy(int number)
    {
        var levels = int.TrailingZeroCount(number);
        return [.. Enumerable.Range(1, levels).SelectMany(level => Known(new MerkleNode(level, ((long)number - 1) >> level)))];
    }

    /// <summary>Root of the tree at a size.</summary>
    internal byte[] Root(int size) => Root(new LeafRange(0, size));

    internal byte[] Root(LeafRange range) => MerkleTree.Root(range, Known);

    /// <summary>Forgets what a tree that only grows does not need any more.</summary>
    internal void KeepFor(int size)
    {
        var kept = MerkleTree.Cover(new LeafRange(0, size)).ToDictionary(n => n, Known);
        _known.Clear();
        foreach (var (node, hash) in kept)
            _known[node] = hash;
    }

    private byte[] Known(MerkleNode node) => _known.GetValueOrDefault(node) ?? new byte[MerkleTree.HashSize];

    private static int CompletedIn(MerkleNode node) => (int)((node.Index + 1) << node.Level);
}
