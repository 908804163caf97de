using Gateway.Contracts.Messages;
using MassTransit;

namespace Gateway.Workers.Stages;

/// <summary>Takes messages of leased step ids from a stage's queue. One class serves every stage: the message names it.</summary>
internal sealed class StageConsumer(IEnumerable<IStage> stages) : IConsumer<StepsDue>
{
    public Task Consume(ConsumeContext<StepsDue> context)
    {
        var stage = stages.Single(s => s.Name == context.Message.Stage);
        return stage.WorkAsync(context.Message.LeaseToken, context.Message.StepIds, context.CancellationToken);
    }
}
