using System.Security.Cryptography;
using Gateway.Core.Trail;

namespace Gateway.Unit.Tests.Core.Trail;

/// <summary>The functions of the tree against the definitions of RFC 6962, section 2.1, written down as they stand there.</summary>
public sealed class MerkleTreeTests
{
    private const int Largest = 70;
    private static readonly List<byte[]> Leaves = [.. Enumerable.Range(0, Largest).Select(i => MerkleTree.Leaf([(byte)i, 7]))];

    [Fact]
    public void Hashes_have_the_prefixes_of_leaves_and_nodes()
    {
        MerkleTree.Leaf("ab"u8).ShouldBe(SHA256.HashData([0, (byte)'a', (byte)'b']));
        MerkleTree.Above(Leaves[0], Leaves[1]).ShouldBe(SHA256.HashData([1, .. Leaves[0], .. Leaves[1]]));
        MerkleTree.Root(new List<byte[]>()).ShouldBe(SHA256.HashData([]));
        MerkleTree.Root(ReadOnlySpan<byte>.Empty).ShouldBe(SHA256.HashData([]));
    }

    [Fact]
    public void Roots_are_those_of_the_definition_whether_from_leaves_or_from_complete_subtrees()
    {
        Dictionary<MerkleNode, byte[]> stored = [];
        for (var size = 1; size <= Largest; size++)
        {
            Add(stored, size);
            MerkleTree.Root([.. Leaves.Take(size)]).ShouldBe(ModelRoot(0, size));
            MerkleTree.Root(Leaves.Take(size).SelectMany(l => l).ToArray().AsSpan()).ShouldBe(ModelRoot(0, size));
            MerkleTree.Root(new LeafRange(0, size), n => stored[n]).ShouldBe(ModelRoot(0, size));
        }
    }

    [Fact]
    public void Each_leaf_is_proved_in_each_tree_and_nothing_else_is()
    {
        Dictionary<MerkleNode, byte[]> stored = [];
        for (var size = 1; size <= Largest; size++)
        {
            Add(stored, size);
            var root = ModelRoot(0, size);
            for (var index = 0; index < size; index++)
            {
                var proof = MerkleTree.InclusionRanges(index, size).Select(r => MerkleTree.Root(r, n => stored[n])).ToList();
                proof.ShouldBe(ModelPath(index, 0, size));
                MerkleTree.Inclusion([.. Leaves.Take(size)], index).ShouldBe(proof);
                MerkleTree.Includes(Leaves[index], index, size, proof, root).ShouldBeTrue();
                MerkleTree.Includes(Leaves[(index + 1) % Largest], index, size, proof, root).ShouldBeFalse();
                MerkleTree.Includes(Leaves[index], index + 1, size, proof, root).ShouldBeFalse();
                MerkleTree.Includes(Leaves[index], index, size, [.. proof, root], root).ShouldBeFalse();
                if (proof.Count > 0)
                    MerkleTree.Includes(Leaves[index], index, size, [.. proof.Skip(1)], root).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void Each_tree_is_proved_to_go_on_from_each_earlier_one_and_from_no_other()
    {
        Dictionary<MerkleNode, byte[]> stored = [];
        var other = MerkleTree.Leaf("other"u8);
        for (var size = 1; size <= Largest; size++)
        {
            Add(stored, size);
            for (var earlier = 1; earlier <= size; earlier++)
            {
                var proof = MerkleTree.ConsistencyRanges(earlier, size).Select(r => MerkleTree.Root(r, n => stored[n])).ToList();
                proof.ShouldBe(earlier == size ? [] : ModelSubproof(earlier, 0, size, isWhole: true));
                MerkleTree.Extends(earlier, ModelRoot(0, earlier), size, ModelRoot(0, size), proof).ShouldBeTrue();
                MerkleTree.Extends(earlier, other, size, ModelRoot(0, size), proof).ShouldBeFalse();
                MerkleTree.Extends(earlier, ModelRoot(0, earlier), size, other, proof).ShouldBeFalse();
                if (earlier < size)
                    MerkleTree.Extends(earlier, ModelRoot(0, earlier), size, ModelRoot(0, size), [.. proof.Skip(1)]).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void A_proof_names_as_many_hashes_as_the_logarithm_of_the_size()
    {
        const long Many = 10_000_000;
        MerkleTree.InclusionRanges(123_456, Many).SelectMany(MerkleTree.Cover).Count().ShouldBeLessThan(60);
        MerkleTree.ConsistencyRanges(123_456, Many).SelectMany(MerkleTree.Cover).Count().ShouldBeLessThan(80);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    public void A_tree_goes_on_from_no_larger_one_and_from_none(long earlier, long size) =>
        Should.Throw<ArgumentOutOfRangeException>(() => MerkleTree.ConsistencyRanges(earlier, size));

    /// <summary>As a store keeps them: with each leaf the subtrees that become complete.</summary>
    private static void Add(Dictionary<MerkleNode, byte[]> stored, int size)
    {
        var index = size - 1L;
        stored[new MerkleNode(0, index)] = Leaves[size - 1];
        var level = 0;
        foreach (var node in MerkleTree.Completed(index, Leaves[size - 1], n => stored[n]))
            stored[new MerkleNode(++level, index >> level)] = node;
    }

    private static byte[] ModelRoot(int from, int to)
    {
        if (to - from == 1)
            return Leaves[from];
        var k = K(to - from);
        return SHA256.HashData([1, .. ModelRoot(from, from + k), .. ModelRoot(from + k, to)]);
    }

    private static List<byte[]> ModelPath(int index, int from, int to)
    {
        if (to - from == 1)
            return [];
        var k = K(to - from);
        return index < k
            ? [.. ModelPath(index, from, from + k), ModelRoot(from + k, to)]
            : [.. ModelPath(index - k, from + k, to), ModelRoot(from, from + k)];
    }

    private static List<byte[]> ModelSubproof(int earlier, int from, int to, bool isWhole)
    {
        if (earlier == to - from)
            return isWhole ? [] : [ModelRoot(from, to)];
        var k = K(to - from);
        return earlier <= k
            ? [.. ModelSubproof(earlier, from, from + k, isWhole), ModelRoot(from + k, to)]
            : [.. ModelSubproof(earlier - k, from + k, to, isWhole: false), ModelRoot(from, from + k)];
    }

    private static int K(int size)
    {
        var k = 1;
        while (k * 2 < size)
            k *= 2;
        return k;
    }
}
