using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Workers.Edge;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Delivery;

/// <summary>
/// Wakes deliveries that rest for an out-queue, as many as there is room for again: the queue has drained, or the
/// broker is back. A wake that is missed costs their rest, nothing else.
/// </summary>
internal sealed partial class TopUp(
    AmqpOutbox outbox, IPresent<Agreed> agreed, IReleaseStore store, IOptions<EdgeOptions> options,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<TopUp> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // An earlier process may have left some at rest.
        foreach (var agency in agreed.Now.Directory.Agencies.Where(a => a is { Live: true, Channel: ChannelKind.Amqp }))
            outbox.Await(agency.Id);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(outbox.Awaited.Select(recipient => TopUpAsync(recipient, stoppingToken)));
            await machine.PauseAsync(options.Value.TopUpEvery, stoppingToken);
        }
    }

    private async Task TopUpAsync(string recipient, CancellationToken cancellation)
    {
        try
        {
            var room = await outbox.ProbeAsync(recipient, cancellation);
            if (room == 0)
                return;
            // Forgotten before looking: for whom deliveries come to rest meanwhile is noted again.
            outbox.Forget(recipient);
            if (await store.WakeAsync(recipient, (int)room, attempted: true, cancellation))
                outbox.Await(recipient);
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

    private static partial class Log
    {
        [LoggerMessage(1731, LogLevel.Warning, "Deliveries for {Recipient} could not be woken ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string recipient, string exception);
    }
}
