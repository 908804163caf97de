using System.Globalization;
using System.IO.Compression;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Gateway.Core.Intake;

namespace Gateway.Translation.Reading;

/// <summary>
/// Rows of a spreadsheet (XLSX): the first shown sheet with the profile's header, and further ones with most of its columns;
/// formulas by the value last computed.
/// The file is bounded before it is unpacked.
/// </summary>
internal static class SheetRows
{
    public static IEnumerable<SourceRecord> Read(Stream content, TableRecordReader table, int skip)
    {
        using var file = new MemoryStream();
        SheetParts? parts = null;
        var failure = Copy(content, file) ?? Bounded(file, out parts);
        if (failure is not null)
        {
            yield return new SourceRecord(1, null, default, null, failure);
            yield break;
        }

        file.Position = 0;
        using var reader = Open(file, out failure);
        if (reader is null)
        {
            yield return new SourceRecord(1, null, default, null, failure);
            yield break;
        }

        var date1904 = parts!.Date1904;
        var sheet = 0;
        var hiddenHeader = false;
        var any = false;
        do
        {
            // A sheet that its owner hid is not what is sent.
            if (reader.VisibleState != "visible")
            {
                hiddenHeader |= !any && HasHeader(reader, table, parts);
                continue;
            }

            sheet++;
            var failed = parts.FailedOn(reader.Name);
            var hidden = (Count: 0, First: 0);
            var line = 0;
            var found = false;
            if (IsVast(reader))
            {
                yield return new SourceRecord(1, null, default, null, TooLarge);
                yield break;
            }

            var cells = new Cell[Math.Min(reader.FieldCount, ReadingLimits.Columns)];
            while (Next(reader, out failure))
            {
                line++;
                Fill(cells, reader, parts, failed, line);
                var row = new TableRow(line, cells, null);
                if (found && (reader.RowHeight == 0 || failed.ContainsKey(line.ToString(CultureInfo.InvariantCulture))))
                {
                    if (!Array.TrueForAll(cells, c => string.IsNullOrWhiteSpace(c.Text)))
                        hidden = (hidden.Count + 1, hidden.Count == 0 ? line : hidden.First);
                }
                else if (found)
                {
                    if (table.Record(row, skip, date1904, any ? sheet : null) is { } record)
                        yield return record;
                }
                else
                {
                    found = table.TryHeader(row);
                    if (!found && line >= TableRecordReader.HeaderWithin)
                        break;
                }
            }

            if (failure is not null)
            {
                yield return table.Record(new TableRow(line + 1, null, failure), 0, date1904, any ? sheet : null)!;
                yield break;
            }

            if (hidden.Count > 0)
            {
                if (table.Record(new TableRow(hidden.First, null, Hidden(hidden.Count, hidden.First)), skip, date1904, any ? sheet : null) is { } told)
                    yield return told;
            }

            any |= found;
        }
        while (NextSheet(reader));
        if (!any)
            yield return hiddenHeader ? new SourceRecord(1, null, default, null, HiddenSheet) : table.NoHeader(null);
    }

    private static Unreadable Broken { get; } = new("not-xlsx", DocumentProblems.NoSpreadsheet, null);

    private static Unreadable Strict { get; } = new("not-xlsx", DocumentProblems.StrictSpreadsheet, null);

    private static Unreadable HiddenSheet { get; } = new("other-columns", DocumentProblems.HiddenSheet, null);

    private static Unreadable Hidden(int count, int first) => new(
        "rows-hidden",
        DocumentProblems.RowsHidden.With(count, first),
        first);

    private static Unreadable TooLarge { get; } = new("sheet-too-large", DocumentProblems.SpreadsheetTooLarge, null);

    private static Unreadable? Copy(Stream content, MemoryStream file)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = content.Read(buffer)) > 0)
        {
            if (file.Length + read > ReadingLimits.SheetFile)
                return TooLarge;
            file.Write(buffer, 0, read);
        }

        return null;
    }

    /// <summary>Checks what the parts unpack to and hold; a part cannot unpack to more than it declares.</summary>
    private static Unreadable? Bounded(MemoryStream file, out SheetParts? parts)
    {
        parts = null;
        try
        {
            file.Position = 0;
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > 10_000
                || zip.Entries.Sum(e => e.Length) > ReadingLimits.SheetUnpacked
                || zip.Entries.Any(e => e.Length > 1024 * 1024 && e.Length / Math.Max(1, e.CompressedLength) > ReadingLimits.SheetRatio))
            {
                return TooLarge;
            }

            parts = SheetParts.Of(zip);
            return parts is null ? Broken : parts.IsStrict ? Strict : null;
        }
        catch (XmlBounds.ExceededException)
        {
            return TooLarge;
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or IOException)
        {
            return Broken;
        }
    }

    private static IExcelDataReader? Open(Stream file, out Unreadable? failure)
    {
        failure = null;
        try
        {
            return ExcelReaderFactory.CreateOpenXmlReader(Encodings.WithCodePages(file));
        }
        catch (Exception e) when (IsBroken(e))
        {
            failure = Broken;
            return null;
        }
    }

    private static bool Next(IExcelDataReader reader, out Unreadable? failure)
    {
        failure = null;
        try
        {
            return reader.Read();
        }
        catch (Exception e) when (IsBroken(e))
        {
            failure = Broken;
            return false;
        }
    }

    private static bool NextSheet(IExcelDataReader reader)
    {
        try
        {
            return reader.NextResult();
        }
        catch (Exception e) when (IsBroken(e))
        {
            return false;
        }
    }

    /// <summary>The library has no single exception for a malformed file; a malformed file must not stop a worker.</summary>
    private static bool IsBroken(Exception e) =>
        e is ExcelReaderException or InvalidDataException or XmlException or IOException or FormatException or OverflowException
            or ArgumentException or IndexOutOfRangeException or NullReferenceException or InvalidOperationException or KeyNotFoundException;

    /// <summary>Whether the sheet says it is larger than sheets are; the reader would give every empty row and place of it.</summary>
    private static bool IsVast(IExcelDataReader reader) =>
        reader.RowCount > ReadingLimits.SheetRows || reader.FieldCount > ReadingLimits.SheetColumns || (long)reader.RowCount * reader.FieldCount > ReadingLimits.SheetPlaces;

    /// <summary>Whether one of the first rows of a sheet is the header, which is not taken for one.</summary>
    private static bool HasHeader(IExcelDataReader reader, TableRecordReader table, SheetParts parts)
    {
        if (IsVast(reader))
            return false;
        var cells = new Cell[Math.Min(reader.FieldCount, ReadingLimits.Columns)];
        for (var line = 1; line <= TableRecordReader.HeaderWithin && Next(reader, out _); line++)
        {
            Fill(cells, reader, parts, parts.FailedOn(reader.Name), line);
            if (table.IsHeader(cells.Select(c => c.Text?.Trim() ?? "")))
                return true;
        }

        return false;
    }

    /// <summary>The cells of a row, over those of the row before.</summary>
    private static void Fill(Cell[] cells, IExcelDataReader reader, SheetParts parts, IReadOnlyDictionary<string, string> failed, int line)
    {
        for (var i = 0; i < cells.Length; i++)
            cells[i] = SheetCell.Of(reader, i, parts, failed.Count > 0 ? failed.GetValueOrDefault(SheetCell.PlaceOf(i, line)) : null);
    }
}
