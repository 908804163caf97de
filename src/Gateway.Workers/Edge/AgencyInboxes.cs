using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Gateway.Workers.Edge;

/// <summary>
/// Consumes the in-queues of every agency that takes part, each on a channel of its own: what is wrong with one agency's
/// queue stops nobody else. What breaks is opened again; it never ends the process.
/// </summary>
internal sealed partial class AgencyInboxes(
    [FromKeyedServices(AgencyInboxes.Connection)] BrokerConnection broker, IPresent<Agreed> agreed, IPresent<KnownProfiles> profiles, IIntake intake, IStoreFaults faults, IPreparedStore prepared, EdgeHealth health,
    IOptions<EdgeOptions> options, [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<AgencyInboxes> logger) : BackgroundService
{
    /// <summary>Key of the connection that consumes; publishing has its own, so that a broker that holds publishers back still takes acknowledgements.</summary>
    internal const string Connection = "edge-in";

    private static readonly TimeSpan DrainWithin = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await prepared.WhenOpenAsync(stoppingToken);
        Dictionary<string, Task> served = new(StringComparer.Ordinal);
        while (!stoppingToken.IsCancellationRequested)
        {
            // An agency that the directory is given while the gateway runs is served from then on.
            foreach (var agency in agreed.Now.Directory.Agencies.Where(a => a.Live && served.GetValueOrDefault(a.Id) is not { IsCompleted: false }))
                served[agency.Id] = ServeAsync(agency.Id, stoppingToken);
            await machine.PauseAsync(options.Value.RetryAfter, stoppingToken);
        }

        await Task.WhenAll(served.Values);
    }

    private async Task ServeAsync(string id, CancellationToken stopping)
    {
        InboxFailures failures = new();
        while (!stopping.IsCancellationRequested && agreed.Now.Directory.Find(id) is { Live: true } agency)
        {
            try
            {
                await ConsumeAsync(agency, failures, stopping);
            }
            catch (Exception e) when (BrokerAwayException.Is(e))
            {
                health.Fails(EdgeHealth.In, agency.Id, BrokerAwayException.SentenceOf(e, e is BrokerAwayException ? null : AgencyQueues.InQueue(agency.Id)));
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                Log.Failed(logger, agency.Id, e.GetType().Name);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await machine.PauseAsync(options.Value.RetryAfter, stopping);
        }
    }

    /// <summary>Consumes until the broker ends it, a message cannot be committed, or the process stops.</summary>
    private async Task ConsumeAsync(Agency agency, InboxFailures failures, CancellationToken stopping)
    {
        await using var channel = await broker.OpenChannelAsync(channel: null, stopping);
        await AgencyQueues.DeclareInAsync(channel, agency.Id, stopping);
        await channel.BasicQosAsync(prefetchSize: 0, options.Value.InFlight, global: false, stopping);
        var inbox = new AgencyInbox(channel, agency, profiles, intake, faults, failures, logger, stopping);
        await channel.BasicConsumeAsync(AgencyQueues.InQueue(agency.Id), autoAck: false, inbox, stopping);
        health.Works(EdgeHealth.In, agency.Id);
        await inbox.Ended.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stopping.IsCancellationRequested && !(inbox.Failed && channel.IsOpen))
            throw channel.CloseReason is { } reason ? new OperationInterruptedException(reason) : new BrokerAwayException($"'{AgencyQueues.InQueue(agency.Id)}' was deleted; it is declared again.");

        // What is in hand is committed and acknowledged before the channel closes; the rest goes back then, in the order in which it came.
        await inbox.DrainedAsync().WaitAsync(DrainWithin, machine, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static partial class Log
    {
        [LoggerMessage(1721, LogLevel.Error, "The in-queue of {Agency} could not be served ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string agency, string exception);
    }
}
