using Gateway.Core.Reconciliation;
using Gateway.Core.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Reconciling;

/// <summary>Counts for agencies once a day. It runs in every process; a lease lets one of them do it.</summary>
internal sealed partial class ReconciliationRunner(
    IReconciliation reconciliation, ILeases leases, IPreparedStore prepared, IStoreFaults faults,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<ReconciliationRunner> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly RecurringWork _recurring = new(leases, "reconciliation", machine);

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
                if (await _recurring.LeaseAsync(stoppingToken) is { } lease)
                    await reconciliation.RunAsync(lease, stoppingToken);
            }
            catch (Exception e) when (faults.IsLeaseLost(e))
            {
                _recurring.Lost();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name);
            }

            await Task.Delay(Pause, machine, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1991, LogLevel.Warning, "The counts for agencies could not be made ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
