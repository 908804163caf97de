using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Gateway.Core.Intake;

namespace Gateway.Translation.Reading;

/// <summary>
/// Rows of a CSV file, separated by semicolon, comma, tab or bar. A quote that is never closed swallows what follows; such a
/// row is taken apart again line by line, so that only its own line is lost.
/// </summary>
internal static class CsvRows
{
    /// <summary>Characters that reading one row may copy.</summary>
    private const long MostCopied = 16_000_000;

    private static readonly char[] Separators = [';', ',', '\t', '|'];

    /// <param name="content">The file.</param>
    /// <param name="declared">Encoding where no mark says another.</param>
    /// <param name="isHeader">Whether a line with these cells is the header.</param>
    /// <param name="width">Columns of the header, once it is found; 0 before.</param>
    public static IEnumerable<TableRow> Read(Stream content, Encoding? declared, Func<IEnumerable<string>, bool> isHeader, Func<int> width)
    {
        using var reader = Encodings.TextOf(content, declared);
        using var text = new CsvText(reader);
        var separator = Separator(text, isHeader);
        long place = 0;
        var line = 1;
        for (var again = true; again;)
        {
            again = false;
            using var parser = new CsvParser(text, Configuration(separator), leaveOpen: true);
            var (from, above) = (place, line - 1);
            while (Next(text, parser, place, out var tooLong, out var endless))
            {
                var begins = line;
                if (endless)
                {
                    var (length, lines) = text.Skip();
                    (place, line) = (place + length, line + lines);
                    _ = text.WasCutBefore(place);
                    yield return new TableRow(begins, null, TooLong(begins));
                    again = true;
                    break;
                }

                if (tooLong)
                {
                    // The quote is ignored with its line; the parser begins anew behind it.
                    place += text.Again();
                    line++;
                    yield return new TableRow(begins, null, text.WasCutBefore(place) ? TooLong(begins) : Unclosed(begins));
                    again = true;
                    break;
                }

                var size = from + parser.CharCount - place;
                place += size;
                line = above + parser.RawRow + 1;
                if (text.WasCutBefore(place))
                {
                    yield return new TableRow(begins, null, TooLong(begins));
                    continue;
                }

                if (IsDear(parser, size))
                {
                    foreach (var row in Apart(parser.RawRecord, separator, begins))
                        yield return row;
                    continue;
                }

                var cells = Cells(parser);
                if (width() is 0 || cells.Length == width() || !Array.Exists(cells, c => c.Text!.Contains('\n', StringComparison.Ordinal)))
                {
                    yield return new TableRow(begins, cells, null, !text.AtEnd || text.EndsWithNewLine, Shifts: true);
                    continue;
                }

                foreach (var row in Apart(parser.RawRecord, separator, begins))
                    yield return row;
            }
        }
    }

    /// <summary>Goes to the next row.</summary>
    /// <param name="text">What the parser reads.</param>
    /// <param name="parser">The parser.</param>
    /// <param name="place">Where the row begins.</param>
    /// <param name="tooLong">A field of it does not end where fields end.</param>
    /// <param name="endless">The row does not end where rows end.</param>
    private static bool Next(CsvText text, CsvParser parser, long place, out bool tooLong, out bool endless)
    {
        (tooLong, endless) = (false, false);
        text.BeginAt(place);
        try
        {
            return parser.Read();
        }
        catch (MaxFieldSizeException)
        {
            tooLong = true;
            return true;
        }
        catch (CsvText.RowTooLongException)
        {
            endless = true;
            return true;
        }
    }

    private static Unreadable Unclosed(int line) =>
        new("unclosed-quote", DocumentProblems.QuoteOpen, line);

    /// <summary>Says that a row, of a spreadsheet too, holds more than a record may.</summary>
    internal static Unreadable TooLong(int line) =>
        new("record-too-large", DocumentProblems.RowTooLong, line);

    private static IEnumerable<TableRow> Apart(string raw, string separator, int line)
    {
        foreach (var one in raw.TrimEnd('\r', '\n').Split('\n'))
        {
            if (one.Count(c => c == '"') % 2 != 0)
            {
                yield return new TableRow(line, null, Unclosed(line));
            }
            else
            {
                using var parser = new CsvParser(new StringReader(one.TrimEnd('\r')), Configuration(separator));
                if (parser.Read())
                    yield return IsDear(parser, one.Length) ? new TableRow(line, null, Unclosed(line)) : new TableRow(line, Cells(parser), null, Shifts: true);
            }

            line++;
        }
    }

    /// <summary>
    /// Whether fields of a long row have quotes in the wrong places: the library copies the whole row for each of them, so that the time
    /// for a row would grow with the square of its length.
    /// </summary>
    private static bool IsDear(CsvParser parser, long size) => parser.Count * size > MostCopied && HasStrayQuote(parser.RawRecord, parser.Delimiter[0]);

    /// <summary>Whether a quote stands within a field, and neither doubled nor around it.</summary>
    private static bool HasStrayQuote(string row, char separator)
    {
        for (var at = 0; at < row.Length; at++)
        {
            var quoted = row[at] == '"';
            at += quoted ? 1 : 0;
            for (; at < row.Length && (quoted || (row[at] != separator && row[at] is not ('\r' or '\n'))); at++)
            {
                if (row[at] != '"')
                    continue;
                if (!quoted)
                    return true;
                if (at + 1 < row.Length && row[at + 1] == '"')
                    at++;
                else if (at + 1 < row.Length && row[at + 1] != separator && row[at + 1] is not ('\r' or '\n'))
                    return true;
                else
                    quoted = false;
            }
        }

        return false;
    }

    private static Cell[] Cells(CsvParser parser)
    {
        var cells = new Cell[parser.Count];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = new Cell(PlainText.Cell(parser[i]), IsNumber: false);
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

    /// <summary>
    /// The separator of the header: titles may stand above it. Where no line is the header, the one that occurs most in one of
    /// the first lines.
    /// </summary>
    private static string Separator(CsvText text, Func<IEnumerable<string>, bool> isHeader)
    {
        var best = (Separator: ';', Count: 0);
        foreach (var line in text.FirstLines(TableRecordReader.HeaderWithin))
        {
            foreach (var separator in Separators)
            {
                var cells = Cells(line.TrimEnd('\r'), separator);
                if (cells.Count > 1 && isHeader(cells))
                    return separator.ToString();
                best = cells.Count - 1 > best.Count ? (separator, cells.Count - 1) : best;
            }
        }

        return best.Separator.ToString();
    }

    /// <summary>What stands between separators outside quotes.</summary>
    private static List<string> Cells(string line, char separator)
    {
        var cells = new List<string>();
        var (from, quoted) = (0, false);
        for (var i = 0; i <= line.Length; i++)
        {
            quoted ^= i < line.Length && line[i] == '"';
            if (i < line.Length && (quoted || line[i] != separator))
                continue;
            cells.Add(line[from..i].Trim().Trim('"'));
            from = i + 1;
        }

        return cells;
    }
}
