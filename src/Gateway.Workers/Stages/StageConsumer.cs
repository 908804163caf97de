using Gateway.Contracts.Messages;
using Gateway.Persistence;
using Gateway.Persistence.Metering;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Workers.Stages;

/// <summary>Takes messages of leased step ids from a stage's queue. One class serves every stage: the message names it.</summary>
internal sealed class StageConsumer(
    IEnumerable<IStage> stages, StageProgress progress, GatewayMeter meter,
    [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine) : IConsumer<StepsDue>
{
    public async Task Consume(ConsumeContext<StepsDue> context)
    {
        var stage = stages.Single(s => s.Name == context.Message.Stage);
        var began = machine.GetTimestamp();
        try
        {
            await stage.WorkAsync(context.Message.LeaseToken, context.Message.StepIds, context.CancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Bounded here already: the bus notes on the consumer's span what leaves the consumer, before any filter sees it.
            throw StageFaultException.Of(e);
        }

        progress.Worked(stage.Name);
        meter.Worked(stage.Name, machine.GetElapsedTime(began));
    }
}
