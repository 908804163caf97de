using Gateway.Core.Reading;
using Gateway.Persistence;
using Gateway.Persistence.Operating;
using Gateway.Persistence.Restoring;
using Gateway.Workers;
using Gateway.Workers.Broker;
using Gateway.Workers.Edge;
using Gateway.Workers.Keys;
using Gateway.Workers.Stages;
using MassTransit;

namespace Gateway.Host.Composition;

/// <summary>
/// Which part of this process is missing, in a sentence each. A part that is ready and has a sentence works, and
/// somebody should look at it.
/// </summary>
internal sealed class GatewayReadiness(
    IGatewayDatabase database, Installation installation, IBusControl bus, Roles roles, IStageHealth stages, EdgeHealth edge, ProcessNotes processes, KeyHealth keys, IRestores restores, BrokerWatch? watch = null) : IReadiness
{
    public async Task<IReadOnlyList<ReadinessPart>> ReadAsync(CancellationToken cancellation)
    {
        var store = await DatabaseAsync(cancellation);
        IReadOnlyList<ReadinessPart> parts = [store, Bus(), .. edge.Parts.Select(p => p with { Ready = p.Ready || ServesHttpWithoutBroker })];
        return store.Ready ? [.. parts, .. await stages.ReadAsync(cancellation), .. await ContractsAsync(cancellation), .. await RestoreAsync(cancellation), .. await ClockAsync(cancellation), .. Keys()] : parts;
    }

    /// <summary>Work goes on under the contracts of before; somebody should look.</summary>
    private async Task<IReadOnlyList<ReadinessPart>> ContractsAsync(CancellationToken cancellation) =>
        await processes.ProblemAsync(cancellation) is { } problem ? [new ReadinessPart("contracts", true, problem)] : [];

    /// <summary>Work goes on; somebody should set the clocks.</summary>
    private async Task<IReadOnlyList<ReadinessPart>> ClockAsync(CancellationToken cancellation) =>
        await processes.ClockProblemAsync(cancellation) is { } problem ? [new ReadinessPart("clock", true, problem)] : [];

    /// <summary>Everything works but deliveries, until an operator has seen what is missing.</summary>
    private async Task<IReadOnlyList<ReadinessPart>> RestoreAsync(CancellationToken cancellation) => await restores.StateAsync(cancellation) is null
        ? []
        : [new ReadinessPart("restore", true, "The database was restored from a backup, and every delivery is held. See 'restore show' and docs/backup.md; 'restore continue' ends it.")];

    /// <summary>What lies under a master key that this process lacks cannot be read or written by it.</summary>
    private IReadOnlyList<ReadinessPart> Keys() => keys.Problem is { } problem ? [new ReadinessPart("keys", false, problem)] : [];

    /// <summary>Intake goes on without a broker: whoever calls the API must not be sent away because of it.</summary>
    private bool ServesHttpWithoutBroker => watch is not null && roles.Has(Role.Api);

    private ReadinessPart Bus()
    {
        if (watch?.View.Problem is { } problem)
            return new ReadinessPart("bus", ServesHttpWithoutBroker, problem + " What was accepted waits in the store; nothing is lost.");
        return bus.CheckHealth().Status == BusHealthStatus.Healthy
            ? new ReadinessPart("bus", true, null)
            : new ReadinessPart("bus", ServesHttpWithoutBroker, "The bus is not started yet. What was accepted waits in the store; nothing is lost.");
    }

    private async Task<ReadinessPart> DatabaseAsync(CancellationToken cancellation)
    {
        try
        {
            var problem = await database.SchemaProblemAsync(cancellation);
            return problem is null && !installation.IsOpen
                ? new ReadinessPart("database", false, "The store is being prepared. Wait a moment.")
                : new ReadinessPart("database", problem is null, problem);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new ReadinessPart("database", false, database.Explain(e) ?? $"The database does not answer ({e.GetType().Name}). Check that it runs and that this process may reach it.");
        }
    }
}
