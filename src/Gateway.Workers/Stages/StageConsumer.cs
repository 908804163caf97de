using Gateway.Contracts.Messages;
using Gateway.Core.Work;
using MassTransit;

namespace Gateway.Workers.Stages;

/// <summary>Takes messages with the ids of leased work items from a stage's queue. One class serves every stage: the message names it.</summary>
internal sealed class StageConsumer(StageRun run, IPreparedStore prepared) : IConsumer<WorkDue>
{
    public async Task Consume(ConsumeContext<WorkDue> context)
    {
        await prepared.WhenOpenAsync(context.CancellationToken);
        await run.WorkAsync(context.Message.Stage, context.Message.LeaseToken, context.Message.WorkItemIds, context.CancellationToken);
    }
}
