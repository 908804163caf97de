using Gateway.Catalogue.Yaml;

namespace Gateway.Catalogue.Loading;

/// <summary>Checks that several kinds of files share.</summary>
internal static class References
{
    /// <summary>A list of texts, each of which must be known; a problem points at the entry.</summary>
    internal static IReadOnlyList<string> KnownTexts(this YamlMap map, string key, Func<string, bool> known, string code, string sentence, IEnumerable<string>? names = null)
    {
        var texts = map.Texts(key);
        for (var i = 0; i < texts.Count; i++)
        {
            if (!known(texts[i]))
                map.File.Report(map.LineOfEntry(key, i), code, $"'{texts[i]}' {sentence}{Spelling.Meant(texts[i], names ?? [])}");
        }

        return texts;
    }

    /// <summary>A required text that must be known.</summary>
    internal static string KnownText(this YamlMap map, string key, Func<string, bool> known, string code, string sentence, IEnumerable<string>? names = null)
    {
        var text = map.Text(key);
        if (text.Length > 0 && !known(text))
            map.Report(key, code, $"'{text}' {sentence}{Spelling.Meant(text, names ?? [])}");
        return text;
    }

    /// <summary>A required text that may occur once.</summary>
    internal static string UniqueText(this YamlMap map, string key, HashSet<string> taken)
    {
        var text = map.Text(key);
        if (text.Length > 0 && !taken.Add(text))
            map.Report(key, ProblemCodes.Duplicate, $"'{text}' occurs twice; give each its own.");
        return text;
    }

    /// <summary>First and last day, in order.</summary>
    internal static (DateOnly? From, DateOnly? To) Validity(this YamlMap map, string from = "from", string to = "to")
    {
        var first = map.OptionalDate(from);
        var last = map.OptionalDate(to);
        if (last < first)
            map.Report(to, ProblemCodes.DatesReversed, $"'{to}' lies before '{from}'; the last day cannot precede the first.");
        return (first, last);
    }

    /// <summary>A map of texts by language that must hold at least one.</summary>
    internal static IReadOnlyDictionary<string, string> ByLanguage(this YamlMap map, string key)
    {
        var texts = map.OptionalMap(key)?.AllTexts() ?? new Dictionary<string, string>(StringComparer.Ordinal);
        if (texts.Count == 0)
            map.Report(key, "missing-key", $"'{key}' is missing; give it in at least one language, for example nl.");
        return texts;
    }

    /// <summary>Whether two spans of days share one.</summary>
    internal static bool Overlap(DateOnly? from, DateOnly? to, DateOnly? otherFrom, DateOnly? otherTo) =>
        (from is null || otherTo is null || from <= otherTo) && (otherFrom is null || to is null || otherFrom <= to);
}
