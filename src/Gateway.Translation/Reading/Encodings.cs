using System.Net.Http.Headers;
using System.Text;

namespace Gateway.Translation.Reading;

/// <summary>Which encoding a document is in, from its first bytes, and text readers that survive a wrong byte.</summary>
internal static class Encodings
{
    private static readonly Encoding Windows1252 = Registered();

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
            : Encoding.CreateTranscodingStream(rest, encoding, Encoding.UTF8, leaveOpen: true);
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
    public static StreamReader TextOf(Stream content, Encoding? declared)
    {
        var encoding = Detect(content, out var rest, out var marked);
        if (encoding.CodePage == Encoding.UTF8.CodePage)
            encoding = marked || declared is null || declared.CodePage == Encoding.UTF8.CodePage ? Utf8OrWindows1252 : declared;
        return new StreamReader(rest, encoding, detectEncodingFromByteOrderMarks: false, 64 * 1024, leaveOpen: true);
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

/// <summary>Some bytes already read, then the stream they came from. Does not own the stream.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : Stream
{
    private ReadOnlyMemory<byte> _prefix = prefix;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_prefix.IsEmpty)
            return rest.Read(buffer);
        var count = Math.Min(buffer.Length, _prefix.Length);
        _prefix.Span[..count].CopyTo(buffer);
        _prefix = _prefix[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
