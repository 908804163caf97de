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
    /// Set when the declaration says UTF-16 and the bytes are none: a text was declared before it was encoded. Otherwise the
    /// parser finds the encoding.
    /// </param>
    public static Stream Of(Stream content, out int above, out Encoding? encoding)
    {
        var head = new byte[Head];
        var length = content.ReadAtLeast(head, Head, throwOnEndOfStream: false);
        var mark = head.AsSpan(0, length).StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var from = mark;
        while (from + 1 < length && head[from] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' && head[from + 1] != 0)
            from++;
        above = head.AsSpan(mark, from - mark).Count((byte)'\n');
        var rest = head.AsMemory(from, length - from);
        encoding = DeclaresUtf16().IsMatch(Encoding.Latin1.GetString(rest.Span)) ? Encodings.Utf8OrWindows1252 : null;
        return mark == 0 ? new PrefixedStream(rest, content) : new PrefixedStream(head.AsMemory(0, mark), new PrefixedStream(rest, content));
    }

    [GeneratedRegex("^<\\?xml[^>]*encoding\\s*=\\s*[\"'](utf-?16|unicode|ucs-?2)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DeclaresUtf16();
}
