using System.Globalization;
using System.Runtime.InteropServices;

namespace Gateway.Translation.Reading;

/// <summary>Kinds of nodes. A JSON string, an XML element's text and a cell are all <see cref="Text"/>.</summary>
internal enum NodeKind
{
    Object,
    Array,
    Text,
    Number,
    True,
    False,
    Null,
}

/// <summary>
/// A value of a record as its source wrote it, whatever the format: JSON members, XML elements and attributes
/// (named <c>@x</c>) and cells all become nodes, so that one set of paths and conversions serves every format.
/// </summary>
internal sealed class SourceNode(SourceName label, NodeKind kind, SourceNode? parent)
{
    /// <summary>From this many children on, the first of a name is looked up.</summary>
    private const int Wide = 12;

    private SourceNode[] _children = [];
    private int[]? _firsts;
    private Dictionary<string, int>? _alike;
    private int _count;
    private int _before;

    /// <summary>Member, element, attribute or column; items of an array carry the array's name.</summary>
    public SourceName Label { get; set; } = label;

    public string Name => Label.Text;

    public NodeKind Kind { get; set; } = kind;

    public SourceNode? Parent { get; } = parent;

    /// <summary>XML namespace, when there is one.</summary>
    public string? Namespace { get; init; }

    /// <summary>Scalar as text; an XML element with attributes may have both children and text.</summary>
    public string? Text { get; set; }

    /// <summary>What is directly below; empty for a leaf.</summary>
    public ReadOnlySpan<SourceNode> Children => _children.AsSpan(0, _count);

    public bool IsLeaf => _count == 0;

    /// <summary>Whether it is an attribute of an XML element.</summary>
    public bool IsAttribute => Label.IsAttribute;

    /// <summary>Line, or for JSON the byte offset in the slice; the record turns it into a line.</summary>
    public int Place { get; init; }

    /// <summary>A field line or a known path asked for it.</summary>
    public bool Used { get; set; }

    /// <summary>Belongs behind a wall or is free text: never in a statement, never in the stripped slice.</summary>
    public bool Sealed { get; set; }

    /// <summary>Whether the source gave no value here.</summary>
    public bool IsEmpty => Kind is NodeKind.Null || (_count == 0 && string.IsNullOrWhiteSpace(Text));

    /// <summary>Makes room for so many children.</summary>
    public void Expect(int children) => Array.Resize(ref _children, children);

    /// <summary>Takes the children that a reader has found, all of them at once.</summary>
    /// <param name="found">What the reader holds; its own are the last.</param>
    /// <param name="from">Where its own begin; they are taken off.</param>
    public void Adopt(List<SourceNode> found, int from)
    {
        if (found.Count == from)
            return;
        _children = CollectionsMarshal.AsSpan(found)[from..].ToArray();
        _count = _children.Length;
        found.RemoveRange(from, _count);
    }

    public void Add(SourceNode child)
    {
        if (_count == _children.Length)
            Array.Resize(ref _children, Math.Max(4, _count * 2));
        _children[_count++] = child;
        _firsts = null;
        _alike = null;
    }

    /// <summary>Children among which all with a name's number are.</summary>
    public ReadOnlySpan<SourceNode> ChildrenFrom(int number)
    {
        if (_count < Wide)
            return Children;
        _firsts ??= Firsts();
        var first = number < _firsts.Length ? _firsts[number] : 0;
        return first switch
        {
            0 => [],
            > 0 => Children.Slice(first - 1, 1),
            _ => Children[(-first - 1)..],
        };
    }

    public SourceNode? Child(string name)
    {
        foreach (var child in Children)
        {
            if (child.Name == name)
                return child;
        }

        return null;
    }

    /// <summary>Notes that all of it is known.</summary>
    public void UseAll()
    {
        Used = true;
        foreach (var child in Children)
            child.UseAll();
    }

    /// <summary>Path in the source's own terms, with 1-based positions of repeated parts.</summary>
    public string PathText(char separator)
    {
        if (Parent is null)
            return Name;
        if (Parent.Kind == NodeKind.Array)
            return Parent.PathText(separator) + Position(Alike(out _));
        var before = Alike(out var alike);
        var own = alike > 1 ? Name + Position(before) : Name;
        return Parent.Parent is null ? own : Parent.PathText(separator) + (IsAttribute ? own : separator + own);
    }

    /// <summary>Path with lists transparent, the same for every item.</summary>
    public string PlainPath(char separator)
    {
        if (Parent is null)
            return Name;
        if (Parent.Kind == NodeKind.Array)
            return Parent.PlainPath(separator);
        return Parent.Parent is null ? Name : Parent.PlainPath(separator) + (IsAttribute ? Name : separator + Name);
    }

    /// <summary>By number of a name, the place of its first child from 1 on, negative when there are more of them; 0 when there is none.</summary>
    private int[] Firsts()
    {
        var most = 0;
        foreach (var child in Children)
            most = Math.Max(most, child.Label.Number);
        var firsts = new int[most + 1];
        for (var i = 0; i < _count; i++)
        {
            if (_children[i].Label.Number is var number and >= 0)
                firsts[number] = firsts[number] == 0 ? i + 1 : -Math.Abs(firsts[number]);
        }

        return firsts;
    }

    /// <summary>How many siblings of its name there are.</summary>
    /// <returns>How many of them stand before it.</returns>
    private int Alike(out int alike)
    {
        if (Parent!._count < Wide)
            return AlikeOfFew(out alike);
        // Numbered together and once: a record may have tens of thousands of entries whose places are told.
        Parent._alike ??= Parent.Numbered();
        alike = Parent._alike.GetValueOrDefault(Name);
        return _before;
    }

    private int AlikeOfFew(out int alike)
    {
        var before = 0;
        alike = 0;
        foreach (var sibling in Parent!.Children)
        {
            if (sibling == this)
                before = alike;
            if (sibling.Name == Name)
                alike++;
        }

        return before;
    }

    /// <summary>Notes of each child how many of its name stand before it.</summary>
    /// <returns>How many children each name has.</returns>
    private Dictionary<string, int> Numbered()
    {
        Dictionary<string, int> alike = new(StringComparer.Ordinal);
        foreach (var child in Children)
        {
            child._before = alike.GetValueOrDefault(child.Name);
            alike[child.Name] = child._before + 1;
        }

        return alike;
    }

    private static string Position(int index) => string.Create(CultureInfo.InvariantCulture, $"[{index + 1}]");
}
