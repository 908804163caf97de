using Gateway.Persistence;
using Gateway.Persistence.Metering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Telemetry;

/// <summary>
/// Reads what the stages have before them every 15 seconds, however often anybody asks for it. Every process sees the
/// same store and tells the same figures: take the highest, not the sum.
/// </summary>
internal sealed partial class StageLoadReading(
    StageLoads loads, GatewayMeter meter, [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine, ILogger<StageLoadReading> logger)
    : RepeatedReading(TimeSpan.FromSeconds(15), machine)
{
    protected override async Task ReadAsync(CancellationToken cancellation) => meter.Waiting(await loads.ReadAsync(cancellation));

    protected override void Failed(string exception)
    {
        meter.Waiting([]);
        Log.Failed(logger, exception);
    }

    private static partial class Log
    {
        [LoggerMessage(1901, LogLevel.Warning, "What the stages have before them cannot be read ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
