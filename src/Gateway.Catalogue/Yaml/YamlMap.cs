using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Gateway.Catalogue.Yaml;

/// <summary>
/// A mapping of a YAML file. Reading a key marks it known; <see cref="RejectUnknown"/> then reports the rest, so that
/// a misspelt key is an error and not a silent default. Every getter reports what is missing or malformed and
/// returns a harmless value; whoever loads the file checks <see cref="YamlFile.Problems"/> before using the result.
/// </summary>
public sealed class YamlMap
{
    private readonly YamlMappingNode _node;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    internal YamlMap(YamlFile file, YamlMappingNode node, string path)
    {
        File = file;
        _node = node;
        Path = path;
    }

    /// <summary>The file.</summary>
    public YamlFile File { get; }

    /// <summary>Dotted path of this mapping in the file; empty at the top.</summary>
    public string Path { get; }

    /// <summary>1-based line.</summary>
    public int Line => (int)_node.Start.Line;

    /// <summary>Keys in file order.</summary>
    public IEnumerable<string> Keys => _node.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value ?? "");

    /// <summary>Whether a key is present.</summary>
    public bool Has(string key) => Node(key) is not null;

    /// <summary>Line of a key's value, or of the mapping when the key is absent.</summary>
    public int LineOf(string key) => (int)(Node(key)?.Start.Line ?? _node.Start.Line);

    /// <summary>Reports a problem at a key.</summary>
    public void Report(string key, string code, string text) => File.Report(LineOf(key), code, text);

    /// <summary>A required text.</summary>
    public string Text(string key)
    {
        if (OptionalText(key) is { Length: > 0 } text)
            return text;
        if (!Has(key))
            Report(key, "missing-key", $"'{Label(key)}' is missing; add it.");
        else
            Report(key, "empty-value", $"'{Label(key)}' has no value; give it one.");
        return "";
    }

    /// <summary>An optional text.</summary>
    public string? OptionalText(string key)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case YamlScalarNode scalar:
                return scalar.Value is "~" or "null" && scalar.Style == YamlDotNet.Core.ScalarStyle.Plain ? null : scalar.Value;
            default:
                Report(key, "not-a-text", $"'{Label(key)}' must be a single value.");
                return null;
        }
    }

    /// <summary>An optional whole number.</summary>
    public int? OptionalNumber(string key)
    {
        if (OptionalText(key) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        Report(key, "not-a-number", $"'{Label(key)}' must be a whole number.");
        return null;
    }

    /// <summary>An optional number with a point before its decimals.</summary>
    public decimal? OptionalDecimal(string key)
    {
        if (OptionalText(key) is not { } text)
            return null;
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;
        Report(key, "not-a-number", $"'{Label(key)}' must be a number such as 1250 or 0.35, with a point and without spaces.");
        return null;
    }

    /// <summary>An optional <c>true</c> or <c>false</c>.</summary>
    public bool Flag(string key, bool whenAbsent = false)
    {
        if (OptionalText(key) is not { } text)
            return whenAbsent;
        if (bool.TryParse(text, out var flag))
            return flag;
        Report(key, "not-a-flag", $"'{Label(key)}' must be true or false.");
        return whenAbsent;
    }

    /// <summary>An optional date.</summary>
    public DateOnly? OptionalDate(string key)
    {
        if (OptionalText(key) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Report(key, "not-a-date", $"'{Label(key)}' must be a date such as 2026-01-31.");
        return null;
    }

    /// <summary>One of an enumeration's names, written in kebab-case (<c>pes-control</c>).</summary>
    public T? OptionalChoice<T>(string key) where T : struct, Enum
    {
        if (OptionalText(key) is not { } text)
            return null;
        if (Enum.TryParse<T>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value) && !char.IsAsciiDigit(text[0]))
            return value;
        Report(key, "unknown-value", $"'{Label(key)}' is '{text}'; it must be one of {string.Join(", ", Enum.GetNames<T>().Select(Kebab))}.{Spelling.Meant(text, Enum.GetNames<T>().Select(Kebab))}");
        return null;
    }

    /// <summary>A required choice.</summary>
    public T Choice<T>(string key) where T : struct, Enum
    {
        if (!Has(key))
            Report(key, "missing-key", $"'{Label(key)}' is missing; it must be one of {string.Join(", ", Enum.GetNames<T>().Select(Kebab))}.");
        return OptionalChoice<T>(key) ?? default;
    }

    /// <summary>An optional list of texts; a single text stands for a list of one.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        switch (Node(key))
        {
            case null:
                return [];
            case YamlScalarNode one:
                return string.IsNullOrEmpty(one.Value) ? [] : [one.Value];
            case YamlSequenceNode many when many.All(n => n is YamlScalarNode):
                return [.. many.Cast<YamlScalarNode>().Select(n => n.Value ?? "")];
            default:
                Report(key, "not-a-list", $"'{Label(key)}' must be a list of single values.");
                return [];
        }
    }

    /// <summary>The line of each entry of a list, in the order of <see cref="Texts"/>.</summary>
    public int LineOfEntry(string key, int index) =>
        Node(key) is YamlSequenceNode many && index < many.Children.Count ? (int)many.Children[index].Start.Line : LineOf(key);

    /// <summary>An optional mapping.</summary>
    public YamlMap? OptionalMap(string key)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case YamlMappingNode map:
                return new YamlMap(File, map, Label(key));
            default:
                Report(key, "not-a-mapping", $"'{Label(key)}' must hold 'key: value' lines.");
                return null;
        }
    }

    /// <summary>An optional list of mappings.</summary>
    public IReadOnlyList<YamlMap> Maps(string key)
    {
        switch (Node(key))
        {
            case null:
                return [];
            case YamlSequenceNode many when many.All(n => n is YamlMappingNode):
                return [.. many.Select((n, i) => new YamlMap(File, (YamlMappingNode)n, $"{Label(key)}[{i}]"))];
            default:
                Report(key, "not-a-list", $"'{Label(key)}' must be a list of 'key: value' blocks.");
                return [];
        }
    }

    /// <summary>Every key with its value as a text, for free-form maps such as titles by language or code maps.</summary>
    public IReadOnlyDictionary<string, string> AllTexts()
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in Keys)
        {
            if (OptionalText(key) is { } text)
                texts[key] = text;
        }

        return texts;
    }

    /// <summary>Reports every key that nobody asked for.</summary>
    public void RejectUnknown()
    {
        foreach (var key in _node.Children.Keys.Where(k => k is not YamlScalarNode))
            File.Report((int)key.Start.Line, "unknown-key", $"A key of '{(Path.Length == 0 ? "the file" : Path)}' is a list or a block; write one word.");
        foreach (var key in Keys.Where(k => !_known.Contains(k)))
            File.Report(LineOfKey(key), "unknown-key", $"'{Label(key)}' is not a key that is known here; known are {string.Join(", ", _known.Order(StringComparer.Ordinal))}.{Spelling.Meant(key, _known)}");
    }

    private int LineOfKey(string key) =>
        (int)_node.Children.Keys.OfType<YamlScalarNode>().First(k => k.Value == key).Start.Line;

    private string Label(string key) => Path.Length == 0 ? key : Path + "." + key;

    private YamlNode? Node(string key)
    {
        _known.Add(key);
        return _node.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
    }

    private static string Kebab(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
