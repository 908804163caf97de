using Gateway.Core.Directory;
using Gateway.Core.Routing;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Steps;
using Gateway.Workers.Stages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Delivery;

/// <summary>
/// Brings deliveries into channels the gateway writes to. A delivery is released and committed first; then its bytes
/// leave; then it is confirmed. After a crash in between the same bytes under the same id leave again.
/// </summary>
internal sealed partial class DeliveryStage(
    UnitsOfWork units, IGatewayDatabase database, ReleaseDesk desk, FileOutbox outbox, Agreed agreed, ILogger<DeliveryStage> logger) : IStage
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(500);

    public string Name => StageNames.Delivery;

    public async Task WorkAsync(Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        List<StepRow> steps;
        await using (var store = database.Open())
            steps = await StepStore.HeldAsync(store, token, ids, cancellation);
        foreach (var step in steps)
        {
            using var activity = GatewayActivity.OfStep(Name, step);
            try
            {
                await DeliverAsync(token, step, cancellation);
            }
            catch (LeaseLostException)
            {
                Log.LeaseLost(logger, step.Id);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                await FailAsync(token, step, Fault.Of("delivery-failed", e), cancellation);
            }
        }
    }

    private async Task DeliverAsync(Guid token, StepRow step, CancellationToken cancellation)
    {
        if (!await ReleasedAsync(token, step, cancellation))
            return;
        DeliveryRow delivery;
        await using (var store = database.Open())
            delivery = await store.Deliveries.AsNoTracking().SingleAsync(d => d.Id == step.SubjectId, cancellation);
        if (delivery.State == DeliveryState.Released)
            await outbox.WriteAsync(delivery, cancellation);
        await using var unit = units.Open();
        await AgencyFeed.ConfirmAsync(unit, unit.Store.Deliveries.Where(d => d.Id == delivery.Id && d.State == DeliveryState.Released), cancellation);
        await unit.CommitAsync(store => StepStore.CompleteAsync(store, token, [step.Id], cancellation), cancellation);
    }

    /// <returns>False when it is not its turn yet, and the step waits.</returns>
    private async Task<bool> ReleasedAsync(Guid token, StepRow step, CancellationToken cancellation)
    {
        for (var round = 1; ; round++)
        {
            await using var unit = units.Open();
            var delivery = await unit.Store.Deliveries.SingleAsync(d => d.Id == step.SubjectId, cancellation);
            if (delivery.State != DeliveryState.Waiting)
                return true;
            if (agreed.Directory.Find(delivery.Recipient) is not { Channel: ChannelKind.File })
                throw new InvalidOperationException("The recipient has no channel that is written to.");
            if (!await PairOrder.Heads(unit.Store).AnyAsync(d => d.Id == delivery.Id, cancellation))
            {
                await unit.CommitAsync(store => StepStore.PostponeAsync(store, token, [step.Id], unit.MachineNow + Turn, attempted: false, cancellation), cancellation);
                return false;
            }

            await desk.ReleaseAsync(unit, [delivery], cancellation);
            try
            {
                await unit.CommitAsync(cancellation);
                return true;
            }
            catch (Exception e) when (round < 10 && database.IsConflict(e))
            {
                // The agreement or the handover changed: ask the gate again.
            }
        }
    }

    private async Task FailAsync(Guid token, StepRow step, Fault fault, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        if (step.Attempts < 5)
        {
            Log.Retried(logger, step.Id, step.Attempts, fault.Reason);
            var pause = TimeSpan.FromSeconds(Math.Pow(3, step.Attempts));
            await unit.CommitAsync(store => StepStore.PostponeAsync(store, token, [step.Id], unit.MachineNow + pause, attempted: true, cancellation), cancellation);
            return;
        }

        Log.Parked(logger, step.Id, fault.Reason);
        unit.Raise(WorklistKinds.Parked, "gateway", step.Id, fault.Code, $"Work of stage {Name} failed: {fault.Reason}");
        unit.Record("step.parked", "gateway", step.Id, new { stage = Name, code = fault.Code });
        await unit.CommitAsync(store => StepStore.ParkAsync(store, token, step.Id, fault.Code, fault.Reason, cancellation), cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(1601, LogLevel.Warning, "Delivery step {StepId} was taken over by another process.")]
        public static partial void LeaseLost(ILogger logger, Guid stepId);

        [LoggerMessage(1602, LogLevel.Warning, "Delivery step {StepId} failed at attempt {Attempt} and is tried again: {Reason}")]
        public static partial void Retried(ILogger logger, Guid stepId, int attempt, string reason);

        [LoggerMessage(1603, LogLevel.Error, "Delivery step {StepId} is parked: {Reason}")]
        public static partial void Parked(ILogger logger, Guid stepId, string reason);
    }
}
