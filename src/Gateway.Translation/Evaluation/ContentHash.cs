using System.Security.Cryptography;
using Gateway.Translation.Reading;
using Gateway.Translation.Writing;

namespace Gateway.Translation.Evaluation;

/// <summary>
/// A short name for what a record says, the same whenever it is sent again: neither layout nor the order of members nor
/// empty values count. It makes the ticket of records whose format gives them none. Its buffer serves one record after another.
/// </summary>
internal sealed class ContentHash
{
    private readonly Utf8Buffer _text = new();
    private readonly List<(SourceNode Node, int At)> _sorted = [];
    private SourceName[] _columns = [];
    private int[] _order = [];

    /// <param name="root">The record.</param>
    /// <param name="reference">Reference under which the document was sent: the same event of two streams is two events.</param>
    /// <returns>Twenty hexadecimal digits.</returns>
    public string Of(SourceNode root, string? reference)
    {
        _text.Clear();
        _text.Add(reference);
        _text.Add(1);
        Add(root);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_text.Written, hash);
        return Convert.ToHexStringLower(hash[..10]);
    }

    private void Add(SourceNode node)
    {
        if (node.IsEmpty)
            return;
        _text.Add(node.Name);
        _text.Add(2);
        _text.Add(node.Text.AsSpan().Trim());
        _text.Add(3);
        if (node.Kind == NodeKind.Array)
        {
            foreach (var child in node.Children)
                Add(child);
        }
        else if (node.Parent is null && IsLikeTheLast(node.Children))
        {
            foreach (var at in _order)
                Add(node.Children[at]);
        }
        else if (!node.IsLeaf)
        {
            AddByName(node.Children, remember: node.Parent is null);
        }

        _text.Add(4);
    }

    /// <summary>In the order of their names; those of one name in the order of the record.</summary>
    private void AddByName(ReadOnlySpan<SourceNode> children, bool remember)
    {
        var from = _sorted.Count;
        foreach (var child in children)
            _sorted.Add((child, _sorted.Count - from));
        _sorted.Sort(from, children.Length, ByName.Instance);
        if (remember)
        {
            _order = [.. _sorted.Skip(from).Select(s => s.At)];
            _columns = [.. children.ToArray().Select(c => c.Label)];
        }

        for (var i = from; i < from + children.Length; i++)
            Add(_sorted[i].Node);
        _sorted.RemoveRange(from, children.Length);
    }

    /// <summary>Rows have the same columns one after another, and so the same order.</summary>
    private bool IsLikeTheLast(ReadOnlySpan<SourceNode> children)
    {
        if (children.Length == 0 || children.Length != _columns.Length)
            return false;
        for (var i = 0; i < children.Length; i++)
        {
            if (children[i].Label != _columns[i])
                return false;
        }

        return true;
    }

    private sealed class ByName : IComparer<(SourceNode Node, int At)>
    {
        public static ByName Instance { get; } = new();

        public int Compare((SourceNode Node, int At) x, (SourceNode Node, int At) y) =>
            string.CompareOrdinal(x.Node.Name, y.Node.Name) is var order and not 0 ? order : x.At.CompareTo(y.At);
    }
}
