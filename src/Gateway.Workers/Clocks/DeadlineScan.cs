using Gateway.Core.Deadlines;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Clocks;

/// <summary>How deadlines are watched (<c>Gateway:Clocks</c>).</summary>
public sealed class ClockOptions
{
    /// <summary>How often due clocks are looked for, in machine time.</summary>
    public TimeSpan ScanEvery { get; set; } = TimeSpan.FromMilliseconds(500);
}

/// <summary>
/// Turns deadlines that are due in domain time into work items. It runs in every process; a lease lets one of them do it,
/// and a deadline is cleared under the value that was read, so that it fires once.
/// </summary>
internal sealed partial class DeadlineScan(
    IDeadlineScan scan, LeaseStore leases, Installation installation, IOptions<ClockOptions> options,
    [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine, ILogger<DeadlineScan> logger) : BackgroundService
{
    private const int Most = 200;

    private readonly Turns _turns = new(leases, "clock-scan", machine);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _turns.GiveUpAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await installation.WhenOpenAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var fired = 0;
            try
            {
                if (await _turns.MineAsync(stoppingToken) is not null)
                    fired = await scan.ScanAsync(Most, stoppingToken);
            }
            catch (LeaseLostException)
            {
                _turns.Lost();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name);
            }

            if (fired < Most)
                await Task.Delay(options.Value.ScanEvery, machine, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1201, LogLevel.Warning, "Due clocks could not be read ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
