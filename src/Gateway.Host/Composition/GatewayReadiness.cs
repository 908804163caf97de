using Gateway.Core.Reading;
using Gateway.Persistence;
using MassTransit;

namespace Gateway.Host.Composition;

/// <summary>Which part of this process is missing, in a sentence each.</summary>
internal sealed class GatewayReadiness(IGatewayDatabase database, Installation installation, IBusControl bus) : IReadiness
{
    public async Task<IReadOnlyList<ReadinessPart>> ReadAsync(CancellationToken cancellation)
    {
        var health = bus.CheckHealth();
        return
        [
            await DatabaseAsync(cancellation),
            health.Status == BusHealthStatus.Healthy
                ? new ReadinessPart("bus", true, null)
                : new ReadinessPart("bus", false, "The bus is not started yet. What was accepted waits in the store; nothing is lost."),
        ];
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
