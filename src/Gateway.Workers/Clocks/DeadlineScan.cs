using Gateway.Core.Deadlines;
using Gateway.Core.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Clocks;

/// <summary>How deadlines are watched (<c>Gateway:Clocks</c>).</summary>
public sealed class ClockOptions
{
    /// <summary>How often due deadlines are looked for, in machine time.</summary>
    public TimeSpan ScanEvery { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often it is looked whether a place is free for a waiting referral, in machine time.</summary>
    public TimeSpan WaitingEvery { get; set; } = TimeSpan.FromSeconds(1);
}

/// <summary>
/// Turns deadlines that are due in domain time into work items. It runs in every process; a lease lets one of them do it,
/// and a deadline is cleared in the transaction that makes its work item, so that it fires once.
/// </summary>
internal sealed partial class DeadlineScan(
    IDeadlineScan scan, ILeases leases, IPreparedStore prepared, IStoreFaults faults, IOptions<ClockOptions> options,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<DeadlineScan> logger) : BackgroundService
{
    private const int Most = 200;

    private readonly RecurringWork _recurring = new(leases, "clock-scan", machine);

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
            var fired = 0;
            try
            {
                if (await _recurring.LeaseAsync(stoppingToken) is { } lease)
                    fired = await scan.ScanAsync(lease, Most, stoppingToken);
            }
            catch (Exception e) when (faults.IsLeaseLost(e))
            {
                _recurring.Lost();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name);
            }

            if (fired < Most)
                await machine.PauseAsync(options.Value.ScanEvery, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1201, LogLevel.Warning, "Due deadlines could not be read ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
