using Gateway.Workers.Broker;
using MassTransit;

namespace Gateway.Workers.Relay;

/// <summary>
/// Whether a message for a stage would reach somebody now. While it would not, nothing is leased: a lease without a
/// worker delays the work by the lease's time and counts as an attempt.
/// </summary>
internal sealed class StageGate(IBusControl control, BrokerWatch? watch = null)
{
    /// <summary>Ends when the connection to the broker breaks.</summary>
    internal CancellationToken WhileConnected => watch?.WhileReached ?? CancellationToken.None;

    internal bool IsOpen(string stage) =>
        // A process may have one endpoint that cannot start; its relay goes on for the others.
        control.CheckHealth().Status != BusHealthStatus.Unhealthy && (watch is null || watch.View.ConsumersOf(stage) > 0);
}
