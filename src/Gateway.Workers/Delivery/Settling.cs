using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Gateway.Workers.Stages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Delivery;

/// <summary>
/// Writes down in one transaction what became of a message's deliveries, and wakes those whose turn has come thereby.
/// </summary>
internal sealed partial class Settling(UnitsOfWork units, IGatewayDatabase database, Outbounds outbounds, WorkSignals signals, ILogger<Settling> logger)
{
    private const string Stage = StageNames.Delivery;
    private const int MostAttempts = 5;

    internal async Task SettleAsync(Guid token, IReadOnlyList<Dispatch> dispatches, CancellationToken cancellation)
    {
        while (!await database.DespiteConflictsAsync(() => TryAsync(token, dispatches, cancellation)))
        {
            // Another process took over some of them: look again at what is still held.
            Log.Again(logger, dispatches.Count);
        }
    }

    /// <returns>False when some were taken over meanwhile.</returns>
    private async Task<bool> TryAsync(Guid token, IReadOnlyList<Dispatch> dispatches, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        var held = (await WorkItemStore.HeldAsync(unit.Store, token, [.. dispatches.Select(d => d.Step.Id)], cancellation)).Select(s => s.Id).ToHashSet();
        var mine = dispatches.Where(d => held.Contains(d.Step.Id)).ToList();
        if (mine.Count == 0)
            return true;
        await AgencyFeed.ConfirmAsync(unit, Released(unit, Ids(mine, Turn.Arrived)), cancellation);
        Erase(unit, Ids(mine, Turn.Erased), cancellation);
        var given = mine.FindAll(d => d is { Turn: Turn.Failed, Step.Attempts: >= MostAttempts });
        foreach (var dispatch in given)
            Park(unit, dispatch, cancellation);
        var passed = mine.FindAll(IsPassed);
        var woken = 0;
        // The last of the transaction's updates: behind the confirmations, so that it sees who comes next, and behind the
        // steps that are put to sleep, because the next one may be among them.
        unit.Inside(async store =>
        {
            var behind = await PairOrder.BehindAsync(store, passed.ConvertAll(d => d.Delivery), cancellation);
            woken = await WorkItemStore.WakeAsync(store, Stage, behind, unit.MachineNow, cancellation);
        });
        try
        {
            await unit.CommitAsync(store => StepsAsync(store, token, mine, given, unit.MachineNow, cancellation), cancellation);
        }
        catch (LeaseLostException)
        {
            return false;
        }

        foreach (var dispatch in mine.Where(d => d.Turn == Turn.Failed).Except(given))
            Log.Retried(logger, dispatch.Step.Id, dispatch.Step.Attempts, dispatch.Fault!.Reason);
        foreach (var recipient in mine.Where(d => d.Turn == Turn.Asleep).Select(d => d.Delivery.Recipient).Distinct(StringComparer.Ordinal))
            outbounds.Of(recipient)!.Await(recipient);
        if (woken > 0)
            signals.Committed([StageNames.Delivery], []);
        return true;
    }

    private async Task StepsAsync(GatewayContext store, Guid token, List<Dispatch> mine, List<Dispatch> given, DateTimeOffset now, CancellationToken cancellation)
    {
        await WorkItemStore.CompleteAsync(store, token, [.. mine.Where(IsPassed).Select(d => d.Step.Id)], cancellation);
        foreach (var sleep in mine.Where(d => d.Turn == Turn.Asleep).GroupBy(d => outbounds.Of(d.Delivery.Recipient)!.Sleep))
            await WorkItemStore.PostponeAsync(store, token, [.. sleep.Select(d => d.Step.Id)], now + sleep.Key, attempted: false, cancellation);
        foreach (var retry in mine.Where(d => d.Turn == Turn.Failed).Except(given).GroupBy(d => d.Step.Attempts))
            await WorkItemStore.PostponeAsync(store, token, [.. retry.Select(d => d.Step.Id)], now + Pause(retry.Key), attempted: true, cancellation);
        foreach (var dispatch in given)
            await WorkItemStore.ParkAsync(store, token, dispatch.Step.Id, dispatch.Fault!.Code, dispatch.Fault.Reason, cancellation);
    }

    private static bool IsPassed(Dispatch dispatch) => dispatch.Turn is Turn.Over or Turn.Arrived or Turn.Erased;

    private static void Erase(UnitOfWork unit, List<Guid> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return;
        foreach (var id in ids)
            unit.Record("delivery.erased", "gateway", id);
        unit.Inside(store => store.Deliveries.Where(d => ids.Contains(d.Id) && d.State == DeliveryState.Released)
            .ExecuteUpdateAsync(delivery => delivery.SetProperty(d => d.State, DeliveryState.Blocked).SetProperty(d => d.ReasonCode, "erased").SetProperty(d => d.Version, d => d.Version + 1), cancellation));
        CannotTell(unit, ids, cancellation);
    }

    private void Park(UnitOfWork unit, Dispatch dispatch, CancellationToken cancellation)
    {
        var (step, fault) = (dispatch.Step, dispatch.Fault!);
        Log.Parked(logger, step.Id, fault.Reason);
        unit.OpenTask(TaskKinds.Parked, "gateway", step.Id, fault.Code, $"Work of stage {Stage} failed: {fault.Reason}");
        unit.Record("step.parked", "gateway", step.Id, new { stage = Stage, code = fault.Code });
        if (dispatch.Delivery.State == DeliveryState.Released)
            CannotTell(unit, [step.SubjectId], cancellation);
    }

    /// <summary>Released, and nobody can say whether the bytes arrived.</summary>
    private static void CannotTell(UnitOfWork unit, List<Guid> ids, CancellationToken cancellation) =>
        unit.Inside(store => store.Disclosures.Where(d => ids.Contains(d.DeliveryId) && d.State == DisclosureState.Released)
            .ExecuteUpdateAsync(disclosure => disclosure.SetProperty(d => d.State, DisclosureState.Unknown), cancellation));

    private static IQueryable<DeliverySnapshot> Released(UnitOfWork unit, List<Guid> ids) =>
        unit.Store.Deliveries.Where(d => ids.Contains(d.Id) && d.State == DeliveryState.Released);

    private static List<Guid> Ids(List<Dispatch> dispatches, Turn turn) => [.. dispatches.Where(d => d.Turn == turn).Select(d => d.Delivery.Id)];

    private static TimeSpan Pause(int attempts) => TimeSpan.FromSeconds(Math.Pow(3, attempts));

    private static partial class Log
    {
        [LoggerMessage(1601, LogLevel.Debug, "Of {Count} deliveries some were taken over by another process; what became of the others is written down again.")]
        public static partial void Again(ILogger logger, int count);

        [LoggerMessage(1602, LogLevel.Warning, "Delivery step {WorkItemId} failed at attempt {Attempt} and is tried again: {Reason}")]
        public static partial void Retried(ILogger logger, Guid workItemId, int attempt, string reason);

        [LoggerMessage(1603, LogLevel.Error, "Delivery step {WorkItemId} is parked: {Reason}")]
        public static partial void Parked(ILogger logger, Guid workItemId, string reason);
    }
}
