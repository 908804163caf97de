using Gateway.Persistence;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Intake;

/// <summary>Destroys the bytes of submissions after 14 days, whatever became of their records.</summary>
internal sealed partial class Housekeeping(
    UnitsOfWork units, [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine, ILogger<Housekeeping> logger) : BackgroundService
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(14);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await DestroyAsync(stoppingToken) > 0)
                {
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name);
            }

            await Task.Delay(TimeSpan.FromHours(1), machine, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task<int> DestroyAsync(CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            var before = unit.Now - Keep;
            var old = await unit.Store.Submissions.Where(s => s.DestroyedAt == null && s.ReceivedAt < before && s.State != SubmissionState.Received)
                .OrderBy(s => s.ReceivedAt).Take(200).ToListAsync(cancellation);
            var ids = old.ConvertAll(s => s.Id);
            var keyIds = old.ConvertAll(s => s.KeyId);
            foreach (var key in await unit.Store.DataKeys.Where(k => keyIds.Contains(k.Id)).ToListAsync(cancellation))
                key.Wrapped = null;
            foreach (var submission in old)
            {
                submission.DestroyedAt = unit.Now;
                unit.Record("submission.destroyed", "gateway", submission.Id);
            }

            unit.Inside(store => store.Segments.Where(s => ids.Contains(s.SubmissionId)).ExecuteDeleteAsync(cancellation));
            return old.Count;
        },
        cancellation);

    private static partial class Log
    {
        [LoggerMessage(1701, LogLevel.Warning, "Old submissions could not be destroyed ({Exception}); trying again in an hour.")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
