using Gateway.Core.Operating;
using Gateway.Persistence;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Replay;

/// <summary>Moves running replays on. It runs in every process; a lease lets one of them do it, and a replay's version settles the rest.</summary>
internal sealed partial class ReplayRunner(
    IGatewayDatabase database, UnitsOfWork units, ReplayWaves waves, LeaseStore leases, Installation installation,
    [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine, ILogger<ReplayRunner> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Turns _turns = new(leases, "replay-runner", machine);

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
            try
            {
                if (await _turns.MineAsync(stoppingToken) is not null)
                    await MoveAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name);
            }

            await Task.Delay(Pause, machine, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task MoveAsync(CancellationToken cancellation)
    {
        List<Guid> running;
        await using (var store = database.Open())
            running = await store.Replays.Where(r => r.State == ReplayState.Running).Select(r => r.Id).ToListAsync(cancellation);
        foreach (var id in running)
        {
            await units.RunAsync(
                async unit => await unit.Store.Replays.SingleAsync(r => r.Id == id, cancellation) is { State: ReplayState.Running } replay
                    && await waves.MoveAsync(unit, replay, despiteFailures: false, cancellation),
                cancellation);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1851, LogLevel.Warning, "Replays could not be moved on ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
