using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace Gateway.Demo.Offices.Formats;

/// <summary>Writes a workbook of one sheet (ECMA-376, SpreadsheetML). The same cells always give the same bytes.</summary>
/// <remarks>
/// MiniExcel was tried: it names its parts' relations by chance and stamps them with the time of writing. A submission that
/// is repeated under its idempotency key after a crash must be the same bytes.
/// </remarks>
internal static class SmallWorkbook
{
    /// <summary>Time stamp of the parts; a real one would make every file different.</summary>
    private static readonly DateTimeOffset PartTime = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly XNamespace Sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XNamespace Package = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";

    /// <summary>A workbook with a header row and rows of text and numbers.</summary>
    public static byte[] Write(string name, object[] header, IEnumerable<object[]> rows)
    {
        const string part = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", new XElement(Types + "Types",
                Default("rels", "application/vnd.openxmlformats-package.relationships+xml"),
                Default("xml", "application/xml"),
                Override("/xl/workbook.xml", part + "sheet.main+xml"),
                Override("/xl/worksheets/sheet1.xml", part + "worksheet+xml")));
            Add(zip, "_rels/.rels", Relation("officeDocument", "xl/workbook.xml"));
            Add(zip, "xl/workbook.xml", new XElement(Sheet + "workbook", new XAttribute(XNamespace.Xmlns + "r", Office),
                new XElement(Sheet + "sheets", new XElement(Sheet + "sheet",
                    new XAttribute("name", name), new XAttribute("sheetId", 1), new XAttribute(Office + "id", "r1")))));
            Add(zip, "xl/_rels/workbook.xml.rels", Relation("worksheet", "worksheets/sheet1.xml"));
            Add(zip, "xl/worksheets/sheet1.xml", new XElement(Sheet + "worksheet",
                new XElement(Sheet + "sheetData", rows.Prepend(header).Select((row, r) =>
                    new XElement(Sheet + "row", new XAttribute("r", r + 1), row.Select((value, c) => Cell(value, c, r)))))));
        }

        return bytes.ToArray();
    }

    private static XElement Cell(object value, int column, int row)
    {
        var at = new XAttribute("r", Letters(column) + (row + 1).ToString(CultureInfo.InvariantCulture));
        return value is string text
            ? new XElement(Sheet + "c", at, new XAttribute("t", "inlineStr"), new XElement(Sheet + "is", new XElement(Sheet + "t", text)))
            : new XElement(Sheet + "c", at, new XElement(Sheet + "v", Convert.ToString(value, CultureInfo.InvariantCulture)));
    }

    private static string Letters(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : Letters(column / 26 - 1) + (char)('A' + column % 26);

    private static XElement Default(string extension, string type) =>
        new(Types + "Default", new XAttribute("Extension", extension), new XAttribute("ContentType", type));

    private static XElement Override(string name, string type) =>
        new(Types + "Override", new XAttribute("PartName", name), new XAttribute("ContentType", type));

    private static XElement Relation(string type, string target) => new(Package + "Relationships", new XElement(Package + "Relationship",
        new XAttribute("Id", "r1"), new XAttribute("Type", Office.NamespaceName + "/" + type), new XAttribute("Target", target)));

    private static void Add(ZipArchive zip, string path, XElement content)
    {
        var entry = zip.CreateEntry(path, CompressionLevel.Fastest);
        entry.LastWriteTime = PartTime;
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + content.ToString(SaveOptions.DisableFormatting)));
    }
}
