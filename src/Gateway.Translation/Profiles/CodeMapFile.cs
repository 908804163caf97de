using Gateway.Catalogue.Yaml;
using Gateway.Core.Clients;

namespace Gateway.Translation.Profiles;

/// <summary>Reads a code map file.</summary>
internal static class CodeMapFile
{
    /// <summary>Name of the code map whose file a text is; null: it is none.</summary>
    public static string? NameOf(string text)
    {
        foreach (var line in text.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0 && l[0] is not ('#' or ' ' or '-')))
            return line.StartsWith("map:", StringComparison.Ordinal) ? line["map:".Length..].Split('#')[0].Trim().Trim('"', '\'') : null;
        return null;
    }

    public static CodeMap? Read(YamlFile file, string id)
    {
        if (file.Root is not { } root)
            return null;
        if (root.Text("map") is { Length: > 0 } name && name != id)
            root.Report("map", "other-name", $"'map' is '{name}' but the file is named {id}.yaml; make them equal.");
        var version = root.Text("version");
        _ = root.OptionalText("title");
        var ignoreCase = root.Flag("ignore-case");
        var entries = root.Texts("same").Select((c, i) => new CodeEntry(c, c, Compartment.Ordinary, null, null, ReadOnly: false, root.LineOfEntry("same", i))).ToList();
        foreach (var map in root.Maps("entries"))
        {
            var entry = new CodeEntry(
                map.Text("code"),
                map.Text("means"),
                map.OptionalChoice<Compartment>("compartment") ?? Compartment.Ordinary,
                map.OptionalDate("from"),
                map.OptionalDate("to"),
                map.Flag("read-only"),
                map.LineOf("means"));
            map.RejectUnknown();
            if (entry.From > entry.To)
                map.Report("to", "ends-before-it-begins", "'to' lies before 'from'; correct one of them.");
            if (entries.Exists(e => e.Code == entry.Code && Overlap(e, entry)))
                map.Report("code", "code-twice", $"'{entry.Code}' is here twice for the same days; give the entries 'from' and 'to' that do not overlap.");
            entries.Add(entry);
        }

        if (entries.Count == 0)
            root.Report("entries", "empty-map", "The map has no codes; list them under 'same' or 'entries'.");
        root.RejectUnknown();
        return new CodeMap(file, id, version, ignoreCase, entries);
    }

    private static bool Overlap(CodeEntry a, CodeEntry b) =>
        (a.From ?? DateOnly.MinValue) <= (b.To ?? DateOnly.MaxValue) && (b.From ?? DateOnly.MinValue) <= (a.To ?? DateOnly.MaxValue);
}
