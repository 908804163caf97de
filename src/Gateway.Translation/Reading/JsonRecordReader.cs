namespace Gateway.Translation.Reading;

/// <summary>Decides from a record's bytes whether it is wanted at all, before anything is made of it.</summary>
internal delegate bool SliceFilter(ReadOnlySpan<byte> slice);

/// <summary>
/// Reads records from a JSON document in UTF-8: one object, or an array of them. Memory is bounded by one record,
/// whatever the size of the document.
/// </summary>
internal sealed class JsonRecordReader(Stream content)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private int _line = 1;
    private bool _ended;

    public IEnumerable<SourceRecord> Read(int skip, SliceFilter? wanted)
    {
        var index = 0;
        var first = NextSignificant();
        if (first is not ((byte)'{' or (byte)'['))
        {
            yield return Failure(1, first < 0
                ? new Unreadable("empty-document", "The document is empty; send at least one record.", null)
                : new Unreadable("not-json", "The document is not JSON: it must begin with { or [.", _line));
            yield break;
        }

        var many = first == '[';
        if (many)
            Consume(1);
        while (true)
        {
            var next = NextSignificant();
            if (many && next == ']' && index == 0)
            {
                Consume(1);
                break;
            }

            if (next < 0 || next is ',' or ']' or '}')
            {
                yield return Failure(index + 1, next < 0 ? Truncated() : Syntax());
                yield break;
            }

            index++;
            var line = _line;
            var record = ReadElement(index, line, index > skip, wanted, out var ended);
            if (record is not null)
                yield return record;
            if (!ended)
                yield break;
            if (!many)
                break;
            var after = NextSignificant();
            if (after is ',' or ']')
            {
                Consume(1);
                if (after == ']')
                    break;
                continue;
            }

            yield return Failure(index + 1, after < 0 ? Truncated() : Syntax());
            yield break;
        }

        if (NextSignificant() >= 0)
            yield return Failure(index + 1, new Unreadable("not-json", "Something follows the end of the document; send one object or one array.", _line));
    }

    private SourceRecord? ReadElement(int index, int line, bool needed, SliceFilter? wanted, out bool ended)
    {
        var scanner = default(JsonElementScanner);
        var scanned = 0;
        var dropped = false;
        while (true)
        {
            var length = scanner.Scan(_buffer.AsSpan(_start + scanned, _end - _start - scanned));
            if (length >= 0)
            {
                length += scanned;
                ended = true;
                if (dropped || length > ReadingLimits.RecordSize)
                {
                    Consume(length);
                    return needed ? TooLarge(index, line) : null;
                }

                var slice = _buffer.AsSpan(_start, length);
                var record = needed && (wanted is null || wanted(slice))
                    ? new SourceRecord(index, line, slice.ToArray(), JsonTree.Parse) { PlacesAreOffsets = true }
                    : null;
                Consume(length);
                return record;
            }

            scanned = _end - _start;
            if (scanned > ReadingLimits.RecordSize)
            {
                dropped = true;
                Consume(scanned);
                scanned = 0;
            }

            if (Fill())
                continue;
            ended = false;
            return needed ? new SourceRecord(index, line, _buffer.AsSpan(_start, scanned).ToArray(), null, Truncated()) : null;
        }
    }

    private Unreadable Truncated() =>
        new("truncated", "The document ends in the middle; send it again, whole. The records before this one were read.", _line);

    private Unreadable Syntax() =>
        new("not-json", "The document cannot be read on from here; check commas and brackets between records.", _line);

    private static SourceRecord Failure(int index, Unreadable problem) => new(index, problem.Line, default, null, problem);

    private static SourceRecord TooLarge(int index, int line) =>
        new(index, line, default, null, new Unreadable("record-too-large", "The record is larger than 1 MiB; send less in one record.", line));

    private int NextSignificant()
    {
        while (true)
        {
            while (_start < _end)
            {
                switch (_buffer[_start])
                {
                    case (byte)'\n':
                        _line++;
                        break;
                    case (byte)' ' or (byte)'\t' or (byte)'\r':
                        break;
                    default:
                        return _buffer[_start];
                }

                _start++;
            }

            if (!Fill())
                return -1;
        }
    }

    private void Consume(int count)
    {
        _line += _buffer.AsSpan(_start, count).Count((byte)'\n');
        _start += count;
    }

    private bool Fill()
    {
        if (_ended)
            return false;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = content.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _ended = read == 0;
        return !_ended;
    }
}
