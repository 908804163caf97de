using Gateway.Core.Operating;
using Gateway.Persistence;
using Gateway.Persistence.Metering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Telemetry;

/// <summary>
/// Reads the alarms of the page <em>Now</em> every minute, so that whoever watches with tools of their own is told the same. The
/// processes with role clocks do; every one of them tells the same, so take the highest and not the sum.
/// </summary>
internal sealed partial class AlarmReading(
    IOverview overview, GatewayMeter meter, [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine, ILogger<AlarmReading> logger)
    : RepeatedReading(TimeSpan.FromMinutes(1), machine)
{
    protected override async Task ReadAsync(CancellationToken cancellation) => meter.Alarms((await overview.ReadAsync(cancellation)).Alarms);

    protected override void Failed(string exception)
    {
        meter.Alarms(null);
        Log.Failed(logger, exception);
    }

    private static partial class Log
    {
        [LoggerMessage(1902, LogLevel.Warning, "The alarms cannot be read ({Exception}); trying again in a minute.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
