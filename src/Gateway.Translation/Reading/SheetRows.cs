using System.Globalization;
using System.IO.Compression;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

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
        var date1904 = false;
        var failure = Copy(content, file) ?? Bounded(file, out date1904);
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

        var sheet = 0;
        var any = false;
        do
        {
            // A sheet that its owner hid is not what is sent.
            if (reader.VisibleState != "visible")
                continue;
            sheet++;
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
                Fill(cells, reader);
                var row = new TableRow(line, cells, null);
                if (found)
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

            any |= found;
        }
        while (NextSheet(reader));
        if (!any)
            yield return table.NoHeader(null);
    }

    private static Unreadable Broken { get; } = new("not-xlsx", "The file is not a readable spreadsheet; save it again as .xlsx, or send CSV.", null);

    private static Unreadable TooLarge { get; } = new("sheet-too-large", "The spreadsheet is larger than allowed, or unpacks to more than its size explains; split it, or send CSV.", null);

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

    /// <summary>Checks what the parts unpack to; a part cannot unpack to more than it declares.</summary>
    private static Unreadable? Bounded(MemoryStream file, out bool date1904)
    {
        date1904 = false;
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

            if (zip.GetEntry("xl/workbook.xml") is not { } workbook)
                return Broken;
            using var part = workbook.Open();
            using var xml = XmlReader.Create(part, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
                    date1904 = xml.GetAttribute("date1904") is "1" or "true";
            }

            return null;
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

    /// <summary>The cells of a row, over those of the row before.</summary>
    private static void Fill(Cell[] cells, IExcelDataReader reader)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = reader.GetValue(i) switch
            {
                null => default,
                string text => new Cell(text, false),
                double number => new Cell(number.ToString("0.###############", CultureInfo.InvariantCulture), true),
                DateTime date => new Cell(date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture), false),
                bool flag => new Cell(flag ? "true" : "false", false),
                var other => new Cell(Convert.ToString(other, CultureInfo.InvariantCulture), false),
            };
        }
    }
}
