using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Workers.Relay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Clocks;

/// <summary>
/// Notices when the machine's clock is set. Set forward, leases run out early: their work is begun again, and done once. Set back, work
/// that was due would wait until the clock has come as far again: it is made due.
/// </summary>
internal sealed partial class MachineClockWatch(
    IWorkQueue queue, IPreparedStore prepared, IOptions<RelayOptions> relay,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<MachineClockWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await prepared.WhenOpenAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var (before, began) = (machine.GetUtcNow(), machine.GetTimestamp());
            await Task.Delay(Every, machine, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested || ClockHealth.Jump(before, machine.GetUtcNow(), machine.GetElapsedTime(began)) is not { } jump)
                continue;
            try
            {
                var due = jump < TimeSpan.Zero ? await queue.WentBackAsync(before + Every, relay.Value.Lease, stoppingToken) : 0;
                Log.Set(logger, (long)jump.TotalSeconds, due);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, (long)jump.TotalSeconds, e.GetType().Name);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1203, LogLevel.Warning, "The clock of this computer was set by {Seconds} s. Work items that would have waited for it and are due now: {Due}.")]
        public static partial void Set(ILogger logger, long seconds, int due);

        [LoggerMessage(1204, LogLevel.Error, "The clock of this computer was set by {Seconds} s, and what would wait for it could not be made due ({Exception}).")]
        public static partial void Failed(ILogger logger, long seconds, string exception);
    }
}
