using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Gateway.Translation.Reading;

/// <summary>
/// Rows of a CSV file in UTF-8, UTF-16 or Windows-1252, separated by semicolon, comma or tab. A quote that is never
/// closed swallows what follows; such a row is taken apart again line by line, so that only its own line is lost.
/// </summary>
internal static class CsvRows
{
    /// <param name="content">The file.</param>
    /// <param name="declared">Encoding where no mark says another.</param>
    /// <param name="width">Columns of the header, once it is found; 0 before.</param>
    public static IEnumerable<TableRow> Read(Stream content, Encoding? declared, Func<int> width)
    {
        using var text = Encodings.TextOf(content, declared);
        var tail = new EndWatch(text);
        using var parser = new CsvParser(tail, Configuration(Separator(tail)));
        var line = 1;
        while (true)
        {
            Unreadable? failure = null;
            try
            {
                if (!parser.Read())
                    break;
            }
            catch (MaxFieldSizeException)
            {
                failure = new Unreadable("unclosed-quote", "A quote opens here and is not closed; the rest of the file cannot be told apart. Close the quote.", line);
            }

            if (failure is not null)
            {
                yield return new TableRow(line, null, failure);
                yield break;
            }

            var start = line;
            line = parser.RawRow + 1;
            var cells = Cells(parser);
            var columns = width();
            if (columns == 0 || cells.Length == columns || !cells.Any(c => c.Text?.Contains('\n', StringComparison.Ordinal) == true))
            {
                yield return new TableRow(start, cells, null, !tail.AtEnd || tail.EndsWithNewLine);
                continue;
            }

            foreach (var row in Apart(parser.RawRecord, parser.Delimiter, start))
                yield return row;
        }
    }

    private static IEnumerable<TableRow> Apart(string raw, string separator, int line)
    {
        foreach (var one in raw.TrimEnd('\r', '\n').Split('\n'))
        {
            if (one.Count(c => c == '"') % 2 != 0)
            {
                yield return new TableRow(line++, null, new Unreadable("unclosed-quote", "A quote in this row is opened and not closed; close it, or double it where it is part of a value.", line - 1));
                continue;
            }

            using var parser = new CsvParser(new StringReader(one.TrimEnd('\r')), Configuration(separator));
            if (parser.Read())
                yield return new TableRow(line, Cells(parser), null);
            line++;
        }
    }

    private static Cell[] Cells(CsvParser parser)
    {
        var cells = new Cell[parser.Count];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = new Cell(parser[i], IsNumber: false);
        return cells;
    }

    private static CsvConfiguration Configuration(string separator) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = separator,
        HasHeaderRecord = false,
        IgnoreBlankLines = false,
        BadDataFound = null,
        MaxFieldSize = ReadingLimits.RecordSize,
    };

    /// <summary>The separator that occurs most in one of the first lines, outside quotes: titles may stand above the header.</summary>
    private static string Separator(EndWatch text)
    {
        var best = (Separator: ';', Count: 0);
        foreach (var line in text.FirstLines())
        {
            var quoted = false;
            var counts = new Dictionary<char, int> { [';'] = 0, [','] = 0, ['\t'] = 0, ['|'] = 0 };
            foreach (var c in line)
            {
                quoted ^= c == '"';
                if (!quoted && counts.TryGetValue(c, out var count))
                    counts[c] = count + 1;
            }

            var most = counts.MaxBy(c => c.Value);
            best = most.Value > best.Count ? (most.Key, most.Value) : best;
        }

        return best.Separator.ToString();
    }

    /// <summary>A reader that shows its first lines before they are read, and remembers how the file ended.</summary>
    private sealed class EndWatch(TextReader text) : TextReader
    {
        private string _head = "";
        private int _next;
        private char _last = '\n';

        public bool AtEnd { get; private set; }

        public bool EndsWithNewLine => _last is '\n' or '\r';

        public IEnumerable<string> FirstLines()
        {
            var buffer = new char[64 * 1024];
            var length = text.ReadBlock(buffer, 0, buffer.Length);
            _head = new string(buffer, 0, length);
            return _head.Split('\n', TableRecordReader.HeaderWithin + 1).Take(TableRecordReader.HeaderWithin);
        }

        public override int Read(char[] buffer, int index, int count)
        {
            int read;
            if (_next < _head.Length)
            {
                read = Math.Min(count, _head.Length - _next);
                _head.CopyTo(_next, buffer, index, read);
                _next += read;
            }
            else
            {
                read = text.Read(buffer, index, count);
            }

            AtEnd = read == 0;
            if (read > 0)
                _last = buffer[index + read - 1];
            return read;
        }

        public override int Peek() => _next < _head.Length ? _head[_next] : text.Peek();

        public override int Read() => throw new NotSupportedException();
    }
}
