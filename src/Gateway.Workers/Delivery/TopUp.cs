using Gateway.Core.Directory;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Gateway.Workers.Edge;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Delivery;

/// <summary>
/// Wakes deliveries that sleep for an out-queue, as many as there is room for again: the queue has drained, or the
/// broker is back. A wake that is missed costs their sleep, nothing else.
/// </summary>
internal sealed partial class TopUp(
    AmqpOutbox outbox, Agreed agreed, IGatewayDatabase database, WorkItemStore steps, WorkSignals signals, IOptions<EdgeOptions> options,
    [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine, ILogger<TopUp> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // An earlier process may have left some asleep.
        foreach (var agency in agreed.Directory.Agencies.Where(a => a is { Live: true, Channel: ChannelKind.Amqp }))
            outbox.Await(agency.Id);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(outbox.Awaited.Select(recipient => TopUpAsync(recipient, stoppingToken)));
            await Task.Delay(options.Value.TopUpEvery, machine, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TopUpAsync(string recipient, CancellationToken cancellation)
    {
        try
        {
            var room = await outbox.ProbeAsync(recipient, cancellation);
            if (room == 0)
                return;
            // Forgotten before looking: who falls asleep meanwhile is noted again.
            outbox.Forget(recipient);
            var sleeping = await SleepingAsync(recipient, (int)room, cancellation);
            if (sleeping.Count == 0)
                return;
            outbox.Await(recipient);
            if (await steps.WakeSleepingAsync(StageNames.Delivery, sleeping, cancellation) > 0)
                signals.Committed([StageNames.Delivery], []);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            outbox.Await(recipient);
            Log.Failed(logger, recipient, e.GetType().Name);
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    /// <summary>What left without being confirmed comes first: the broker may not have it.</summary>
    private async Task<List<Guid>> SleepingAsync(string recipient, int room, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var sleeping = await PairOrder.InTransit(store, recipient).OrderBy(d => d.Id).Take(room).Select(d => d.Id).ToListAsync(cancellation);
        if (sleeping.Count < room)
            sleeping.AddRange(await PairOrder.Heads(store).Where(d => d.Recipient == recipient).OrderBy(d => d.Id).Take(room - sleeping.Count).Select(d => d.Id).ToListAsync(cancellation));
        return sleeping;
    }

    private static partial class Log
    {
        [LoggerMessage(1731, LogLevel.Warning, "Deliveries for {Recipient} could not be woken ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string recipient, string exception);
    }
}
