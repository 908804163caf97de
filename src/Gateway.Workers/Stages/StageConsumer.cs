using Gateway.Contracts.Messages;
using Gateway.Persistence;
using MassTransit;

namespace Gateway.Workers.Stages;

/// <summary>Takes messages of leased step ids from a stage's queue. One class serves every stage: the message names it.</summary>
internal sealed class StageConsumer(IEnumerable<IStage> stages, Installation installation, StageProgress progress) : IConsumer<StepsDue>
{
    public async Task Consume(ConsumeContext<StepsDue> context)
    {
        await installation.WhenOpenAsync(context.CancellationToken);
        var stage = stages.Single(s => s.Name == context.Message.Stage);
        await stage.WorkAsync(context.Message.LeaseToken, context.Message.StepIds, context.CancellationToken);
        progress.Worked(stage.Name);
    }
}
