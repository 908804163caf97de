using Gateway.Catalogue;
using Gateway.Catalogue.Yaml;
using Gateway.Core.Intake;
using Gateway.Core.Routing;
using Gateway.Translation;

namespace Gateway.Host.Composition;

/// <summary>Everything under the contracts folder, valid as one whole.</summary>
/// <param name="Agreed">Directory, policy, agreements.</param>
/// <param name="Profiles">Formats.</param>
public sealed record ContractsFolder(Agreed Agreed, ProfileSet Profiles)
{
    /// <summary>The folder it was read from.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Mark of the folder's files (<see cref="ContractsVersion.MarkOf"/>) from before they were read: a change while they are read is seen afterwards.</summary>
    public string Mark { get; init; } = "";

    /// <summary>Profiles with the media types the API accepts for them.</summary>
    public KnownProfiles Known => new(Profiles.All.ToDictionary(p => p.Id, p => p.MediaTypes, StringComparer.Ordinal));

    /// <summary>Reads and checks the folder.</summary>
    /// <param name="folder">The contracts folder.</param>
    /// <param name="problems">Everything that is wrong, in order of file and line.</param>
    /// <returns>Null when there is any problem.</returns>
    public static ContractsFolder? Load(string folder, out IReadOnlyList<FileProblem> problems)
    {
        var mark = ContractsVersion.MarkOf(folder);
        var catalogue = CatalogueLoader.Load(folder);
        var formats = ProfileSet.Load(folder, catalogue.Names);
        problems = [.. catalogue.Problems.Concat(formats.Problems).Distinct().OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line)];
        return problems.Count == 0 ? new ContractsFolder(catalogue.Agreed! with { Version = ContractsVersion.Of(folder) }, formats.Profiles!) { Folder = folder, Mark = mark } : null;
    }

    /// <summary>Reads the folder to run on it.</summary>
    /// <exception cref="HostFault">It is not valid; the message lists what is wrong.</exception>
    public static ContractsFolder LoadOrFail(string folder) =>
        Load(folder, out var problems) ?? throw new HostFault(
            $"The contracts in '{folder}' are not valid; nothing was started.{Environment.NewLine}{string.Join(Environment.NewLine, problems)}");
}
