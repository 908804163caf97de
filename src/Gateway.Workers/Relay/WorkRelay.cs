using Gateway.Contracts.Messages;
using Gateway.Core.Work;
using Gateway.Workers.Stages;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Relay;

/// <summary>
/// Leases due work items and sends their ids to the stages' queues. It runs in every process; leases keep two relays from
/// sending the same item. A commit in this process wakes it at once, everything else within a poll. What the broker
/// does not confirm is given back, so that it costs no lease's time.
/// </summary>
internal sealed partial class WorkRelay(
    IWorkQueue queue, IPreparedStore prepared, IBus bus, StageGate gate, IOptions<RelayOptions> options,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<WorkRelay> logger) : BackgroundService
{
    private static readonly TimeSpan WhileClosed = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await prepared.WhenOpenAsync(stoppingToken);
        await Task.WhenAll(StageNames.All.Select(stage => RelayAsync(stage, stoppingToken)));
    }

    private async Task RelayAsync(string stage, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var next = queue.NextCommit(stage);
            var lease = WorkLease.None;
            try
            {
                while (gate.IsOpen(stage) && (lease = await RelayOnceAsync(stage, cancellation)).Ids.Count == options.Value.BatchSize)
                {
                }
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                Log.Failed(logger, stage, e.GetType().Name);
            }
            catch (Exception) when (cancellation.IsCancellationRequested)
            {
                return;
            }

            if (!gate.IsOpen(stage))
                await PauseAsync(null, WhileClosed, cancellation);
            else if (lease.RipeIn is { } early)
                await PauseAsync(null, early, cancellation);
            else
                await PauseAsync(next, options.Value.Poll, cancellation);
        }
    }

    /// <param name="next">The next commit that makes work; null: a commit changes nothing.</param>
    /// <param name="longest">Time to wait.</param>
    /// <param name="cancellation">Cancellation.</param>
    private async Task PauseAsync(Task? next, TimeSpan longest, CancellationToken cancellation)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var poll = Task.Delay(longest, machine, wait.Token);
        await Task.WhenAny(next ?? poll, poll);
        // Only the delay hears of it, and it goes no further: nothing is worth a thread of its own.
        wait.Cancel();
    }

    private async Task<WorkLease> RelayOnceAsync(string stage, CancellationToken cancellation)
    {
        var settings = options.Value;
        var lease = await queue.LeaseAsync(stage, settings.BatchSize, settings.LeasedPerStage, settings.Lease, cancellation, settings.Linger);
        var (token, ids) = lease;
        if (ids.Count == 0)
            return lease;
        try
        {
            using var patience = new CancellationTokenSource(settings.ConfirmWithin, machine);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token, gate.WhileConnected);
            var endpoint = await bus.GetSendEndpoint(new Uri("exchange:" + StageQueues.Name(stage)));
            await endpoint.Send(new WorkDue(stage, token, ids), either.Token);
        }
        catch (Exception)
        {
            // It may have arrived all the same: then its items are no longer held under that token, and are skipped.
            await queue.GiveBackAsync(token, ids, CancellationToken.None);
            throw;
        }

        return lease;
    }

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Warning, "Work items of stage {Stage} could not be handed to the bus ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string stage, string exception);
    }
}
