using Gateway.Catalogue.Yaml;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Profiles;

/// <summary>Reads the <c>requires</c> of a profile.</summary>
internal static class RequiredPartFile
{
    /// <param name="root">The profile.</param>
    /// <param name="format">Form of its documents.</param>
    /// <param name="lines">Reads its paths.</param>
    /// <returns>What a document has around its list of records, and what each record has.</returns>
    public static (RequiredPart[] Document, RequiredPart[] Record) Read(YamlMap root, SourceFormat format, FieldLineFile lines)
    {
        if (root.OptionalMap("requires") is not { } map)
            return ([], []);
        var document = Parts(map, "document", lines);
        var record = Parts(map, "record", lines);
        if (document.Length > 0 && (format != SourceFormat.Json || !root.Has("records")))
            map.Report("document", "requires-and-format", "'document' is for JSON whose 'records' names the list that the records are in; what a record itself must have stands under 'record'.");
        if (document.Length + record.Length == 0)
            root.Report("requires", "empty-value", "'requires' names no part; list parts under 'document' or 'record', each with its 'source'.");
        map.RejectUnknown();
        return (document, record);
    }

    private static RequiredPart[] Parts(YamlMap map, string key, FieldLineFile lines)
    {
        var parts = new List<RequiredPart>();
        foreach (var part in map.Maps(key))
        {
            var path = lines.Path(part, "source", part.Text("source"));
            if (path.IsOpenEnded || path.IsHere)
                part.Report("source", "open-ended-path", "'source' must name the part, for example version.");
            parts.Add(new RequiredPart(path, part.Texts("is")));
            part.RejectUnknown();
        }

        return [.. parts];
    }
}
