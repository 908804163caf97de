using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Delivery.Webhooks;

/// <summary>
/// Wakes deliveries that rest for an agency's webhook, as many as it takes now. Those of which an attempt failed keep their own pause.
/// A wake that is missed costs their rest, nothing else.
/// </summary>
internal sealed partial class WebhookWake(
    WebhookOutbox outbox, IPresent<Agreed> agreed, IReleaseStore store, IPreparedStore prepared, IOptions<WebhookOptions> options,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<WebhookWake> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await prepared.WhenOpenAsync(stoppingToken);
        // An earlier process may have left some at rest.
        foreach (var agency in agreed.Now.Directory.Agencies.Where(a => a is { Live: true, Channel: ChannelKind.Webhook }))
            outbox.Await(agency.Id);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(outbox.Awaited.Select(recipient => WakeAsync(recipient, stoppingToken)));
            await machine.PauseAsync(options.Value.WakeEvery, stoppingToken);
        }
    }

    private async Task WakeAsync(string recipient, CancellationToken cancellation)
    {
        var room = outbox.RoomOf(recipient);
        if (room == 0)
            return;
        // Forgotten before looking: for whom deliveries come to rest meanwhile is noted again.
        outbox.Forget(recipient);
        try
        {
            if (await store.WakeAsync(recipient, room, attempted: false, cancellation))
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
        [LoggerMessage(1761, LogLevel.Warning, "Deliveries for the webhook of {Recipient} could not be woken ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string recipient, string exception);
    }
}
