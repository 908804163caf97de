using System.Globalization;
using System.Text;
using Gateway.Core.Intake;
using Gateway.Translation.Profiles;
using Gateway.Translation.Writing;

namespace Gateway.Translation.Reading;

/// <summary>
/// Records from lines of fixed width. Lines that lost their last blanks are read; what stands behind the last column is
/// kept as a column of its own. A file without line ends is cut by the width. Memory is bounded by one line.
/// </summary>
internal static class FixedLines
{
    private static readonly SourceName Root = SourceName.Of("");

    public static IEnumerable<SourceRecord> Read(Stream content, ProfileRules rules, Encoding? declared, int skip)
    {
        using var text = Encodings.TextOf(content, declared);
        SourceName[] columns = [.. rules.FixedColumns.Select(c => rules.Names.Of(c.Name))];
        var width = rules.FixedColumns.Sum(c => c.Width);
        var lines = new LineSource(text, width);
        var bytes = new TreeBytes(SourceFormat.Fixed);
        var index = 0;
        while (lines.Next() is { } line)
        {
            if (line.Text is not null && IsBlank(line.Text))
                continue;
            if (++index <= skip)
                continue;
            yield return line.Text is null
                ? new SourceRecord(index, line.Number, default, null, new Unreadable("record-too-large", DocumentProblems.LineTooLong, line.Number))
                : Record(line, line.Text, index, rules.FixedColumns, columns, width, bytes);
        }

        if (index == 0)
            yield return new SourceRecord(1, null, default, null, new Unreadable("empty-document", DocumentProblems.Empty, null));
    }

    private static bool IsBlank(string line)
    {
        foreach (var c in line)
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c))
                return false;
        }

        return true;
    }

    private static SourceRecord Record(in Line read, string line, int index, IReadOnlyList<FixedColumn> columns, SourceName[] names, int width, TreeBytes bytes)
    {
        var root = new SourceNode(Root, NodeKind.Object, null);
        root.Expect(names.Length + 1);
        var utf8 = CountedInBytes(line, width);
        var length = utf8?.Length ?? line.Length;
        string Cut(int from, int to) => utf8 is null ? line.AsSpan(from, to - from).Trim().ToString() : Encoding.UTF8.GetString(utf8, from, to - from).Trim();
        var at = 0;
        for (var i = 0; i < names.Length; i++)
        {
            var end = Math.Min(at + columns[i].Width, length);
            root.Add(new SourceNode(names[i], NodeKind.Text, root) { Text = Cut(at, end) });
            at = end;
        }

        if (Cut(at, length) is { Length: > 0 } rest)
            root.Add(new SourceNode(SourceName.Of(string.Create(CultureInfo.InvariantCulture, $"#{names.Length + 1}")), NodeKind.Text, root) { Text = rest });
        var slice = bytes.Of(root);
        var isShort = line.Length < width - columns[^1].Width;
        return isShort && !read.Ended
            ? new SourceRecord(index, read.Number, slice, null, new Unreadable("truncated", DocumentProblems.EndsInLine, read.Number))
            : new SourceRecord(index, read.Number, slice, root, null)
            {
                Notices = isShort ? [new Unreadable("row-short", DocumentProblems.LineTooShort, read.Number)] : [],
            };
    }

    /// <summary>
    /// Widths count characters; a line in UTF-8 whose bytes fit the width was counted in bytes by its sender, and is cut so.
    /// </summary>
    private static byte[]? CountedInBytes(string line, int width) =>
        line.Length < width && !Ascii.IsValid(line) && Encoding.UTF8.GetByteCount(line) == width ? Encoding.UTF8.GetBytes(line) : null;

    /// <summary>A line, or a line too long to be one.</summary>
    /// <param name="Number">1-based.</param>
    /// <param name="Text">Without its end; null when it is too long.</param>
    /// <param name="Ended">False when the file ended within it.</param>
    private readonly record struct Line(int Number, string? Text, bool Ended);

    /// <summary>Lines of a text, whatever ends them, or blocks of the width where nothing does.</summary>
    private sealed class LineSource(TextReader text, int width)
    {
        private readonly char[] _buffer = new char[64 * 1024];
        private readonly StringBuilder _line = new();
        private int _next;
        private int _end;
        private int _number;
        private bool? _blocks;
        private bool _returned;

        public Line? Next()
        {
            _line.Clear();
            var tooLong = false;
            while (Fill())
            {
                if (_returned && _buffer[_next] == '\n')
                {
                    (_returned, _next) = (false, _next + 1);
                    continue;
                }

                _returned = false;
                var rest = _buffer.AsSpan(_next, _end - _next);
                if (_blocks == true)
                {
                    if (_line.Length == 0 && rest[0] is '\r' or '\n')
                    {
                        _next++;
                        continue;
                    }

                    var take = Math.Min(rest.Length, width - _line.Length);
                    _line.Append(rest[..take]);
                    _next += take;
                    if (_line.Length == width)
                        return new Line(++_number, _line.ToString(), Ended: true);
                    continue;
                }

                var end = rest.IndexOfAny('\r', '\n');
                tooLong |= _line.Length + (end < 0 ? rest.Length : end) > ReadingLimits.RecordSize;
                if (!tooLong)
                    _line.Append(end < 0 ? rest : rest[..end]);
                _next += end < 0 ? rest.Length : end + 1;
                if (end < 0)
                    continue;
                _returned = rest[end] == '\r';
                return new Line(++_number, tooLong ? null : _line.ToString(), Ended: true);
            }

            return _line.Length > 0 || tooLong ? new Line(++_number, tooLong ? null : _line.ToString().TrimEnd('\r', '\n'), Ended: false) : null;
        }

        private bool Fill()
        {
            if (_next < _end)
                return true;
            _next = 0;
            _end = text.ReadBlock(_buffer, 0, _buffer.Length);
            _blocks ??= IsOfBlocks(_buffer.AsSpan(0, _end));
            return _end > 0;
        }

        /// <summary>Whether what begins the file is longer than lines are, and nothing but perhaps its end breaks it.</summary>
        private bool IsOfBlocks(ReadOnlySpan<char> text)
        {
            var end = text.IndexOfAny('\r', '\n');
            return end < 0 ? text.Length >= 2 * width : end >= 2 * width && text.Length < _buffer.Length && text[end..].IndexOfAnyExcept("\r\n\u001A ") < 0;
        }
    }
}
