using Gateway.Core.Reports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Dashboard.Evaluation;

/// <summary>Has reports counted anew before the last count is over, as long as people read them: counting a million referrals takes seconds, for which nobody waits.</summary>
internal sealed partial class ReportsKeptFresh(IReports reports, [FromKeyedServices("machine")] TimeProvider machine, ILogger<ReportsKeptFresh> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Look, machine, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (!stoppingToken.IsCancellationRequested)
                    await reports.RefreshAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1996, LogLevel.Warning, "Reports could not be counted ahead ({Exception}); whoever reads them next waits for the count.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
