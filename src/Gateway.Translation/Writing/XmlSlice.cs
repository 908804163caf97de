using System.Buffers;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Writing;

/// <summary>
/// Writes an element as it was read. All of it came from a parser, so nothing has to be checked; a general writer takes longer
/// for that than reading took.
/// </summary>
internal readonly struct XmlSlice(Utf8Buffer bytes)
{
    private static readonly SearchValues<char> InText = SearchValues.Create("&<>\r");
    private static readonly SearchValues<char> InAttributes = SearchValues.Create("&<>\"\r\n\t");

    public void Write(SourceNode root, bool stripped) => Write(root, "", stripped);

    private void Write(SourceNode node, string around, bool stripped)
    {
        var name = node.Label.Json.EncodedUtf8Bytes;
        bytes.Add((byte)'<');
        bytes.Add(name);
        if ((node.Namespace ?? "") is var own && own != around)
            Attribute("xmlns"u8, own);
        var inside = stripped && !node.Used ? null : node.Text;
        var elements = false;
        foreach (var child in node.Children)
        {
            if (stripped && TreeBytes.IsLeftOut(child))
                continue;
            if (child.IsAttribute)
                Attribute(child.Label.Json.EncodedUtf8Bytes[1..], child.Text ?? "");
            else
                elements = true;
        }

        if (inside is null && !elements)
        {
            bytes.Add(" />"u8);
            return;
        }

        bytes.Add((byte)'>');
        Text(inside, InText);
        foreach (var child in node.Children)
        {
            if (!child.IsAttribute && !(stripped && TreeBytes.IsLeftOut(child)))
                Write(child, own, stripped);
        }

        bytes.Add("</"u8);
        bytes.Add(name);
        bytes.Add((byte)'>');
    }

    private void Attribute(ReadOnlySpan<byte> name, string value)
    {
        bytes.Add((byte)' ');
        bytes.Add(name);
        bytes.Add("=\""u8);
        Text(value, InAttributes);
        bytes.Add((byte)'"');
    }

    private void Text(ReadOnlySpan<char> text, SearchValues<char> escaped)
    {
        while (!text.IsEmpty)
        {
            var next = text.IndexOfAny(escaped);
            bytes.Add(next < 0 ? text : text[..next]);
            if (next < 0)
                return;
            bytes.Add(text[next] switch
            {
                '&' => "&amp;"u8,
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '"' => "&quot;"u8,
                '\r' => "&#xD;"u8,
                '\n' => "&#xA;"u8,
                _ => "&#x9;"u8,
            });
            text = text[(next + 1)..];
        }
    }
}
