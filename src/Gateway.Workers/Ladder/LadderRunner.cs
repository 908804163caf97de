using Gateway.Core.Ladder;
using Gateway.Core.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Ladder;

/// <summary>
/// Counts measurements on the participation ladder as their records take effect, within a small share of one processor. It runs
/// in every process; a lease lets one of them do it.
/// </summary>
internal sealed partial class LadderRunner(
    ILadderCounting counting, ILeases leases, IPreparedStore prepared, IStoreFaults faults, [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<LadderRunner> logger) : BackgroundService
{
    /// <summary>Share of one processor: of two, rolling up costs two per cent.</summary>
    private const double Share = 0.04;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly RecurringWork _recurring = new(leases, "ladder", machine);
    private readonly DutyCycle _cycle = new(Share, machine);

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
            var (counted, begun) = (0, machine.GetTimestamp());
            try
            {
                if (await _recurring.LeaseAsync(stoppingToken) is { } lease)
                    counted = await counting.CountAsync(lease, stoppingToken);
            }
            catch (Exception e) when (faults.IsLeaseLost(e))
            {
                _recurring.Lost();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name);
            }

            // A few are counted at once; many within the share.
            var pause = counted < ILadderCounting.Together ? Pause : _cycle.PauseAfter(machine.GetElapsedTime(begun));
            await Task.Delay(pause, machine, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1993, LogLevel.Warning, "Measurements on the participation ladder could not be counted ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
