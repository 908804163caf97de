using System.Globalization;
using System.Text;
using Gateway.Translation.Profiles;
using Gateway.Translation.Writing;

namespace Gateway.Translation.Reading;

/// <summary>
/// Records from lines of fixed width. Lines that lost their last blanks are read; what stands behind the last column is
/// kept as a column of its own. A file without line ends is cut by the width. Memory is bounded by one line.
/// </summary>
internal static class FixedLines
{
    public static IEnumerable<SourceRecord> Read(Stream content, ProfileRules rules, Encoding? declared, int skip)
    {
        using var text = Encodings.TextOf(content, declared);
        var lines = new LineSource(text, rules.FixedColumns.Sum(c => c.Width));
        var index = 0;
        while (lines.Next() is { } line)
        {
            if (line.Text is not null && line.Text.All(c => char.IsWhiteSpace(c) || char.IsControl(c)))
                continue;
            if (++index <= skip)
                continue;
            yield return line.Text is null
                ? new SourceRecord(index, line.Number, default, null, new Unreadable("record-too-large", "The line is longer than 1 MiB; it is no line of this format.", line.Number))
                : Record(line.Text, line.Number, index, rules);
        }

        if (index == 0)
            yield return new SourceRecord(1, null, default, null, new Unreadable("empty-document", "The document is empty; send at least one record.", null));
    }

    private static SourceRecord Record(string line, int number, int index, ProfileRules rules)
    {
        var root = new SourceNode("", NodeKind.Object, null);
        var cells = Cells(line, rules);
        var at = 0;
        foreach (var column in rules.FixedColumns)
        {
            root.Add(new SourceNode(column.Name, NodeKind.Text, root) { Text = cells[at++].Trim() });
        }

        if (cells.Count > at && cells[at].Trim() is { Length: > 0 } rest)
            root.Add(new SourceNode(string.Create(CultureInfo.InvariantCulture, $"#{at + 1}"), NodeKind.Text, root) { Text = rest });
        var width = rules.FixedColumns.Sum(c => c.Width);
        var needed = width - rules.FixedColumns[^1].Width;
        var slice = TreeBytes.Of(root, SourceFormat.Json, omit: null);
        return new SourceRecord(index, number, slice, root, null)
        {
            Notices = line.Length >= needed ? [] : [new Unreadable("row-short", "The line is shorter than the format; what is missing counts as empty.", number)],
        };
    }

    /// <summary>
    /// The columns, and what is behind them. Widths count characters; a line in UTF-8 whose bytes fit the width was
    /// counted in bytes by its sender, and is cut so.
    /// </summary>
    private static List<string> Cells(string line, ProfileRules rules)
    {
        var width = rules.FixedColumns.Sum(c => c.Width);
        if (line.Length < width && Encoding.UTF8.GetByteCount(line) == width)
            return Cut(Encoding.UTF8.GetBytes(line), rules, bytes => Encoding.UTF8.GetString(bytes));
        return Cut(line.ToCharArray(), rules, chars => new string(chars));
    }

    private static List<string> Cut<T>(T[] line, ProfileRules rules, Func<T[], string> text)
    {
        var cells = new List<string>();
        var at = 0;
        foreach (var column in rules.FixedColumns)
        {
            cells.Add(text(line[Math.Min(at, line.Length)..Math.Min(at + column.Width, line.Length)]));
            at += column.Width;
        }

        if (at < line.Length)
            cells.Add(text(line[at..]));
        return cells;
    }

    /// <summary>A line, or a line too long to be one.</summary>
    private readonly record struct Line(int Number, string? Text);

    /// <summary>Lines of a text, or blocks of the width where there are no line ends.</summary>
    private sealed class LineSource(TextReader text, int width)
    {
        private readonly char[] _buffer = new char[64 * 1024];
        private readonly StringBuilder _line = new();
        private int _next;
        private int _end;
        private int _number;
        private bool? _blocks;

        public Line? Next()
        {
            _line.Clear();
            var tooLong = false;
            while (Fill())
            {
                var rest = _buffer.AsSpan(_next, _end - _next);
                if (_blocks == true)
                {
                    var take = Math.Min(rest.Length, width - _line.Length);
                    _line.Append(rest[..take]);
                    _next += take;
                    if (_line.Length == width)
                        return new Line(++_number, _line.ToString());
                    continue;
                }

                var end = rest.IndexOf('\n');
                tooLong |= _line.Length + (end < 0 ? rest.Length : end) > ReadingLimits.RecordSize;
                if (!tooLong)
                    _line.Append(end < 0 ? rest : rest[..end]);
                _next += end < 0 ? rest.Length : end + 1;
                if (end >= 0)
                    return new Line(++_number, tooLong ? null : _line.ToString().TrimEnd('\r'));
            }

            return _line.Length > 0 || tooLong ? new Line(++_number, tooLong ? null : _line.ToString().TrimEnd('\r')) : null;
        }

        private bool Fill()
        {
            if (_next < _end)
                return true;
            _next = 0;
            _end = text.ReadBlock(_buffer, 0, _buffer.Length);
            _blocks ??= !_buffer.AsSpan(0, _end).Contains('\n') && _end >= 2 * width && (_end == _buffer.Length || _end % width == 0);
            return _end > 0;
        }
    }
}
