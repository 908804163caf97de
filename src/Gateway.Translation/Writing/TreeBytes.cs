using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Writing;

/// <summary>
/// Nodes back to bytes: XML for XML profiles, JSON otherwise (tables become an object of column to cell). Its buffer serves one
/// record after another.
/// </summary>
internal sealed class TreeBytes
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly SourceFormat _format;
    private readonly Utf8Buffer _bytes = new();
    private readonly Utf8JsonWriter _json;

    public TreeBytes(SourceFormat format)
    {
        _format = format;
        _json = new Utf8JsonWriter(_bytes, Json);
    }

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
        if (_format == SourceFormat.Xml)
        {
            new XmlSlice(_bytes).Write(root, stripped);
            return _bytes.Take();
        }

        _json.Reset();
        Write(_json, root, stripped);
        _json.Flush();
        return _bytes.Take();
    }

    /// <summary>Whether a node is left out of what is stripped.</summary>
    public static bool IsLeftOut(SourceNode node) => node.Sealed || (node.IsLeaf && !node.Used);

    private static void Write(Utf8JsonWriter writer, SourceNode node, bool stripped)
    {
        switch (node.Kind)
        {
            case NodeKind.Object:
                writer.WriteStartObject();
                foreach (var child in node.Children)
                {
                    if (stripped && IsLeftOut(child))
                        continue;
                    writer.WritePropertyName(child.Label.Json);
                    Write(writer, child, stripped);
                }

                writer.WriteEndObject();
                break;
            case NodeKind.Array:
                writer.WriteStartArray();
                foreach (var child in node.Children)
                {
                    if (!stripped || !IsLeftOut(child))
                        Write(writer, child, stripped);
                }

                writer.WriteEndArray();
                break;
            case NodeKind.Text:
                writer.WriteStringValue(node.Text);
                break;
            case NodeKind.Null:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteRawValue(node.Text!, skipInputValidation: true);
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
