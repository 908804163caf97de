using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using Gateway.Unit.Tests.Translation.Streaming;

namespace Gateway.Benchmarks.Translating;

/// <summary>A document to measure with.</summary>
/// <param name="Bytes">Its length; of a spreadsheet, what its sheet unpacks to.</param>
/// <param name="Records">Its records.</param>
/// <param name="IsSheet">It is a spreadsheet.</param>
/// <param name="Open">Opens it from its first byte.</param>
internal sealed record Document(long Bytes, long Records, bool IsSheet, Func<Stream> Open)
{
    /// <summary>A sample over and over, made while it is read.</summary>
    public static Document Repeated(RepeatedSample sample, long bytes)
    {
        var times = RepeatedDocument.Times(sample, bytes);
        return new Document(times * (sample.Records.Length + sample.Between.Length), times * sample.Count, false, () => new RepeatedDocument(sample, times));
    }

    /// <summary>The rows of a list as a spreadsheet; it is in memory, as the reader needs it there too.</summary>
    public static Document Sheet(RepeatedSample list, long bytes)
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string package = "http://schemas.openxmlformats.org/package/2006/relationships";
        var rows = Encoding.UTF8.GetString([.. list.Head, .. list.Records]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(r => r.Trim().Split(';')).ToArray();
        using var file = new MemoryStream();
        long unpacked = 0;
        long records = 0;
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Part(string name, string text)
            {
                using var part = new StreamWriter(zip.CreateEntry(name).Open());
                part.Write(text);
            }

            Part("xl/workbook.xml", $"<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"Lijst\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
            Part("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            using var sheet = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open());
            sheet.Write($"<worksheet xmlns=\"{main}\"><sheetData>{Row(rows[0], 1)}");
            for (var i = 1; unpacked < bytes; i++)
            {
                var row = Row(rows[1 + (i % (rows.Length - 1))], i + 1);
                unpacked += row.Length;
                records++;
                sheet.Write(row);
            }

            sheet.Write("</sheetData></worksheet>");
        }

        var content = file.ToArray();
        return new Document(unpacked, records, true, () => new MemoryStream(content));
    }

    private static string Row(string[] cells, int number)
    {
        var row = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<row r=\"{number}\">");
        for (var i = 0; i < cells.Length; i++)
        {
            var place = (i < 26 ? "" : "A") + (char)('A' + (i % 26)) + number.ToString(CultureInfo.InvariantCulture);
            if (cells[i].Length == 0)
                continue;
            if (cells[i].All(char.IsAsciiDigit))
                row.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\"><v>{cells[i]}</v></c>");
            else
                row.Append(CultureInfo.InvariantCulture, $"<c r=\"{place}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(cells[i])}</t></is></c>");
        }

        return row.Append("</row>").ToString();
    }
}
