using Gateway.Catalogue.Yaml;
using Gateway.Core.Evaluation;
using Gateway.Core.Routing;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads <c>evaluation/</c>: comparisons, and a file for each calculation of social return. The folder need not be there.</summary>
internal static class EvaluationFiles
{
    private const string ComparisonFile = "evaluation/comparisons.yaml";

    internal static AgreedEvaluation Load(ContractsFolder folder, IReadOnlyList<Collaboration> collaborations)
    {
        var sites = collaborations.Select(c => c.Id).ToList();
        var files = folder.OpenAny("evaluation");
        var comparisons = ComparisonReader.Read(files.FirstOrDefault(f => f.Name == ComparisonFile)?.Root, sites);
        return new AgreedEvaluation(
            comparisons,
            [.. files.Where(f => f.Name != ComparisonFile).Select(f => f.Root).OfType<YamlMap>().Select(r => ReturnReader.Read(r, comparisons, sites))]);
    }

    /// <summary>A collaboration that may be left out.</summary>
    internal static string? Site(this YamlMap map, IReadOnlyList<string> sites)
    {
        if (map.OptionalText("collaboration") is { Length: > 0 } site && !sites.Contains(site))
            map.Report("collaboration", "unknown-collaboration", $"'{site}' is no file of collaborations/; add it there or correct the id.{Spelling.Meant(site, sites)}");
        return map.OptionalText("collaboration");
    }
}
