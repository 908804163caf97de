using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Clocks;

/// <summary>
/// Has waiting referrals decided again when a place is free, and parts of closed offices when another office took over. It runs
/// in every process; a lease lets one of them do it.
/// </summary>
internal sealed partial class WaitingWatch(
    IWaitingReferrals waiting, ILeases leases, IPreparedStore prepared, IStoreFaults faults, IOptions<ClockOptions> options,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<WaitingWatch> logger) : BackgroundService
{
    private const int Most = 2000;

    private readonly RecurringWork _recurring = new(leases, "waiting-watch", machine);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _recurring.GiveUpAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await prepared.WhenOpenAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var decided = 0;
            try
            {
                if (await _recurring.LeaseAsync(stoppingToken) is { } lease)
                    decided = await waiting.DecideAgainAsync(lease, Most, stoppingToken);
            }
            catch (Exception e) when (faults.IsLeaseLost(e))
            {
                _recurring.Lost();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name);
            }

            if (decided < Most)
                await machine.PauseAsync(options.Value.WaitingEvery, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1202, LogLevel.Warning, "Waiting referrals could not be read ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
