namespace Gateway.Translation.Reading;

/// <summary>
/// Marks that programs put behind the end of a file: Ctrl-Z, NULs that fill a block, blanks and a byte-order mark among them.
/// They are held back until something follows them, and passed over when nothing does.
/// </summary>
/// <param name="read">Reads on; 0 at the end.</param>
/// <param name="substitute">Ctrl-Z.</param>
/// <param name="nothing">NUL.</param>
/// <param name="goesOn">What may follow either of them.</param>
/// <typeparam name="T">Byte or character.</typeparam>
internal sealed class EndMarks<T>(Func<T[], int> read, T substitute, T nothing, Func<T, bool> goesOn)
    where T : struct, IEquatable<T>
{
    /// <summary>Different marks in a row that are held; more of them are no end.</summary>
    private const int Most = 4096;

    private readonly T[] _buffer = new T[32 * 1024];
    private readonly List<(T Mark, long Count)> _held = [];
    private int _next;
    private int _end;
    private int _released;

    /// <summary>Reads on; 0 at the end.</summary>
    public int Read(Span<T> into)
    {
        while (!into.IsEmpty)
        {
            if (_released > 0)
                return Release(into);
            if (_next == _end)
            {
                _next = 0;
                _end = read(_buffer);
                if (_end == 0)
                    return 0;
            }

            if (_held.Count > 0)
            {
                Hold();
                continue;
            }

            var rest = _buffer.AsSpan(_next, _end - _next);
            var mark = rest.IndexOfAny(substitute, nothing);
            var plain = mark < 0 ? rest.Length : mark;
            if (plain == 0)
            {
                Hold();
                continue;
            }

            var given = Math.Min(plain, into.Length);
            rest[..given].CopyTo(into);
            _next += given;
            return given;
        }

        return 0;
    }

    /// <summary>Takes marks as long as they last; what follows them releases them.</summary>
    private void Hold()
    {
        while (_next < _end)
        {
            var mark = _buffer[_next];
            if (!goesOn(mark) || _held.Count == Most)
            {
                _released = _held.Count;
                return;
            }

            _next++;
            if (_held.Count > 0 && _held[^1].Mark.Equals(mark))
                _held[^1] = (mark, _held[^1].Count + 1);
            else
                _held.Add((mark, 1));
        }
    }

    private int Release(Span<T> into)
    {
        var given = 0;
        while (_released > 0 && given < into.Length)
        {
            var at = _held.Count - _released;
            var (mark, count) = _held[at];
            var now = (int)Math.Min(count, into.Length - given);
            into.Slice(given, now).Fill(mark);
            given += now;
            if (now == count)
                _released--;
            else
                _held[at] = (mark, count - now);
        }

        if (_released == 0)
            _held.Clear();
        return given;
    }
}

/// <summary>Text without the marks behind its end.</summary>
internal sealed class EndMarkReader(TextReader text) : TextReader
{
    private readonly EndMarks<char> _marks = new(
        buffer => text.Read(buffer, 0, buffer.Length), '\u001A', '\0', c => c is '\u001A' or '\0' or '\uFEFF' or '\r' or '\n' or ' ' or '\t');

    public override int Read(char[] buffer, int index, int count) => _marks.Read(buffer.AsSpan(index, count));

    public override int Read() => throw new NotSupportedException();

    public override int Peek() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            text.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>UTF-8, or another encoding that has ASCII in it, without the marks behind its end. Does not own the stream.</summary>
internal sealed class EndMarkStream(Stream content) : Stream
{
    private readonly EndMarks<byte> _marks = new(
        buffer => content.Read(buffer, 0, buffer.Length), 0x1A, 0, b => b is 0x1A or 0 or (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t' or 0xEF or 0xBB or 0xBF);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer) => _marks.Read(buffer);

    public override int Read(byte[] buffer, int offset, int count) => _marks.Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
