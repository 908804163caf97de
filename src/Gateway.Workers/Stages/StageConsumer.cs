using Gateway.Contracts.Messages;
using Gateway.Core.Work;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Stages;

/// <summary>
/// Takes messages of leased step ids from a stage's queue. One class serves every stage: the message names it. While the
/// database is away the message stays in hand: what is still held under its lease goes on as soon as the database answers.
/// </summary>
internal sealed partial class StageConsumer(
    IEnumerable<IStage> stages, StageProgress progress, IStageMeter meter, IStoreFaults faults, IPreparedStore prepared,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<StageConsumer> logger) : IConsumer<WorkDue>
{
    private static readonly TimeSpan WhileAway = TimeSpan.FromMilliseconds(500);

    public async Task Consume(ConsumeContext<WorkDue> context)
    {
        await prepared.WhenOpenAsync(context.CancellationToken);
        var stage = stages.Single(s => s.Name == context.Message.Stage);
        var began = machine.GetTimestamp();
        while (!await IsWorkedAsync(stage, context))
            await Task.Delay(WhileAway, machine, context.CancellationToken);
        progress.Worked(stage.Name);
        meter.Worked(stage.Name, machine.GetElapsedTime(began));
    }

    /// <returns>False when the database did not answer.</returns>
    private async Task<bool> IsWorkedAsync(IStage stage, ConsumeContext<WorkDue> context)
    {
        try
        {
            await stage.WorkAsync(context.Message.LeaseToken, context.Message.WorkItemIds, context.CancellationToken);
            return true;
        }
        catch (Exception e) when (faults.IsUnavailable(e))
        {
            Log.Away(logger, stage.Name, e.GetType().Name);
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Bounded here already: the bus notes on the consumer's span what leaves the consumer, before any filter sees it.
            throw StageFaultException.Of(e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1011, LogLevel.Warning, "Stage {Stage}: the database does not answer ({Exception}); its steps wait.")]
        public static partial void Away(ILogger logger, string stage, string exception);
    }
}
