using Gateway.Core.Traffic;
using Gateway.Core.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Traffic;

/// <summary>Counts traffic of hours and days that are over, in one process at a time and within a share of one processor.</summary>
internal sealed partial class TrafficRunner(
    ITrafficRollUp traffic, ILeases leases, IPreparedStore prepared, IStoreFaults faults, IOptions<TrafficOptions> options,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<TrafficRunner> logger) : BackgroundService
{
    private readonly RecurringWork _recurring = new(leases, "traffic", machine);
    private readonly DutyCycle _duty = new(options.Value.Share, machine);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _recurring.GiveUpAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Every == TimeSpan.Zero)
            return;
        await prepared.WhenOpenAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await _recurring.LeaseAsync(stoppingToken) is { } lease && await _duty.RunAsync(() => traffic.MoveAsync(lease, stoppingToken), stoppingToken))
                {
                }
            }
            catch (Exception e) when (faults.IsLeaseLost(e))
            {
                _recurring.Lost();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name);
            }

            await Task.Delay(options.Value.Every, machine, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1995, LogLevel.Warning, "Traffic could not be counted ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
