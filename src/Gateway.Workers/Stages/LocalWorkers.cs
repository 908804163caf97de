using Gateway.Core.Work;
using Gateway.Workers.Relay;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Stages;

/// <summary>
/// Works on what commits of this process handed to its own stages. While a stage is busy its queue grows, and is then taken
/// in larger batches.
/// </summary>
internal sealed partial class LocalWorkers(
    LocalStages queues, StageRun run, IWorkQueue work, IPreparedStore prepared, IOptions<RelayOptions> options, ILogger<LocalWorkers> logger) : BackgroundService
{
    /// <summary>Batches of a stage at once: a long one does not hold up the next.</summary>
    private const int AtOnce = 2;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queues.Close();
        await base.StopAsync(cancellationToken);
        foreach (var stage in queues.Names)
        {
            foreach (var rest in queues.TakeRest(stage).Chunk(options.Value.BatchSize))
                await GiveBackAsync(stage, rest);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await prepared.WhenOpenAsync(stoppingToken);
        queues.Open();
        await Task.WhenAll(queues.Names.SelectMany(stage => Enumerable.Range(0, AtOnce).Select(_ => WorkAsync(stage, stoppingToken))));
    }

    private async Task WorkAsync(string stage, CancellationToken stopping)
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            IReadOnlyList<Guid> ids = [];
            try
            {
                ids = await queues.TakeAsync(stage, options.Value.BatchSize, stopping);
                await run.WorkAsync(stage, queues.Token, ids, stopping);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                await GiveBackAsync(stage, ids);
            }
            catch (Exception e)
            {
                // Its leases run out, and attempts are counted.
                Log.Failed(logger, stage, ids.Count, e.GetType().Name);
            }
        }
    }

    /// <summary>Those that are not done by now are due again at once, instead of after their lease.</summary>
    private async Task GiveBackAsync(string stage, IReadOnlyCollection<Guid> ids)
    {
        if (ids.Count == 0)
            return;
        try
        {
            await work.GiveBackAsync(queues.Token, ids, CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.Failed(logger, stage, ids.Count, e.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1021, LogLevel.Warning, "Stage {Stage}: {Count} work items were left with {Exception}; they are handed out again when their lease has run out.")]
        public static partial void Failed(ILogger logger, string stage, int count, string exception);
    }
}
