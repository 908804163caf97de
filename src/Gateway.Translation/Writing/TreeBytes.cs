using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Writing;

/// <summary>Nodes back to bytes: XML for XML profiles, JSON otherwise (tables become an object of column to cell).</summary>
internal static class TreeBytes
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly XmlWriterSettings Xml = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), OmitXmlDeclaration = true, CheckCharacters = false };

    public static ReadOnlyMemory<byte> Of(SourceNode root, SourceFormat format, Func<SourceNode, bool>? omit)
    {
        if (format == SourceFormat.Xml)
            return XmlOf(root, Xml, omit);
        var bytes = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(bytes, Json);
        Write(writer, root, omit);
        writer.Flush();
        return bytes.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> XmlOf(SourceNode root, XmlWriterSettings settings, Func<SourceNode, bool>? omit)
    {
        using var bytes = new MemoryStream(512);
        using (var writer = XmlWriter.Create(bytes, settings))
            Write(writer, root, omit);
        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, SourceNode node, Func<SourceNode, bool>? omit)
    {
        switch (node.Kind)
        {
            case NodeKind.Object:
                writer.WriteStartObject();
                foreach (var child in node.Children ?? [])
                {
                    if (omit?.Invoke(child) == true)
                        continue;
                    writer.WritePropertyName(child.Name);
                    Write(writer, child, omit);
                }

                writer.WriteEndObject();
                break;
            case NodeKind.Array:
                writer.WriteStartArray();
                foreach (var child in node.Children ?? [])
                {
                    if (omit?.Invoke(child) != true)
                        Write(writer, child, omit);
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

    private static void Write(XmlWriter writer, SourceNode node, Func<SourceNode, bool>? omit)
    {
        writer.WriteStartElement(node.Name, node.Namespace ?? "");
        foreach (var child in node.Children ?? [])
        {
            if (child.Name[0] == '@' && omit?.Invoke(child) != true)
                writer.WriteAttributeString(child.Name[1..], Allowed(child.Text));
        }

        if (node.Text is not null && (omit is null || node.Used))
            writer.WriteString(Allowed(node.Text));
        foreach (var child in node.Children ?? [])
        {
            if (child.Name[0] != '@' && omit?.Invoke(child) != true)
                Write(writer, child, omit);
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
