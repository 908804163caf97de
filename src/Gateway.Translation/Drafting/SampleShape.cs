using System.Text;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Drafting;

/// <summary>What a sample consists of, before any profile knows it.</summary>
/// <param name="Format">Form, by its first bytes.</param>
/// <param name="Records">Where its records are; null when every object or row is one.</param>
/// <param name="Namespace">XML namespace of the root.</param>
/// <param name="Columns">Pieces of a line of fixed width; none for other forms.</param>
/// <param name="Nodes">Some of its records.</param>
internal sealed record SampleShape(SourceFormat Format, string? Records, string? Namespace, IReadOnlyList<FixedColumn> Columns, IReadOnlyList<SourceNode> Nodes)
{
    private const int Enough = 200;
    private static readonly ProfileRules Nothing = new();

    /// <summary>Looks at a sample; null when nothing can be made of it.</summary>
    public static SampleShape? Of(byte[] sample)
    {
        var text = Encodings.TextOf(new MemoryStream(sample), null).ReadToEnd();
        var start = text.AsSpan().TrimStart();
        if (sample.AsSpan().StartsWith("PK\u0003\u0004"u8))
            return Table(sample);
        if (start.StartsWith("<"))
            return Xml(sample);
        if (start.StartsWith("{") || start.StartsWith("["))
            return Json(sample);
        return Fixed(text) ?? Table(sample);
    }

    private static SampleShape? Json(byte[] sample)
    {
        var roots = Roots(new JsonRecordReader(Encodings.AsUtf8(new MemoryStream(sample)), Nothing).Read(0, wanted: null));
        var members = roots.Count == 1 ? roots[0].Children.ToArray() : [];
        if (Array.Find(members, m => m.Kind == NodeKind.Array && Array.TrueForAll(m.Children.ToArray(), c => c.Kind == NodeKind.Object)) is { } list
            && members.Count(m => m.Kind == NodeKind.Array) == 1 && Array.TrueForAll(members, m => m.Children.Length <= list.Children.Length))
        {
            return new SampleShape(SourceFormat.Json, list.Name, null, [], list.Children.ToArray());
        }

        return roots.Count == 0 ? null : new SampleShape(SourceFormat.Json, null, null, [], roots);
    }

    private static SampleShape? Xml(byte[] sample)
    {
        using var xml = new XmlSource(new MemoryStream(sample));
        if (!xml.ReadElement() || new XmlTree(Nothing.Names).Read(xml, keep: true, out _) is not { } root)
            return null;
        while (root is { Name: "Envelope" or "Body" } && Array.FindLast(root.Children.ToArray(), c => !c.IsAttribute) is { } inner)
            root = inner;
        var children = root.Children.ToArray().Where(c => !c.IsAttribute).ToList();
        var one = children.Count > 0 && children.TrueForAll(c => c.Name == children[0].Name && !c.IsLeaf);
        return new SampleShape(SourceFormat.Xml, one ? $"{root.Name}/{children[0].Name}" : root.Name, root.Namespace, [], one ? [.. children.Take(Enough)] : [root]);
    }

    private static SampleShape? Table(byte[] sample)
    {
        var table = new TableRecordReader(Nothing);
        IEnumerable<SourceRecord> records;
        if (sample.AsSpan().StartsWith("PK"u8))
        {
            records = SheetRows.Read(new MemoryStream(sample), table, 0);
        }
        else
        {
            var rows = CsvRows.Read(new MemoryStream(sample), null, table.IsHeader, () => table.Width);
            records = rows.SkipWhile(r => r.Cells is null || r.Cells.Length < 2 || !table.TryHeader(r)).Skip(1).Select(r => table.Record(r, 0, date1904: false, sheet: null)).OfType<SourceRecord>();
        }

        var roots = Roots(records);
        return roots.Count == 0 ? null : new SampleShape(SourceFormat.Table, null, null, [], roots);
    }

    /// <summary>Lines that are nearly all of one length, and have no separator.</summary>
    private static SampleShape? Fixed(string text)
    {
        var lines = text.Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0).Take(Enough).ToList();
        if (lines.Count == 0 || lines[0].AsSpan().IndexOfAny(';', '\t', ',') >= 0)
            return null;
        var width = lines.CountBy(l => l.Length).MaxBy(l => l.Value).Key;
        var alike = lines.FindAll(l => l.Length == width);
        if (alike.Count * 2 < lines.Count)
            return null;
        var columns = FixedPieces.Of(alike, width);
        return new SampleShape(SourceFormat.Fixed, null, null, columns, [.. alike.Select(l => Record(l, columns))]);
    }

    private static SourceNode Record(string line, IReadOnlyList<FixedColumn> columns)
    {
        var root = new SourceNode(SourceName.Of(""), NodeKind.Object, null);
        var from = 0;
        foreach (var column in columns)
        {
            root.Add(new SourceNode(SourceName.Of(column.Name), NodeKind.Text, root) { Text = line.Substring(from, column.Width) });
            from += column.Width;
        }

        return root;
    }

    private static List<SourceNode> Roots(IEnumerable<SourceRecord> records) => [.. records.Select(r => r.Root).OfType<SourceNode>().Take(Enough)];
}
