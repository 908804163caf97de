using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using Gateway.Translation.Converting;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;
using Gateway.Translation.Writing;

namespace Gateway.Translation.Explaining;

/// <summary>A document with the shape, lengths, codes and problems of another and with nobody's values.</summary>
/// <param name="Bytes">The document, UTF-8.</param>
/// <param name="Extension">Extension of its form, with its point.</param>
/// <param name="Records">Records in it.</param>
/// <param name="IsAlike">Its records have the same problems, in the same places, as those they were made from.</param>
public sealed partial record Twin(byte[] Bytes, string Extension, int Records, bool IsAlike)
{
    private const int Most = 20;

    /// <summary>Makes a twin of the records that are set aside, at most twenty; of the first record when none is.</summary>
    /// <param name="profile">The document's profile.</param>
    /// <param name="content">The document.</param>
    /// <param name="options">How it is translated.</param>
    /// <returns>Null when there is no record.</returns>
    public static Twin? Of(Profile profile, byte[] content, TranslateOptions options)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(options);
        var translated = new Translator().Translate(profile, new MemoryStream(content), options, CancellationToken.None).ToList();
        var chosen = translated.Where(r => r.Status == RecordStatus.SetAside && !r.Slice.IsEmpty).Take(Most).ToList();
        if (chosen.Count == 0)
            chosen = [.. translated.Where(r => r.Status == RecordStatus.Translated && !r.Slice.IsEmpty).Take(1)];
        if (chosen.Count == 0)
            return null;
        var wanted = chosen.Select(r => r.Index).ToHashSet();
        // Numbers that a workbook counts from 1904 are read as they are in a text document.
        var invention = new TwinRecord(profile, new ConversionContext(options.Today, Date1904: false) { NoDates = profile.Rules.NoDates });
        var read = DocumentReader.Read(profile, new MemoryStream(content), options, wanted: null).Where(r => wanted.Contains(r.Index))
            .Select(r => (r.Root, Text: r.Root is null ? Encoding.UTF8.GetString(r.Slice.Span) : "")).ToList();
        foreach (var (root, text) in read)
        {
            if (root is not null)
                invention.Note(root);
            foreach (var word in Unknown(profile, text))
                invention.Texts.Avoid(word.Value);
        }

        List<SourceNode> roots = [];
        List<string> broken = [];
        foreach (var (root, text) in read)
        {
            if (root is null)
            {
                broken.Add(Broken(profile, text, invention.Texts));
                continue;
            }

            invention.Invent(root);
            roots.Add(root);
        }

        var missing = chosen.SelectMany(r => r.Problems).Where(p => p.Code == "missing-part").Select(p => p.Path).ToHashSet(StringComparer.Ordinal);
        var (bytes, extension) = Document(profile, roots, broken, [.. profile.Rules.RequiredOfDocument.Where(p => !missing.Contains(p.Path.Text))]);
        var again = new Translator().Translate(profile, new MemoryStream(bytes), options with { ContentType = null }, CancellationToken.None).ToList();
        return new Twin(bytes, extension, chosen.Count, Said(again).SequenceEqual(Said(chosen), StringComparer.Ordinal));
    }

    private static IEnumerable<string> Said(IEnumerable<TranslatedRecord> records) =>
        records.Select(r => r.Status + " " + string.Join(' ', r.Problems.Select(p => p.Code + "@" + p.Path).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal);

    private static (byte[] Bytes, string Extension) Document(Profile profile, List<SourceNode> roots, List<string> broken, RequiredPart[] required) => profile.Format switch
    {
        SourceFormat.Json => (Encoding.UTF8.GetBytes(Json(profile, roots, broken, required)), ".json"),
        SourceFormat.Xml => (Xml(profile, roots, broken), ".xml"),
        SourceFormat.Fixed => (Encoding.UTF8.GetBytes(string.Concat(roots.Select(r => Line(profile.Rules, r)))), ".txt"),
        _ => (Encoding.UTF8.GetBytes(Csv(roots)), ".csv"),
    };

    private static string Json(Profile profile, List<SourceNode> roots, List<string> broken, RequiredPart[] required)
    {
        var tree = new TreeBytes(SourceFormat.Json);
        var list = "[\n" + string.Join(",\n", [.. roots.Select(r => Encoding.UTF8.GetString(tree.Of(r).Span)), .. broken]) + "\n]\n";
        if (profile.Rules.Records is not [[var member, ..], ..])
            return list;
        var frame = new JsonObject();
        foreach (var part in required)
        {
            var within = frame;
            foreach (var step in part.Path.Steps.SkipLast(1))
                within = within[step] as JsonObject ?? (JsonObject)(within[step] = new JsonObject());
            within[part.Path.Steps[^1]] ??= part.Is.Count > 0 ? part.Is[0] : "1";
        }

        return frame.Count == 0 ? $"{{\"{member}\":{list}}}" : frame.ToJsonString()[..^1] + $",\"{member}\":{list}}}";
    }

    private static byte[] Xml(Profile profile, List<SourceNode> roots, List<string> broken)
    {
        if (roots.Count == 0)
            return Encoding.UTF8.GetBytes(broken[0]);
        var lists = profile.Rules.Records.Where(r => r.Count > 1).ToList();
        // A list in which every one of them may stand.
        var path = lists.FirstOrDefault(l => roots.TrueForAll(root => lists.Exists(r => r[^1].Equals(root.Name, StringComparison.OrdinalIgnoreCase) && r.SkipLast(1).SequenceEqual(l.SkipLast(1), StringComparer.OrdinalIgnoreCase))))
            ?? [roots[0].Name];
        var top = roots[0];
        SourceNode? within = null;
        foreach (var step in path.Take(path.Count - 1))
        {
            var node = new SourceNode(SourceName.Of(step), NodeKind.Object, within) { Namespace = within is null ? profile.Rules.Namespace : null };
            within?.Add(node);
            top = within is null ? node : top;
            within = node;
        }

        foreach (var root in roots)
            within?.Add(root);
        return TreeBytes.XmlOf(top, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = false }).ToArray();
    }

    private static string Csv(List<SourceNode> roots)
    {
        var columns = roots.SelectMany(r => r.Children.ToArray()).Select(c => c.Name).Distinct(StringComparer.Ordinal).ToList();
        return string.Concat(roots.Select(r => Row(columns.Select(c => r.Child(c)?.Text))).Prepend(Row(columns)));
    }

    private static string Row(IEnumerable<string?> cells) =>
        string.Join(';', cells.Select(c => c is null ? "" : "\"" + c.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"")) + "\n";

    private static string Line(ProfileRules rules, SourceNode root) =>
        string.Concat(rules.FixedColumns.Select(c => (root.Child(c.Name)?.Text ?? "").PadRight(c.Width))) + "\n";

    /// <summary>A record that cannot be read: every word but those of the format is replaced, what stands between them stays.</summary>
    private static string Broken(Profile profile, string text, InventedText texts)
    {
        var unknown = Unknown(profile, text).Select(m => m.Index).ToHashSet();
        return Words().Replace(text, w => unknown.Contains(w.Index) ? texts.Like(w.Value) : w.Value);
    }

    /// <summary>Words that are no name of the format.</summary>
    private static IEnumerable<Match> Unknown(Profile profile, string text)
    {
        var known = profile.Rules.Names.All.Select(n => n.Text).Concat(["true", "false", "null"]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Words().Matches(text).Where(w => !known.Contains(w.Value));
    }

    [GeneratedRegex(@"[\p{L}\p{N}_]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Words();
}
