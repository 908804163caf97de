using Gateway.Persistence;
using Gateway.Persistence.Metering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Telemetry;

/// <summary>
/// Reads what the stages have before them every 15 seconds, however often anybody asks for it. Every process sees the
/// same store and tells the same figures: take the highest, not the sum.
/// </summary>
internal sealed partial class StageLoadReading(
    StageLoads loads, GatewayMeter meter, [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine, ILogger<StageLoadReading> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                meter.Waiting(await loads.ReadAsync(stoppingToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Old figures would look like a gateway at rest.
                meter.Waiting([]);
                Log.Failed(logger, e.GetType().Name);
            }

            await Task.Delay(Every, machine, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1901, LogLevel.Warning, "What the stages have before them cannot be read ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
