using Gateway.Catalogue.Yaml;
using Gateway.Core.Routing;

namespace Gateway.Catalogue.Loading;

/// <summary>Which services must run before others: of the directory, and of a local agreement beside it.</summary>
internal static class DependencyFile
{
    private const string Key = "dependsOn";

    /// <summary>Reads what a local agreement adds, and refuses services that would wait for themselves.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> Read(YamlMap root, DirectoryFiles directory)
    {
        var codes = directory.Services.Select(s => s.Code).ToList();
        var entries = new Dictionary<string, (YamlMap Entry, IReadOnlyList<string> First)>(StringComparer.Ordinal);
        foreach (var entry in root.Maps(Key))
        {
            const string sentence = "is not in directory/services.yaml; add it there or correct the code.";
            var service = entry.KnownText("service", directory.HasService, ProblemCodes.UnknownService, sentence, codes);
            var first = entry.KnownTexts("on", directory.HasService, ProblemCodes.UnknownService, sentence, codes);
            if (first.Count == 0)
                entry.Report("on", "missing-key", "'on' is missing; name the services that must run first.");
            entry.RejectUnknown();
            if (!entries.TryAdd(service, (entry, first)))
                entry.Report("service", ProblemCodes.Duplicate, $"'{service}' occurs twice; give each its own.");
        }

        var all = directory.Services.ToDictionary(
            s => s.Code, s => (IReadOnlyList<string>)[.. s.DependsOn.Concat(entries.GetValueOrDefault(s.Code).First ?? []).Distinct(StringComparer.Ordinal)], StringComparer.Ordinal);
        // A circle of the directory alone is reported there.
        if (Dependencies.Circle(directory.Services.ToDictionary(s => s.Code, s => s.DependsOn, StringComparer.Ordinal)) is null)
            RejectCircle(all, code => entries.GetValueOrDefault(code).Entry);
        return entries.ToDictionary(e => e.Key, e => e.Value.First, StringComparer.Ordinal);
    }

    /// <summary>Reports a service that waits for itself at the entry that says so.</summary>
    /// <param name="edges">By service, what it waits for.</param>
    /// <param name="entryOf">The entry of a service; null: it has none in this file.</param>
    internal static void RejectCircle(Dictionary<string, IReadOnlyList<string>> edges, Func<string, YamlMap?> entryOf)
    {
        // One circle is found from each of its services; the first that has an entry here names it.
        foreach (var code in edges.Keys.Where(c => edges[c].Count > 0))
        {
            if (entryOf(code) is not { } entry || !Dependencies.WaitsForItself(edges, code))
                continue;
            entry.Report(entry.Has(Key) ? Key : "on", ProblemCodes.WaitsForItself, $"'{code}' waits for itself, over what it depends on; remove one of the dependencies.");
            return;
        }
    }
}
