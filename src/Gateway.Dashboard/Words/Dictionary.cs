using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Core.Operating;

namespace Gateway.Dashboard.Words;

/// <summary>
/// Texts of the pages in one language. The English text is the key, so that a page reads as what it shows; what a language
/// lacks is shown in English.
/// </summary>
public sealed partial class Dictionary
{
    private static readonly FrozenDictionary<string, Dictionary> Known = SpokenLanguage.Codes.ToFrozenDictionary(l => l, l => new Dictionary(l), StringComparer.Ordinal);

    private readonly FrozenDictionary<string, string> _texts;

    private Dictionary(string language)
    {
        Language = language;
        // Texts of pages, of the web inbox, of documents about the policy, about what people are shown of clients, of clients' rights, of an agency's own page, and of reports.
        _texts = new[] { "", "inbox-", "policy-", "seen-", "rights-", "technician-", "report-" }.SelectMany(part => Read($"words/{part}{language}.json"))
            // A text stands in one file: a second one would be shown nowhere.
            .ToDictionary(t => t.Key, t => language == "fr" ? Unbroken(t.Value) : t.Value, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>ISO 639-1.</summary>
    public string Language { get; }

    /// <summary>The dictionary of a language; English when there is none.</summary>
    public static Dictionary Of(string? language) => Known[SpokenLanguage.Of(language).Code];

    /// <summary>A text.</summary>
    public string this[string english] => _texts.GetValueOrDefault(english, english);

    /// <summary>A text with values.</summary>
    public string this[string english, params object[] values] => string.Format(CultureInfo.InvariantCulture, this[english], values);

    /// <summary>Whether the language has a text of its own.</summary>
    internal bool Has(string english) => Language == SpokenLanguage.All[0].Code || _texts.ContainsKey(english);

    /// <summary>French sets a space before a colon, semicolon, question or exclamation mark and inside its quotation marks; no line ends at it.</summary>
    private static string Unbroken(string french) => BeforeMarks().Replace(french, "\u00A0");

    [GeneratedRegex(@" (?=[:;?!»])|(?<=«) ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BeforeMarks();

    private static Dictionary<string, string> Read(string name)
    {
        using var stream = typeof(Dictionary).Assembly.GetManifestResourceStream(name);
        return stream is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }
}
