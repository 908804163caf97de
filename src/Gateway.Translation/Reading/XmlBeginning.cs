using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Translation.Reading;

/// <summary>What programs do to the beginning of an XML document, and an XML parser refuses.</summary>
internal static partial class XmlBeginning
{
    private const int Head = 256;

    /// <summary>The document from its declaration on.</summary>
    /// <param name="content">From its first byte.</param>
    /// <param name="above">Lines that were blank above the declaration.</param>
    /// <param name="encoding">
    /// Set when the declaration is not to be believed: it says UTF-16 and the bytes are none, as a text that was declared before
    /// it was encoded; it says Latin-1, and Windows writes its own characters under that name; or the document is in UTF-16,
    /// which is given as UTF-8. Otherwise the parser finds the encoding.
    /// </param>
    public static Stream Of(Stream content, out int above, out Encoding? encoding)
    {
        var head = new byte[Head];
        var length = content.ReadAtLeast(head, Head, throwOnEndOfStream: false);
        if (Encodings.IsUtf16(head.AsSpan(0, length)))
        {
            above = 0;
            encoding = Encoding.UTF8;
            return Encodings.AsUtf8(new PrefixedStream(head.AsMemory(0, length), content));
        }

        var mark = head.AsSpan(0, length).StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var from = mark;
        while (from + 1 < length && head[from] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' && head[from + 1] != 0)
            from++;
        above = head.AsSpan(mark, from - mark).Count((byte)'\n');
        var rest = head.AsMemory(from, length - from);
        var beginning = Encoding.Latin1.GetString(rest.Span);
        encoding = DeclaresUtf16().IsMatch(beginning) ? Encodings.Utf8OrWindows1252
            : mark == 0 && Declared().Match(beginning) is { Success: true } declared && Encodings.IsLatin1(Encodings.Named(declared.Groups["name"].Value)) ? Encodings.Windows1252
            : null;
        return mark == 0 ? new PrefixedStream(rest, content) : new PrefixedStream(head.AsMemory(0, mark), new PrefixedStream(rest, content));
    }

    [GeneratedRegex("^<\\?xml[^>]*encoding\\s*=\\s*[\"'](utf-?16|unicode|ucs-?2)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DeclaresUtf16();

    [GeneratedRegex("^<\\?xml[^>]*encoding\\s*=\\s*[\"'](?<name>[A-Za-z][A-Za-z0-9._-]{0,39})[\"']", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declared();
}
