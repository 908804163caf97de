using Gateway.Contracts.Messages;
using Gateway.Persistence;
using Gateway.Persistence.Metering;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Stages;

/// <summary>
/// Takes messages of leased step ids from a stage's queue. One class serves every stage: the message names it. While the
/// database is away the message stays in hand: what is still held under its lease goes on as soon as the database answers.
/// </summary>
internal sealed partial class StageConsumer(
    IEnumerable<IStage> stages, StageProgress progress, GatewayMeter meter, IGatewayDatabase database, Installation installation,
    [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine, ILogger<StageConsumer> logger) : IConsumer<WorkDue>
{
    private static readonly TimeSpan WhileAway = TimeSpan.FromMilliseconds(500);

    /// <summary>So often in a row the connection breaks under a message while the database answers others; then its work is looked at one by one.</summary>
    private const int MostBroken = 5;

    public async Task Consume(ConsumeContext<WorkDue> context)
    {
        await installation.WhenOpenAsync(context.CancellationToken);
        var stage = stages.Single(s => s.Name == context.Message.Stage);
        var began = machine.GetTimestamp();
        var broken = 0;
        while (!await IsWorkedAsync(stage, context, context.Message.WorkItemIds))
        {
            await Task.Delay(WhileAway, machine, context.CancellationToken);
            broken = await database.AnswersAsync(context.CancellationToken) ? broken + 1 : 0;
            if (broken == MostBroken && await IsWorkedApartAsync(stage, context))
                break;
        }

        progress.Worked(stage.Name);
        meter.Worked(stage.Name, machine.GetElapsedTime(began));
    }

    /// <summary>Works on each item alone and parks those under which the connection breaks though the database answers.</summary>
    /// <returns>False when the database is away after all.</returns>
    /// <exception cref="StageFaultException">The stage parks nothing for this reason: the lease runs out, and attempts are counted.</exception>
    private async Task<bool> IsWorkedApartAsync(IStage stage, ConsumeContext<WorkDue> context)
    {
        foreach (var id in context.Message.WorkItemIds)
        {
            if (await IsWorkedAsync(stage, context, [id]))
                continue;
            if (!await database.AnswersAsync(context.CancellationToken))
                return false;
            if (!await stage.ParkAsync(context.Message.LeaseToken, id, Broken, context.CancellationToken))
                throw new StageFaultException(Broken.Reason);
        }

        return true;
    }

    /// <returns>False when the database did not answer.</returns>
    private async Task<bool> IsWorkedAsync(IStage stage, ConsumeContext<WorkDue> context, IReadOnlyList<Guid> ids)
    {
        try
        {
            await stage.WorkAsync(context.Message.LeaseToken, ids, context.CancellationToken);
            return true;
        }
        catch (Exception e) when (database.IsUnavailable(e))
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

    private static readonly Fault Broken = new("connection-broken", "The connection broke under it again and again, while the database answered others.");

    private static partial class Log
    {
        [LoggerMessage(1011, LogLevel.Warning, "Stage {Stage}: the database does not answer ({Exception}); its steps wait.")]
        public static partial void Away(ILogger logger, string stage, string exception);
    }
}
