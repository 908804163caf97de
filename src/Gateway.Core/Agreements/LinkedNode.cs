using System.Text.Json.Nodes;

namespace Gateway.Core.Agreements;

/// <summary>
/// A node of a JSON-LD document with its terms as IRIs. It knows prefixes, terms, values and types: as much as consent records
/// use. Nothing is fetched; what a context that is an address would say is not known here.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="terms">Prefixes and terms by name.</param>
/// <param name="path">Where it is in the document.</param>
internal sealed class LinkedNode(JsonObject node, IReadOnlyDictionary<string, string> terms, string path)
{
    /// <summary>Longer prefixes and terms are none: each is written out with every name that begins with it.</summary>
    private const int LongestTerm = 500;

    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Where it is in the document.</summary>
    internal string Path => path;

    /// <summary>Types, as IRIs.</summary>
    internal IReadOnlyList<string> Types => [.. Values("@type").Select(t => Iri((string?)(t as JsonValue)?.ToString() ?? ""))];

    /// <summary>Prefixes and terms of a context.</summary>
    /// <returns>Null when it is an address, or not a context.</returns>
    internal static Dictionary<string, string>? TermsOf(JsonNode? context)
    {
        Dictionary<string, string> terms = new(StringComparer.Ordinal);
        foreach (var part in context is JsonArray several ? [.. several] : new[] { context })
        {
            if (part is not JsonObject definitions)
                return null;
            foreach (var (name, value) in definitions)
            {
                if (((value as JsonObject)?["@id"] ?? value) is JsonValue text && text.TryGetValue<string>(out var iri) && iri.Length <= LongestTerm)
                    terms[name] = iri;
            }
        }

        return terms;
    }

    /// <summary>Nodes under a term.</summary>
    internal IReadOnlyList<LinkedNode> Nodes(string iri) => [.. Named(iri).SelectMany(n => Values(n).OfType<JsonObject>().Select(o => new LinkedNode(o, terms, $"{path}.{n}")))];

    /// <summary>The text under a term: of a value, an id or a node's identifier; null: there is none.</summary>
    internal string? Text(string iri) => Named(iri).SelectMany(Values).Select(TextOf).FirstOrDefault(t => !string.IsNullOrWhiteSpace(t));

    /// <summary>What a term says, true or false; null: it is not there, or says neither.</summary>
    internal bool? Flag(string iri) => Named(iri).SelectMany(Values).OfType<JsonValue>()
        .Select(v => v.TryGetValue<bool>(out var flag) || bool.TryParse(v.ToString(), out flag) ? flag : (bool?)null).FirstOrDefault(f => f is not null);

    /// <summary>Notes that terms are known and not needed.</summary>
    internal void Pass(params string[] iris)
    {
        foreach (var iri in iris)
            _ = Named(iri).Count;
    }

    /// <summary>Terms that nobody asked for.</summary>
    internal IEnumerable<string> Unread() => node.Select(p => p.Key).Where(k => !k.StartsWith('@') && !_read.Contains(k)).Select(k => $"{path}.{k}");

    private List<string> Named(string iri)
    {
        var names = node.Select(p => p.Key).Where(k => k == iri || Iri(k) == iri).ToList();
        _read.UnionWith(names);
        return names;
    }

    private IEnumerable<JsonNode> Values(string name) => node[name] switch { null => [], JsonArray list => list.OfType<JsonNode>(), var one => [one] };

    private static string? TextOf(JsonNode value) => value switch
    {
        JsonObject inner => (inner["@value"] ?? inner["@id"])?.ToString(),
        JsonValue text => text.ToString(),
        _ => null,
    };

    private string Iri(string name)
    {
        for (var round = 0; round < 2; round++)
        {
            if (terms.TryGetValue(name, out var term))
                name = term;
            if (name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && terms.TryGetValue(name[..colon], out var prefix))
                name = prefix + name[(colon + 1)..];
        }

        return name;
    }
}
