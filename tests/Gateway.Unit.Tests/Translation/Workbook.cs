using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Gateway.Unit.Tests.Translation;

/// <summary>Spreadsheets for tests: a list on the first sheet, and a second sheet that is none.</summary>
internal static class Workbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/";

    /// <summary>A cell with a text; <c>{0}</c> stands for its place.</summary>
    public static string Text(string text) => $"<c r=\"{{0}}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>";

    /// <summary>A cell with a number.</summary>
    public static string Number(string number) => $"<c r=\"{{0}}\"><v>{number}</v></c>";

    /// <summary>Rows of texts and numbers, the first of them the header.</summary>
    public static byte[] Of(object[][] rows, bool date1904 = false)
    {
        var cells = rows.Select(r => r.Select(c => c is string text ? Text(text) : Number(Convert.ToString(c, CultureInfo.InvariantCulture)!)).ToArray()).ToArray();
        return Of(cells[0], cells[1..], date1904);
    }

    /// <summary>Rows of cells.</summary>
    public static byte[] Of(string[] header, string[][] rows, bool date1904 = false) =>
        OfSheet($"<sheetData>{string.Concat(rows.Prepend(header).Select((r, i) => $"<row r=\"{i + 1}\">{string.Concat(r.Select((c, j) => Placed(c, j, i + 1)))}</row>"))}</sheetData>", date1904);

    /// <summary>Sheets of texts, each with its name and whether it is shown.</summary>
    public static byte[] OfSheets(params (string Name, string State, string[][] Rows)[] sheets) => Zip(
        [
            ("[Content_Types].xml", $"<Types xmlns=\"{Package}content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"),
            ("_rels/.rels", $"<Relationships xmlns=\"{Package}relationships\"><Relationship Id=\"r1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
            ("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets>{string.Concat(sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" state=\"{s.State}\" r:id=\"r{i + 1}\"/>"))}</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}relationships\">{string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"r{i + 1}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))}</Relationships>"),
            .. sheets.Select((s, i) => ($"xl/worksheets/sheet{i + 1}.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{string.Concat(s.Rows.Select((r, j) => $"<row r=\"{j + 1}\">{string.Concat(r.Select((c, k) => Placed(Text(c), k, j + 1)))}</row>"))}</sheetData></worksheet>")),
        ]);

    /// <summary>A first sheet as it is written.</summary>
    public static byte[] OfSheet(string sheet, bool date1904 = false, string declaration = "") => Zip(
        ("[Content_Types].xml", $"<Types xmlns=\"{Package}content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"),
        ("_rels/.rels", $"<Relationships xmlns=\"{Package}relationships\"><Relationship Id=\"r1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><workbookPr date1904=\"{(date1904 ? 1 : 0)}\"/><sheets><sheet name=\"Lijst\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"Toelichting\" sheetId=\"2\" r:id=\"r2\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}relationships\"><Relationship Id=\"r1\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet2.xml\"/><Relationship Id=\"r3\" Type=\"{Office}/styles\" Target=\"styles.xml\"/></Relationships>"),
        ("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"46\"/></cellXfs></styleSheet>"),
        ("xl/worksheets/sheet1.xml", $"{declaration}<worksheet xmlns=\"{Main}\">{sheet}</worksheet>"),
        ("xl/worksheets/sheet2.xml", $"<worksheet xmlns=\"{Main}\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>BSN</t></is></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>geen nummer</t></is></c></row></sheetData></worksheet>"));

    /// <summary>A workbook with one of its parts replaced, or one more of them.</summary>
    public static byte[] With(byte[] workbook, string part, string content)
    {
        using var bytes = new MemoryStream();
        bytes.Write(workbook);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(part)?.Delete();
            using var written = zip.CreateEntry(part).Open();
            written.Write(Encoding.UTF8.GetBytes(content));
        }

        return bytes.ToArray();
    }

    /// <summary>A zip of texts.</summary>
    public static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    private static string Placed(string cell, int column, int row) =>
        cell.Replace("{0}", ((char)('A' + column)).ToString() + row.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
