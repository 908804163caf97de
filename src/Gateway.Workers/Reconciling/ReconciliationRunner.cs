using Gateway.Core.Handovers;
using Gateway.Core.Reconciliation;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Reconciling;

/// <summary>
/// Counts for agencies once a day, and tells them once what their formats have no place for. It runs in every process; a lease
/// lets one of them do it.
/// </summary>
internal sealed partial class ReconciliationRunner(
    IReconciliation reconciliation, IFormatNotices formats, IEventWriter writer, IPresent<Agreed> agreed, ILeases leases, IPreparedStore prepared, IStoreFaults faults,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<ReconciliationRunner> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly RecurringWork _recurring = new(leases, "reconciliation", machine);
    private Agreed? _told;

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
                {
                    await TellGapsAsync(lease, stoppingToken);
                    await reconciliation.RunAsync(lease, stoppingToken);
                }
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

    /// <summary>Once for each set of contracts that is loaded, and without a query where every format has a place for everything.</summary>
    private async Task TellGapsAsync(Lease lease, CancellationToken cancellation)
    {
        var now = agreed.Now;
        if (ReferenceEquals(_told, now))
            return;
        if (FormatGaps.Of(now, writer) is { Count: > 0 } gaps)
            await formats.TellAsync(lease, gaps, cancellation);
        _told = now;
    }

    private static partial class Log
    {
        [LoggerMessage(1991, LogLevel.Warning, "What agencies are told of their counts and formats could not be made ({Exception}); trying again shortly.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
