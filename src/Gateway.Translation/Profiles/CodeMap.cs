using Gateway.Catalogue.Yaml;
using Gateway.Core.Clients;

namespace Gateway.Translation.Profiles;

/// <summary>One code of a source and what it means, with its validity.</summary>
internal sealed record CodeEntry(string Code, string Means, Compartment Compartment, DateOnly? From, DateOnly? To, bool ReadOnly, int Line)
{
    public bool Holds(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);
}

/// <summary>A dated, versioned list of source codes; its own file, replaced without touching the profile.</summary>
internal sealed class CodeMap
{
    private readonly Dictionary<string, CodeEntry[]> _byCode;
    private readonly Dictionary<string, string> _byMeaning;

    public CodeMap(YamlFile file, string id, string version, bool ignoreCase, IEnumerable<CodeEntry> entries)
    {
        File = file;
        Id = id;
        Version = version;
        var comparer = ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        Entries = [.. entries];
        _byCode = Entries.GroupBy(e => e.Code, comparer).ToDictionary(g => g.Key, g => g.ToArray(), comparer);
        _byMeaning = Entries.Where(e => e is { Compartment: Compartment.Ordinary, ReadOnly: false })
            .GroupBy(e => e.Means, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First().Code, StringComparer.Ordinal);
    }

    /// <summary>Its file, where what is wrong with an entry for a field is reported.</summary>
    public YamlFile File { get; }

    public string Id { get; }

    public string Version { get; }

    public IReadOnlyList<CodeEntry> Entries { get; }

    /// <summary>Strictest compartment of any of its codes.</summary>
    public Compartment Strictest => Entries.Count == 0 ? Compartment.Ordinary : Entries.Max(e => e.Compartment);

    public CodeEntry? Find(string code, DateOnly day)
    {
        if (!_byCode.TryGetValue(code, out var entries))
            return null;
        foreach (var entry in entries)
        {
            if (entry.Holds(day))
                return entry;
        }

        return null;
    }

    public string? CodeFor(string meaning) => _byMeaning.GetValueOrDefault(meaning);
}
