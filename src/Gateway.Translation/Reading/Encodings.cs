using System.Net.Http.Headers;
using System.Text;

namespace Gateway.Translation.Reading;

/// <summary>Which encoding a document is in, from its first bytes, and text readers that survive a wrong byte.</summary>
internal static class Encodings
{
    /// <summary>What Windows programs mean by Latin-1.</summary>
    public static Encoding Windows1252 { get; } = Registered();

    /// <summary>UTF-8 in which every byte that is no UTF-8 is read as Windows-1252, as old exports mean it.</summary>
    public static Encoding Utf8OrWindows1252 { get; } =
        Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new Windows1252Fallback());

    /// <summary>Looks at the first bytes without losing them.</summary>
    /// <param name="content">Any stream.</param>
    /// <param name="rest">The whole content, from its first byte on, without a byte-order mark.</param>
    /// <param name="marked">A byte-order mark said so.</param>
    /// <returns>UTF-8 unless a mark or the pattern of zero bytes says UTF-16.</returns>
    public static Encoding Detect(Stream content, out Stream rest, out bool marked)
    {
        var head = new byte[4];
        var length = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var (encoding, mark) = head.AsSpan(0, length) switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            [not 0, 0, not 0, 0] => (Encoding.Unicode, 0),
            [0, not 0, 0, not 0] => (Encoding.BigEndianUnicode, 0),
            _ => (Encoding.UTF8, 0),
        };
        marked = mark > 0;
        rest = new PrefixedStream(head.AsMemory(mark, length - mark), content);
        return encoding;
    }

    /// <summary>Whether these are the first bytes of a text in UTF-16.</summary>
    public static bool IsUtf16(ReadOnlySpan<byte> head) => head is [0xFF, 0xFE, not 0, ..] or [0xFE, 0xFF, ..] or [not 0, 0, not 0, 0, ..] or [0, not 0, 0, not 0, ..];

    /// <summary>Whether an encoding is Latin-1 or ASCII: where it has control characters that nobody writes, Windows has letters and quotation marks.</summary>
    public static bool IsLatin1(Encoding? encoding) => encoding?.CodePage is 28591 or 20127;

    /// <summary>The content as it is; whoever reads it may rely on the old code pages being known by name.</summary>
    public static Stream WithCodePages(Stream content)
    {
        _ = Windows1252;
        return content;
    }

    /// <summary>The content as UTF-8 bytes.</summary>
    public static Stream AsUtf8(Stream content)
    {
        var encoding = Detect(content, out var rest, out _);
        return encoding.CodePage == Encoding.UTF8.CodePage
            ? rest
            : Encoding.CreateTranscodingStream(rest, encoding, new UTF8Encoding(false), leaveOpen: true);
    }

    /// <summary>An encoding by its name, old code pages included; null when there is none of that name.</summary>
    public static Encoding? Named(string name)
    {
        try
        {
            _ = Windows1252;
            return Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The charset of a media type; null when it is absent or unknown.</summary>
    public static Encoding? Declared(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || type.CharSet?.Trim('"') is not { Length: > 0 } name)
            return null;
        return Named(name);
    }

    /// <summary>Text of rows or lines: a mark at the beginning counts, then what is declared, then UTF-8 with old bytes.</summary>
    public static TextReader TextOf(Stream content, Encoding? declared)
    {
        var encoding = Detect(content, out var rest, out var marked);
        if (encoding.CodePage == Encoding.UTF8.CodePage)
            encoding = marked || declared is null || declared.CodePage == Encoding.UTF8.CodePage ? Utf8OrWindows1252 : IsLatin1(declared) ? Windows1252 : declared;
        return new EndMarkReader(new StreamReader(rest, encoding, detectEncodingFromByteOrderMarks: false, 64 * 1024, leaveOpen: true));
    }

    private static Encoding Registered()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(1252);
    }

    private sealed class Windows1252Fallback : DecoderFallback
    {
        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Windows1252Buffer();
    }

    private sealed class Windows1252Buffer : DecoderFallbackBuffer
    {
        private string _text = "";
        private int _next;

        public override int Remaining => _text.Length - _next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            _text = Windows1252.GetString(bytesUnknown);
            _next = 0;
            return _text.Length > 0;
        }

        public override char GetNextChar() => _next < _text.Length ? _text[_next++] : '\0';

        public override bool MovePrevious()
        {
            if (_next == 0)
                return false;
            _next--;
            return true;
        }

        public override void Reset() => (_text, _next) = ("", 0);
    }
}
