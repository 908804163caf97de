using Gateway.Core.Retention;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Rights;
using Gateway.Workers.Delivery;
using Gateway.Workers.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Retention;

/// <summary>
/// Purges what the policy keeps no longer, in one process at a time, beside full load: a batch, then a pause in proportion to
/// the time that it took.
/// </summary>
internal sealed partial class RetentionRunner(
    IRetention retention, IPresent<Agreed> agreed, ILeases leases, IPreparedStore prepared, IStoreFaults faults, ErasedFiles erased, IOptions<OutboxOptions> outbox, IOptions<FileIntakeOptions> intake,
    IOptions<RetentionOptions> options,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<RetentionRunner> logger) : BackgroundService
{
    private readonly RecurringWork _recurring = new(leases, "retention", machine);
    private readonly DutyCycle _duty = new(DutyCycle.Background, machine);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _recurring.GiveUpAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Every == TimeSpan.Zero)
            return;
        await prepared.WhenOpenAsync(stoppingToken);
        var wait = await FirstAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await machine.PauseAsync(wait, stoppingToken);
            if (stoppingToken.IsCancellationRequested)
                return;
            wait = options.Value.Every;
            // What another process has looked at meanwhile is left alone.
            var since = machine.GetUtcNow() - wait;
            try
            {
                while (await _recurring.LeaseAsync(stoppingToken) is { } lease && await _duty.RunAsync(() => retention.MoveAsync(lease, since, stoppingToken), stoppingToken))
                {
                }

                await FilesAsync(stoppingToken);
            }
            catch (Exception e) when (faults.IsLeaseLost(e))
            {
                _recurring.Lost();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name);
            }
        }
    }

    /// <summary>What is left of the interval: the last pass may have been made before this process began, or by another.</summary>
    private async Task<TimeSpan> FirstAsync(CancellationToken cancellation)
    {
        try
        {
            if (await retention.LookedAtAsync(cancellation) is not { } looked)
                return options.Value.Every;
            var next = looked > DateTimeOffset.MinValue ? looked + options.Value.Every : looked;
            var now = machine.GetUtcNow();
            return next > now ? next - now : TimeSpan.Zero;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Failed(logger, e.GetType().Name);
            return options.Value.Every;
        }
    }

    private async Task FilesAsync(CancellationToken cancellation)
    {
        if (await _recurring.LeaseAsync(cancellation) is not { } lease)
            return;
        await erased.RemoveAsync(cancellation);
        var left = await DropPurge.RunAsync(intake.Value.Folder, agreed.Now.Policy.Retention, machine.GetUtcNow(), async (kind, count, upTo) =>
        {
            lease = await _recurring.LeaseAsync(cancellation) ?? lease;
            await retention.NoteAsync(lease, kind, count, upTo, cancellation);
        });
        if (left > 0)
            Log.DroppedStay(logger, left);
        if (agreed.Now.Policy.Retention.Of(RetentionKinds.OutboxFiles) is not { Keep: not null } term)
            return;
        var stay = await OutboxPurge.RunAsync(outbox.Value.Folder, term, machine.GetUtcNow(), async (count, upTo) =>
        {
            // Under one that was lost nothing is noted, and so nothing deleted.
            lease = await _recurring.LeaseAsync(cancellation) ?? lease;
            await retention.NoteAsync(lease, RetentionKinds.OutboxFiles, count, upTo, cancellation);
        });
        if (stay > 0)
            Log.FilesStay(logger, stay);
    }

    private static partial class Log
    {
        [LoggerMessage(1961, LogLevel.Warning, "What is kept no longer could not be purged ({Exception}); trying again after Gateway:Retention:Every.")]
        public static partial void Failed(ILogger logger, string exception);

        [LoggerMessage(1962, LogLevel.Warning, "{Count} files in the outbox are kept no longer and could not be deleted. Let the gateway remove files there, or remove them by hand.")]
        public static partial void FilesStay(ILogger logger, int count);

        [LoggerMessage(1963, LogLevel.Warning, "{Count} files that agencies dropped, or receipts of such, are kept no longer and could not be deleted. Let the gateway remove files in done and receipts, or remove them by hand.")]
        public static partial void DroppedStay(ILogger logger, int count);
    }
}
