using Gateway.Catalogue.Loading;
using Gateway.Catalogue.Yaml;
using Gateway.Core.Routing;

namespace Gateway.Catalogue;

/// <summary>What loading the contracts folder came to.</summary>
/// <param name="Agreed">Everything agreed; null when there are problems: a half-valid policy is none.</param>
/// <param name="Problems">Everything wrong, in file and line order.</param>
/// <param name="Names">Names that profiles are checked against.</param>
public sealed record CatalogueResult(Agreed? Agreed, IReadOnlyList<FileProblem> Problems, CatalogueNames Names);

/// <summary>
/// Loads <c>directory/</c>, <c>policy/</c>, <c>notices/</c>, <c>collaborations/</c> and <c>evaluation/</c> of the contracts folder as one whole: every file is
/// read, every reference followed, and every problem is reported with its file, line and remedy.
/// </summary>
public static class CatalogueLoader
{
    /// <summary>Loads the folder. Never throws for what is in it.</summary>
    /// <param name="contractsFolder">The folder <c>contracts/</c>.</param>
    public static CatalogueResult Load(string contractsFolder)
    {
        ArgumentNullException.ThrowIfNull(contractsFolder);
        var folder = new ContractsFolder(contractsFolder);
        var directory = DirectoryFiles.Load(folder);
        var policy = PolicyFiles.Load(folder, directory);
        var agreements = CollaborationFiles.Load(folder, directory, policy);
        var evaluation = EvaluationFiles.Load(folder, agreements);
        var problems = folder.Problems();
        return problems.Count > 0
            ? new CatalogueResult(null, problems, Names(directory, policy))
            : new CatalogueResult(new Agreed(directory.Build(), policy.Build(), agreements) { Evaluation = evaluation }, [], Names(directory, policy));
    }

    private static CatalogueNames Names(DirectoryFiles directory, PolicyFiles policy) => new()
    {
        Services = [.. directory.Services.Select(s => s.Code)],
        Questions = [.. directory.Questions],
        Purposes = [.. policy.Purposes.Keys],
        Bases = [.. policy.Bases],
        Receiving = directory.Receiving,
    };
}
