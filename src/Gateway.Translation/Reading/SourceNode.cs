using System.Globalization;

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
internal sealed class SourceNode(string name, NodeKind kind, SourceNode? parent)
{
    /// <summary>Member, element, attribute or column name; items of an array carry the array's name.</summary>
    public string Name { get; } = name;

    public NodeKind Kind { get; set; } = kind;

    public SourceNode? Parent { get; } = parent;

    /// <summary>XML namespace, when there is one.</summary>
    public string? Namespace { get; init; }

    /// <summary>Scalar as text; an XML element with attributes may have both children and text.</summary>
    public string? Text { get; set; }

    public List<SourceNode>? Children { get; private set; }

    /// <summary>Line, or for JSON the byte offset in the slice; the record turns it into a line.</summary>
    public int Place { get; init; }

    /// <summary>A field line or a known path asked for it.</summary>
    public bool Used { get; set; }

    /// <summary>Belongs behind a wall or is free text: never in a statement, never in the stripped slice.</summary>
    public bool Sealed { get; set; }

    public void Add(SourceNode child) => (Children ??= []).Add(child);

    public SourceNode? Child(string name)
    {
        if (Children is null)
            return null;
        foreach (var child in Children)
        {
            if (child.Name == name)
                return child;
        }

        return null;
    }

    /// <summary>Whether the source gave no value here.</summary>
    public bool IsEmpty => Kind is NodeKind.Null
        || (Children is null or { Count: 0 } && string.IsNullOrWhiteSpace(Text));

    /// <summary>Path in the source's own terms, with 1-based positions of repeated parts.</summary>
    public string PathText(char separator)
    {
        if (Parent is null)
            return Name;
        if (Parent.Kind == NodeKind.Array)
            return Parent.PathText(separator) + Position(Parent.Children!.IndexOf(this));
        var own = Name;
        if (Parent.Children!.Count(c => c.Name == Name) > 1)
            own += Position(Parent.Children!.Where(c => c.Name == Name).TakeWhile(c => c != this).Count());
        return Parent.Parent is null ? own : Parent.PathText(separator) + (own[0] == '@' ? own : separator + own);
    }

    /// <summary>Path with lists transparent, the same for every item.</summary>
    public string PlainPath(char separator)
    {
        if (Parent is null)
            return Name;
        if (Parent.Kind == NodeKind.Array)
            return Parent.PlainPath(separator);
        return Parent.Parent is null ? Name : Parent.PlainPath(separator) + (Name[0] == '@' ? Name : separator + Name);
    }

    private static string Position(int index) => string.Create(CultureInfo.InvariantCulture, $"[{index + 1}]");
}
