using System.IO.Compression;
using System.Xml;

namespace Gateway.Translation.Reading;

/// <summary>What the parts of a spreadsheet say that the library that reads its cells does not tell.</summary>
internal sealed class SheetParts
{
    private const string Strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string StrictRelations = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };
    private readonly Dictionary<string, Dictionary<string, string>> _failed = new(StringComparer.Ordinal);

    private SheetParts()
    {
    }

    /// <summary>Days count from 1904.</summary>
    public bool Date1904 { get; private set; }

    /// <summary>Whether the library has understood that; it knows one spelling of yes.</summary>
    public bool IsDate1904Known { get; private set; }

    /// <summary>Saved in the strict form, which the library does not read (decision 0069).</summary>
    public bool IsStrict { get; private set; }

    /// <summary>What cells show of numbers.</summary>
    public ShownNumber Numbers { get; } = new();

    /// <summary>Places on a sheet whose value could not be computed or never was, with what stands there; and numbers of rows that are hidden.</summary>
    public IReadOnlyDictionary<string, string> FailedOn(string sheet) => _failed.GetValueOrDefault(sheet) ?? [];

    /// <summary>Looks through the parts; null when there is no workbook among them.</summary>
    /// <exception cref="XmlBounds.ExceededException">A part holds too much.</exception>
    /// <exception cref="XmlException">A part is not well-formed.</exception>
    public static SheetParts? Of(ZipArchive zip)
    {
        if (zip.GetEntry("xl/workbook.xml") is not { } workbook)
            return null;
        if (zip.Entries.Any(SheetBounds.IsBinary))
            return null;
        foreach (var entry in zip.Entries.Where(e => e.Length > ReadingLimits.XmlAttributes && IsXml(e)))
            Bound(entry);
        var bounds = new SheetBounds();
        var parts = new SheetParts();
        var sheets = new List<(string Name, string Id)>();
        using (var xml = Xml(workbook))
        {
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element)
                    continue;
                parts.IsStrict |= xml.NamespaceURI == Strict;
                if (xml.LocalName == "workbookPr")
                    parts.Count(xml.GetAttribute("date1904"));
                else if (xml.LocalName == "sheet" && xml.GetAttribute("name") is { } name && (xml.GetAttribute("id", Relations) ?? xml.GetAttribute("id", StrictRelations)) is { } id)
                    sheets.Add((name, id));
            }
        }

        foreach (var part in zip.Entries.Where(e => e.FullName.ToUpperInvariant() is "XL/SHAREDSTRINGS.XML" or "XL/STYLES.XML"))
        {
            using var xml = Xml(part);
            bounds.SeeAll(xml);
        }

        var targets = Targets(zip);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, id) in sheets)
        {
            if (!targets.TryGetValue(id, out var target) || zip.GetEntry(target) is not { } sheet)
                continue;
            // A part that is a thousand sheets is read a thousand times.
            if (!seen.Add(target))
                throw new XmlBounds.ExceededException(ofAttributes: false);
            parts._failed[name] = Failed(sheet, bounds);
        }

        return parts;
    }

    private static bool IsXml(ZipArchiveEntry entry) =>
        entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    private static void Bound(ZipArchiveEntry entry)
    {
        using var part = entry.Open();
        using var bounds = new XmlBounds(part);
        bounds.Allow(int.MaxValue);
        var buffer = new byte[32 * 1024];
        while (bounds.Read(buffer, 0, buffer.Length) > 0)
        {
        }
    }

    private static XmlReader Xml(ZipArchiveEntry entry) => XmlReader.Create(entry.Open(), new XmlReaderSettings { DtdProcessing = Settings.DtdProcessing, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = true });

    private void Count(string? date1904)
    {
        Date1904 = IsYes(date1904);
        IsDate1904Known = date1904 == "1";
    }

    private static bool IsYes(string? said) => said?.Trim().ToUpperInvariant() is "1" or "TRUE" or "ON" or "T" or "YES";

    private static Dictionary<string, string> Targets(ZipArchive zip)
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        if (zip.GetEntry("xl/_rels/workbook.xml.rels") is not { } relations)
            return targets;
        using var xml = Xml(relations);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target)
                targets[id] = target.StartsWith('/') ? target[1..] : "xl/" + target;
        }

        return targets;
    }

    /// <summary>Cells that hold an error, or a formula without a value.</summary>
    private static Dictionary<string, string> Failed(ZipArchiveEntry sheet, SheetBounds bounds)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        using var xml = Xml(sheet);
        string? place = null;
        var (formula, value, error, inValue) = (false, false, false, false);
        while (xml.Read())
        {
            var text = bounds.See(xml, wanted: error && inValue);
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "row" } && IsYes(xml.GetAttribute("hidden")) && xml.GetAttribute("r") is { } row)
                places[row] = "";
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "c")
                (place, error, formula, value) = (xml.GetAttribute("r"), xml.GetAttribute("t") == "e", false, false);
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "f" && place is not null)
                formula = true;
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "v" or "is")
                (value, inValue) = (true, xml.LocalName == "v");
            else if (error && inValue && text is not null && place is not null)
                places[place] = PlainText.IsFailed(text) ? text : "#VALUE!";
            else if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "v" })
                inValue = false;
            else if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "c" } && formula && !value && place is not null)
                places[place] = SheetCell.Uncomputed;
        }

        return places;
    }
}
