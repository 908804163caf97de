using Gateway.Core.Operating;
using Gateway.Persistence;
using Gateway.Persistence.Metering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Telemetry;

/// <summary>
/// Reads the alarms of the page <em>Now</em> every minute, so that whoever watches with tools of their own is told the same. The
/// processes with role clocks do; every one of them tells the same, so take the highest and not the sum.
/// </summary>
internal sealed partial class AlarmReading(
    IOverview overview, GatewayMeter meter, [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine, ILogger<AlarmReading> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                meter.Alarms((await overview.ReadAsync(stoppingToken)).Alarms);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                meter.Alarms(null);
                Log.Failed(logger, e.GetType().Name);
            }

            await Task.Delay(Every, machine, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1902, LogLevel.Warning, "The alarms cannot be read ({Exception}); trying again in a minute.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
