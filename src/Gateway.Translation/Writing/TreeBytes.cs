using System.Xml;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Writing;

/// <summary>
/// Nodes back to bytes: XML for XML profiles, JSON otherwise (tables become an object of column to cell). Its buffer serves one
/// record after another.
/// </summary>
internal sealed class TreeBytes(SourceFormat format)
{
    private readonly Utf8Buffer _bytes = new();

    /// <summary>The whole tree.</summary>
    public ReadOnlyMemory<byte> Of(SourceNode root) => Of(root, stripped: false);

    /// <summary>The tree without what is sealed and what nothing knows.</summary>
    public ReadOnlyMemory<byte> Stripped(SourceNode root) => Of(root, stripped: true);

    /// <summary>An XML document of its own.</summary>
    public static ReadOnlyMemory<byte> XmlOf(SourceNode root, XmlWriterSettings settings)
    {
        using var bytes = new MemoryStream(512);
        using (var writer = XmlWriter.Create(bytes, settings))
            Write(writer, root);
        return bytes.ToArray();
    }

    private byte[] Of(SourceNode root, bool stripped)
    {
        _bytes.Clear();
        if (format == SourceFormat.Xml)
            new XmlSlice(_bytes).Write(root, stripped);
        else
            Write(new JsonText(_bytes), root, stripped);
        return _bytes.Take();
    }

    /// <summary>Whether a node is left out of what is stripped.</summary>
    public static bool IsLeftOut(SourceNode node) => node.Sealed || (node.IsLeaf && !node.Used);

    private static void Write(JsonText json, SourceNode node, bool stripped)
    {
        switch (node.Kind)
        {
            case NodeKind.Object:
                var first = true;
                json.Raw((byte)'{');
                foreach (var child in node.Children)
                {
                    if (stripped && IsLeftOut(child))
                        continue;
                    json.Name(child.Label.Json, first);
                    Write(json, child, stripped);
                    first = false;
                }

                json.Raw((byte)'}');
                break;
            case NodeKind.Array:
                var any = false;
                json.Raw((byte)'[');
                foreach (var child in node.Children)
                {
                    if (stripped && IsLeftOut(child))
                        continue;
                    if (any)
                        json.Raw((byte)',');
                    Write(json, child, stripped);
                    any = true;
                }

                json.Raw((byte)']');
                break;
            case NodeKind.Text when node.Text is { } text:
                json.Text(text);
                break;
            case NodeKind.Text or NodeKind.Null:
                json.Raw("null"u8);
                break;
            default:
                json.Raw(node.Text);
                break;
        }
    }

    private static void Write(XmlWriter writer, SourceNode node)
    {
        writer.WriteStartElement(node.Name, node.Namespace ?? "");
        foreach (var child in node.Children)
        {
            if (child.IsAttribute)
                writer.WriteAttributeString(child.Name[1..], Allowed(child.Text));
        }

        if (node.Text is not null)
            writer.WriteString(Allowed(node.Text));
        foreach (var child in node.Children)
        {
            if (!child.IsAttribute)
                Write(writer, child);
        }

        writer.WriteEndElement();
    }

    /// <summary>Characters that no XML document may hold, not even escaped, are left out.</summary>
    private static string? Allowed(string? text) =>
        text is null || text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Where((c, i) => XmlConvert.IsXmlChar(c) || IsPaired(text, i)));

    private static bool IsPaired(string text, int index) =>
        (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
        || (char.IsLowSurrogate(text[index]) && index > 0 && char.IsHighSurrogate(text[index - 1]));
}
