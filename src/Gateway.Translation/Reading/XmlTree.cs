using System.Text;
using System.Xml;
using Gateway.Core.Intake;

namespace Gateway.Translation.Reading;

/// <summary>Turns one XML element into nodes, within bounds.</summary>
/// <param name="known">Names that the profile asks for.</param>
internal sealed class XmlTree(SourceNames known)
{
    private const string Declarations = "http://www.w3.org/2000/xmlns/";
    private const string Types = "http://www.w3.org/2001/XMLSchema-instance";
    private readonly DocumentNames _names = new(known);
    private readonly char[] _chunk = new char[2048];
    private readonly char[] _rest = new char[2048];
    private readonly List<SourceNode> _found = [];
    private readonly Stack<int> _starts = [];

    /// <summary>Of each element that is open, its text when that comes in pieces: between children, or in sections of characters.</summary>
    private readonly Stack<StringBuilder?> _pieces = [];

    /// <summary>Reads the element the reader stands on, to its end.</summary>
    /// <param name="xml">On a start tag.</param>
    /// <param name="keep">False: pass over it.</param>
    /// <param name="problem">Why the record alone cannot be used.</param>
    /// <returns>The element; null when passed over, out of bounds, or when the document cannot be read on.</returns>
    public SourceNode? Read(XmlSource xml, bool keep, out Unreadable? problem)
    {
        problem = null;
        _found.Clear();
        _starts.Clear();
        _pieces.Clear();
        var size = 0;
        var reader = xml.Reader;
        var root = keep ? Node(xml, null, ref size) : null;
        var depth = reader.IsEmptyElement ? 0 : 1;
        var at = root is not null && depth == 0 ? Ended(root) : root;
        while (depth > 0 && xml.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var ends = reader.IsEmptyElement;
                    if (at is not null)
                    {
                        var child = Node(xml, at, ref size);
                        at = ends ? Ended(child) : child;
                    }

                    depth += ends ? 0 : 1;
                    if (at is not null && depth > ReadingLimits.Depth)
                        problem = new Unreadable("too-deep", DocumentProblems.TooDeep, xml.Line);
                    break;
                case XmlNodeType.EndElement:
                    depth--;
                    at = at is null ? null : Ended(at);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    Text(xml, at, ref size);
                    break;
            }

            if (at is not null && size > ReadingLimits.RecordSize)
                problem = new Unreadable("record-too-large", DocumentProblems.RecordTooLarge, xml.Line);
            if (problem is not null)
                at = null;
        }

        return problem is null && xml.Failure is null ? root : null;
    }

    private SourceNode Node(XmlSource xml, SourceNode? parent, ref int size)
    {
        var reader = xml.Reader;
        var line = xml.Line;
        var node = new SourceNode(_names.Of(reader.LocalName), NodeKind.Object, parent) { Namespace = reader.NamespaceURI.Length == 0 ? null : reader.NamespaceURI, Place = line };
        if (parent is not null)
            _found.Add(node);
        _starts.Push(_found.Count);
        _pieces.Push(null);
        size += reader.LocalName.Length + 8;
        if (!reader.MoveToFirstAttribute())
            return node;
        HashSet<string>? names = null;
        do
        {
            size += reader.LocalName.Length + reader.Value.Length;
            // Declarations of namespaces and of types are grammar; every other attribute is content, by its local name.
            if (reader.NamespaceURI is not (Declarations or Types) && (names ??= new HashSet<string>(StringComparer.Ordinal)).Add(reader.LocalName))
                _found.Add(new SourceNode(_names.Attribute(reader.LocalName), NodeKind.Text, node) { Text = reader.Value, Place = line });
        }
        while (reader.MoveToNextAttribute());
        reader.MoveToElement();
        return node;
    }

    /// <summary>An element has all its children.</summary>
    /// <returns>The element around it.</returns>
    private SourceNode? Ended(SourceNode node)
    {
        node.Adopt(_found, _starts.Pop());
        if (_pieces.Pop() is { } text)
            node.Text = text.ToString();
        return node.Parent;
    }

    /// <summary>Appends the text the reader stands on; what is too long for a record is passed over piece by piece.</summary>
    private void Text(XmlSource xml, SourceNode? node, ref int size)
    {
        var first = xml.ReadText(_chunk);
        size += first;
        // Less than was asked for, but for half a character, is all there is.
        var read = first >= _chunk.Length - 1 ? xml.ReadText(_rest) : 0;
        if (node is null)
        {
            for (; read > 0; read = xml.ReadText(_rest))
                size = Math.Min(size + read, int.MaxValue / 2);
            return;
        }

        if (node.Text is null && read == 0)
        {
            node.Text = new string(_chunk, 0, first);
            return;
        }

        var whole = _pieces.Peek();
        if (whole is null)
        {
            whole = new StringBuilder(node.Text);
            _pieces.Pop();
            _pieces.Push(whole);
        }

        whole.Append(_chunk, 0, first);
        for (; read > 0; read = xml.ReadText(_rest))
        {
            size = Math.Min(size + read, int.MaxValue / 2);
            if (size <= ReadingLimits.RecordSize)
                whole.Append(_rest, 0, read);
        }

        node.Text ??= "";
    }
}
