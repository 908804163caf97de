using Gateway.Contracts.Messages;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Steps;
using Gateway.Workers.Stages;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Relay;

/// <summary>
/// Leases due steps and sends their ids to the stages' queues. It runs in every process; leases keep two relays from
/// sending the same step. A commit in this process wakes it at once, everything else within a poll.
/// </summary>
internal sealed partial class StepRelay(
    StepStore steps, Installation installation, WorkSignals signals, IBus bus, IBusControl control, IOptions<RelayOptions> options,
    [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine, ILogger<StepRelay> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await installation.WhenOpenAsync(stoppingToken);
        await control.WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
        await Task.WhenAll(StageNames.All.Select(stage => RelayAsync(stage, stoppingToken)));
    }

    private async Task RelayAsync(string stage, CancellationToken cancellation)
    {
        var endpoint = await bus.GetSendEndpoint(new Uri("queue:" + StageQueues.Name(stage)));
        while (!cancellation.IsCancellationRequested)
        {
            var next = signals.Stage(stage).Next;
            try
            {
                while (await RelayOnceAsync(stage, endpoint, cancellation))
                {
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, stage, e.GetType().Name);
            }

            using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(next, Task.Delay(options.Value.Poll, machine, wait.Token));
            await wait.CancelAsync();
        }
    }

    private async Task<bool> RelayOnceAsync(string stage, ISendEndpoint endpoint, CancellationToken cancellation)
    {
        var settings = options.Value;
        var (token, ids) = await steps.LeaseAsync(stage, settings.BatchSize, settings.LeasedPerStage, settings.Lease, cancellation);
        if (ids.Count == 0)
            return false;
        await endpoint.Send(new StepsDue(stage, token, ids), cancellation);
        return ids.Count == settings.BatchSize;
    }

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Warning, "Steps of stage {Stage} could not be handed to the bus ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string stage, string exception);
    }
}
