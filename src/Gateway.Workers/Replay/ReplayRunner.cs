using Gateway.Core.Operating;
using Gateway.Core.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Replay;

/// <summary>Moves running replays on. It runs in every process; a lease lets one of them do it, and a replay's version settles the rest.</summary>
internal sealed partial class ReplayRunner(
    IReplayStore replays, ILeases leases, IPreparedStore prepared, IStoreFaults faults, [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<ReplayRunner> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly RecurringWork _recurring = new(leases, "replay-runner", machine);

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
            try
            {
                // The rest of a replay is issued in parts, one after another.
                if (await _recurring.LeaseAsync(stoppingToken) is { } lease && await replays.MoveAsync(lease, stoppingToken))
                    continue;
            }
            catch (Exception e) when (faults.IsLeaseLost(e))
            {
                _recurring.Lost();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name);
            }

            await machine.PauseAsync(Pause, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1851, LogLevel.Warning, "Replays could not be moved on ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
