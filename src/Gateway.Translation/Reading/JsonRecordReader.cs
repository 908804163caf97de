using Gateway.Core.Intake;
using Gateway.Translation.Profiles;

namespace Gateway.Translation.Reading;

/// <summary>Decides from a record's bytes whether it is wanted at all, before anything is made of it.</summary>
internal delegate bool SliceFilter(ReadOnlySpan<byte> slice);

/// <summary>
/// Reads records from a JSON document in UTF-8: one object, an array of them, or one after the other (a line each); or, where
/// the profile says so, the entries of a list inside each such object. Memory is bounded by one record, whatever the size of the document.
/// </summary>
internal sealed class JsonRecordReader(Stream content, ProfileRules rules)
{
    /// <summary>Stands before each text of a sequence of JSON texts (RFC 7464).</summary>
    private const byte RecordSeparator = 0x1E;

    private readonly string? _list = rules.Records.Count == 0 ? null : rules.Records[0][0];
    private readonly JsonTree _tree = new(rules.Names);
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private int _line = 1;
    private bool _ended;
    private bool _broken;
    private int _index;

    public IEnumerable<SourceRecord> Read(int skip, SliceFilter? wanted)
    {
        var first = NextSignificant();
        if (first is not ((byte)'{' or (byte)'['))
        {
            yield return Failure(1, first < 0
                ? new Unreadable("empty-document", DocumentProblems.Empty, null)
                : new Unreadable("not-json", DocumentProblems.NotJsonAtAll, _line));
            yield break;
        }

        for (var next = first; next is '{' or '['; next = _broken ? -1 : NextSignificant())
        {
            foreach (var record in next == '[' ? Entries(skip, wanted, framed: _list is not null) : Single(skip, wanted))
                yield return record;
        }

        if (!_broken && NextSignificant() >= 0)
            yield return Failure(_index + 1, new Unreadable("not-json", DocumentProblems.SomethingFollows, _line));
    }

    private IEnumerable<SourceRecord> Single(int skip, SliceFilter? wanted) =>
        _list is null ? Element(skip, wanted) : Frame(skip, wanted);

    /// <summary>One record.</summary>
    private IEnumerable<SourceRecord> Element(int skip, SliceFilter? wanted)
    {
        _index++;
        var record = ReadElement(_index, _line, _index > skip, wanted, out var ended);
        _broken = !ended;
        if (record is not null)
            yield return record;
    }

    /// <summary>The entries of an array, from its bracket on: records, or objects that hold records.</summary>
    private IEnumerable<SourceRecord> Entries(int skip, SliceFilter? wanted, bool framed)
    {
        Consume(1);
        for (var some = false; ; some = true)
        {
            var next = NextSignificant();
            if (next == ']' && !some)
            {
                Consume(1);
                yield break;
            }

            if (next < 0 || next is ',' or ']' or '}')
            {
                yield return Broken(next);
                yield break;
            }

            foreach (var record in framed && next == '{' ? Frame(skip, wanted) : Element(skip, wanted))
                yield return record;
            if (_broken)
                yield break;
            var after = NextSignificant();
            if (after is not (',' or ']'))
            {
                yield return Broken(after);
                yield break;
            }

            Consume(1);
            if (after == ']')
                yield break;
        }
    }

    /// <summary>
    /// An object that holds the list of records. What else it holds is passed over when the profile knows it, and shown when not; what
    /// it lacks, in any order of its members, is told with its last record.
    /// </summary>
    private IEnumerable<SourceRecord> Frame(int skip, SliceFilter? wanted)
    {
        var line = _line;
        var before = _index;
        var others = new JsonFrame(rules);
        SourceRecord? last = null;
        foreach (var record in Members(skip, wanted, others, line))
        {
            if (last is not null)
                yield return last;
            last = record;
        }

        var missing = _broken || !others.HasList ? [] : others.Missing(_tree, line);
        if (_index > before && last is not null)
        {
            last.OfDocument = missing;
        }
        else if (_index == before && missing.Count > 0 && ++_index > skip)
        {
            last = Failure(_index, missing[0]);
            last.OfDocument = [.. missing.Skip(1)];
        }

        if (last is not null)
            yield return last;
    }

    private IEnumerable<SourceRecord> Members(int skip, SliceFilter? wanted, JsonFrame others, int line)
    {
        var found = false;
        Consume(1);
        while (true)
        {
            var next = NextSignificant();
            if (next == '}')
            {
                Consume(1);
                break;
            }

            var name = next == '"' ? Raw() : null;
            var colon = name is null ? next == '"' ? -1 : next : NextSignificant();
            if (name is null || colon != ':')
            {
                yield return Broken(colon);
                yield break;
            }

            Consume(1);
            next = NextSignificant();
            if (string.Equals(JsonFrame.NameOf(name), _list, StringComparison.OrdinalIgnoreCase))
            {
                found = true;
                others.HasList |= next == '[';
                foreach (var record in next == '[' ? Entries(skip, wanted, framed: false) : next == 'n' ? Passed() : Element(skip, wanted))
                    yield return record;
                if (_broken)
                    yield break;
            }
            else if (Raw() is { } value)
            {
                others.Add(name, value);
            }
            else
            {
                yield return Broken(-1);
                yield break;
            }

            if (NextSignificant() == ',')
                Consume(1);
        }

        if (others.Unknown is { } unknown && ++_index > skip)
            yield return new SourceRecord(_index, line, unknown, _tree.Parse) { PlacesAreOffsets = true, Outside = "." };
        if (!found && ++_index > skip)
            yield return Failure(_index, new Unreadable("other-document", DocumentProblems.NoList.With(_list), line));
    }

    private IEnumerable<SourceRecord> Passed()
    {
        _broken = Raw() is null;
        return _broken ? [Broken(-1)] : [];
    }

    /// <summary>A value that is no record; empty when it is larger than a record may be, null when the document ends in it.</summary>
    private byte[]? Raw()
    {
        var scanner = default(JsonElementScanner);
        var scanned = 0;
        var dropped = false;
        while (true)
        {
            var length = scanner.Scan(_buffer.AsSpan(_start + scanned, _end - _start - scanned));
            if (length >= 0)
            {
                var value = dropped || scanned + length > ReadingLimits.RecordSize ? [] : _buffer.AsSpan(_start, scanned + length).ToArray();
                Consume(scanned + length);
                return value;
            }

            scanned = _end - _start;
            if (scanned > ReadingLimits.RecordSize)
            {
                dropped = true;
                Consume(scanned);
                scanned = 0;
            }

            if (!Fill())
                return null;
        }
    }

    private SourceRecord Broken(int next)
    {
        _broken = true;
        return Failure(_index + 1, next < 0 ? Truncated() : Syntax());
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
                    ? new SourceRecord(index, line, slice.ToArray(), _tree.Parse) { PlacesAreOffsets = true }
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
        new("truncated", DocumentProblems.EndsInRecord, _line);

    private Unreadable Syntax() =>
        new("not-json", DocumentProblems.JsonBroken, _line);

    private static SourceRecord Failure(int index, Unreadable problem) => new(index, problem.Line, default, null, problem);

    private static SourceRecord TooLarge(int index, int line) =>
        new(index, line, default, null, new Unreadable("record-too-large", DocumentProblems.JsonRecordTooLarge, line));

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
                    case (byte)' ' or (byte)'\t' or (byte)'\r' or RecordSeparator:
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
