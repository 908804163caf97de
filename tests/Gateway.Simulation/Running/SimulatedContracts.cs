using Gateway.Core.Intake;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Host.Composition;
using Gateway.Translation;

namespace Gateway.Simulation.Running;

/// <summary>The contracts that a process works under; each process takes another set over at a moment of its own.</summary>
/// <param name="now">The set.</param>
/// <param name="agreed">Changes what was agreed, for a planted fault.</param>
internal sealed class SimulatedContracts(ContractsSet now, Func<Agreed, Agreed> agreed) : IPresent<Agreed>, IPresent<ProfileSet>, IPresent<KnownProfiles>, IFormats
{
    /// <summary>The set as it is now.</summary>
    public ContractsSet Set { get; set; } = now;

    Agreed IPresent<Agreed>.Now => agreed(Set.Contracts.Agreed);

    ProfileSet IPresent<ProfileSet>.Now => Set.Contracts.Profiles;

    KnownProfiles IPresent<KnownProfiles>.Now => Set.Contracts.Known;

    ProfileSet IFormats.Under(Agreed? agreed) => Set.Contracts.Profiles;
}

/// <summary>A set of contracts, with what the model must know of it.</summary>
/// <param name="Name">Name.</param>
/// <param name="Contracts">The set.</param>
internal sealed record ContractsSet(string Name, ContractsFolder Contracts);
