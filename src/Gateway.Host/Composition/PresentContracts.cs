using System.Runtime.CompilerServices;
using Gateway.Catalogue.Yaml;
using Gateway.Core.Intake;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Translation;
using Gateway.Workers.Delivery;

namespace Gateway.Host.Composition;

/// <summary>
/// The contracts that this process works under. Directory, policy, collaborations and profiles are one set and are replaced
/// together: nobody sees a part of a new set beside a part of the old one. A set with a problem is refused, and the old one stays.
/// </summary>
public sealed class PresentContracts : IPresent<Agreed>, IPresent<ProfileSet>, IPresent<KnownProfiles>, IFormats
{
    /// <summary>What was loaded together, for as long as anybody works under it.</summary>
    private readonly ConditionalWeakTable<Agreed, ProfileSet> _together = [];

    private volatile State _state;

    /// <summary>Begins with a set that is valid.</summary>
    /// <param name="contracts">The set.</param>
    /// <param name="at">Machine time, UTC.</param>
    public PresentContracts(ContractsFolder contracts, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(contracts);
        _state = Loaded(contracts, at);
    }

    /// <summary>Mark of the folder's files from before the set was read.</summary>
    public string Mark => _state.Contracts.Mark;

    /// <summary>Version of the set.</summary>
    public string Version => _state.Contracts.Agreed.Version;

    /// <summary>Machine time since when it is worked under, UTC.</summary>
    public DateTimeOffset LoadedAt => _state.At;

    /// <summary>Why the set that lies in the folder now is refused; empty: it is not.</summary>
    public IReadOnlyList<FileProblem> Refused => _state.Refused;

    Agreed IPresent<Agreed>.Now => _state.Contracts.Agreed;

    ProfileSet IPresent<ProfileSet>.Now => _state.Contracts.Profiles;

    KnownProfiles IPresent<KnownProfiles>.Now => _state.Known;

    /// <summary>Reads a folder and works under it from now on, unless it has a problem.</summary>
    /// <param name="folder">The contracts folder.</param>
    /// <param name="at">Machine time, UTC.</param>
    /// <returns>Everything that is wrong with it; empty: it is worked under.</returns>
    public IReadOnlyList<FileProblem> Load(string folder, DateTimeOffset at)
    {
        if (ContractsFolder.Load(folder, out var problems) is { } contracts)
            _state = Loaded(contracts, at);
        else
            _state = _state with { Refused = problems };
        return problems;
    }

    ProfileSet IFormats.Under(Agreed? agreed) => agreed is not null && _together.TryGetValue(agreed, out var profiles) ? profiles : _state.Contracts.Profiles;

    private State Loaded(ContractsFolder contracts, DateTimeOffset at)
    {
        _together.Add(contracts.Agreed, contracts.Profiles);
        return new State(contracts, contracts.Known, at, []);
    }

    private sealed record State(ContractsFolder Contracts, KnownProfiles Known, DateTimeOffset At, IReadOnlyList<FileProblem> Refused);
}
