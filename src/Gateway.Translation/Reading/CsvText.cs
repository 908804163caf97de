namespace Gateway.Translation.Reading;

/// <summary>
/// The text of a CSV file as its parser reads it: lines longer than a record may be are cut, and the parser can be set back
/// to where a row began. Memory is bounded by one row.
/// </summary>
internal sealed class CsvText(TextReader text) : TextReader
{
    /// <summary>Characters of a row of several lines before it is passed over: quotes may open one field after the other without end.</summary>
    private const int Longest = 2 * ReadingLimits.RecordSize;

    private readonly char[] _read = new char[32 * 1024];
    private readonly Queue<long> _cuts = new();
    private char[] _held = new char[128 * 1024];
    private long _from;
    private long _start;
    private int _length;
    private int _next;
    private int _line;
    private bool _cut;
    private bool _oddQuotes;
    private char _last = '\n';

    /// <summary>Everything was given.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>Whether the last line of what was read has its end.</summary>
    public bool EndsWithNewLine => _last is '\n' or '\r';

    /// <summary>The first lines; nothing of them is taken.</summary>
    public IEnumerable<string> FirstLines(int count)
    {
        while (_length < 64 * 1024 && Fill())
        {
        }

        return new string(_held, 0, _length).Split('\n', count + 1).Take(count);
    }

    /// <summary>A row begins at this character: what is before it is not needed any more.</summary>
    public void BeginAt(long place) => _start = place;

    /// <summary>Whether a line before this character was cut, which is then forgotten.</summary>
    public bool WasCutBefore(long place)
    {
        var cut = false;
        while (_cuts.TryPeek(out var at) && at < place)
        {
            _cuts.Dequeue();
            cut = true;
        }

        return cut;
    }

    /// <summary>Goes on behind the first line of the row that has begun.</summary>
    /// <returns>Length of that line, its end included.</returns>
    public int Again()
    {
        var row = _held.AsSpan((int)(_start - _from), _length - (int)(_start - _from));
        var end = row.IndexOfAny('\n', '\r');
        var length = end < 0 ? row.Length : row[end..].StartsWith("\r\n") ? end + 2 : end + 1;
        _start += length;
        _next = (int)(_start - _from);
        AtEnd = false;
        return length;
    }

    /// <summary>Goes on behind the line that was read last, and forgets the row.</summary>
    /// <returns>Length of what is passed over, and its lines.</returns>
    public (int Length, int Lines) Skip()
    {
        var end = -1;
        do
        {
            end = _held.AsSpan(_next, _length - _next).IndexOf('\n');
            _next = end < 0 ? _length : _next + end + 1;
        }
        while (end < 0 && Fill());
        var row = _held.AsSpan((int)(_start - _from), _next - (int)(_start - _from));
        var passed = (row.Length, row.Count('\n'));
        _start = _from + _next;
        AtEnd = false;
        return passed;
    }

    public override int Read(char[] buffer, int index, int count)
    {
        if (_from + _next - _start > Longest)
            throw new RowTooLongException();
        if (_next == _length && !Fill())
        {
            AtEnd = true;
            return 0;
        }

        var read = Math.Min(count, _length - _next);
        _held.AsSpan(_next, read).CopyTo(buffer.AsSpan(index));
        _next += read;
        return read;
    }

    public override int Peek() => _next < _length || Fill() ? _held[_next] : -1;

    public override int Read() => throw new NotSupportedException();

    /// <summary>Reads on until there is more to give.</summary>
    private bool Fill()
    {
        do
        {
            var read = text.Read(_read, 0, _read.Length);
            if (read == 0)
                return false;
            _last = _read[read - 1];
            Forget();
            Take(_read.AsSpan(0, read));
        }
        while (_next == _length);
        return true;
    }

    private void Take(ReadOnlySpan<char> rest)
    {
        for (var end = 0; !rest.IsEmpty; rest = rest[(end + 1)..])
        {
            end = rest.IndexOfAny('\n', '\r');
            Add(end < 0 ? rest : rest[..end]);
            if (end < 0)
                return;
            if (_oddQuotes)
                Hold("\"");
            Hold(rest.Slice(end, 1));
            (_line, _cut, _oddQuotes) = (0, false, false);
        }
    }

    /// <summary>Holds as much of a line as a record may have. A quote that the rest would close is closed.</summary>
    private void Add(ReadOnlySpan<char> part)
    {
        var room = Math.Min(part.Length, ReadingLimits.RecordSize - _line);
        Hold(part[..room]);
        _line += room;
        if (room == part.Length)
            return;
        if (!_cut)
            _cuts.Enqueue(_from + _length);
        _cut = true;
        _oddQuotes ^= part[room..].Count('"') % 2 != 0;
    }

    private void Hold(ReadOnlySpan<char> part)
    {
        if (_length + part.Length > _held.Length)
            Array.Resize(ref _held, Math.Max(_held.Length * 2, _length + part.Length));
        part.CopyTo(_held.AsSpan(_length));
        _length += part.Length;
    }

    private void Forget()
    {
        var before = (int)Math.Min(_start - _from, _next);
        if (before <= 0)
            return;
        _held.AsSpan(before, _length - before).CopyTo(_held);
        _from += before;
        _length -= before;
        _next -= before;
    }

    /// <summary>A row goes on and on, in fields each of which ends.</summary>
    internal sealed class RowTooLongException() : Exception("The row is too long.");
}
