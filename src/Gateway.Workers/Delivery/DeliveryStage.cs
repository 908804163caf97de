using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Work;
using Gateway.Workers.Stages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Delivery;

/// <summary>
/// Brings deliveries into channels the gateway writes to. All of a message that may leave are released in one
/// transaction; then their bytes leave; then they are confirmed in one transaction. After a crash in between the same
/// bytes under the same id leave again.
/// </summary>
internal sealed partial class DeliveryStage(
    IGatewayDatabase database, Releasing releasing, Settling settling, Outbounds outbounds, RecordVault vault, ILogger<DeliveryStage> logger) : IStage
{
    public string Name => StageNames.Delivery;

    public async Task WorkAsync(Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        List<WorkItem> steps;
        await using (var store = database.Open())
            steps = await WorkItemStore.HeldAsync(store, token, ids, cancellation);
        if (steps.Count == 0)
            return;
        IReadOnlyList<Dispatch> dispatches;
        try
        {
            dispatches = await releasing.ReleaseAsync(steps, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException && !database.IsUnavailable(e) && steps.Count > 1)
        {
            Log.Halved(logger, steps.Count, e.GetType().Name);
            var half = steps.Count / 2;
            await WorkAsync(token, [.. steps.Take(half).Select(s => s.Id)], cancellation);
            await WorkAsync(token, [.. steps.Skip(half).Select(s => s.Id)], cancellation);
            return;
        }
        catch (Exception e) when (e is not OperationCanceledException && !database.IsUnavailable(e))
        {
            var failed = await ReadAsync(steps[0], cancellation);
            failed.Fail(Fault.Of("release-failed", e));
            dispatches = [failed];
        }

        await SendAsync([.. dispatches.Where(d => d.Turn == Turn.Leaving)], cancellation);
        await settling.SettleAsync(token, dispatches, cancellation);
    }

    private async Task<Dispatch> ReadAsync(WorkItem step, CancellationToken cancellation)
    {
        await using var store = database.Open();
        return new Dispatch(step, await store.Deliveries.AsNoTracking().SingleAsync(d => d.Id == step.SubjectId, cancellation));
    }

    private async Task SendAsync(IReadOnlyList<Dispatch> leaving, CancellationToken cancellation)
    {
        if (leaving.Count == 0)
            return;
        Dictionary<Guid, Guid> keyIds;
        IReadOnlyDictionary<Guid, byte[]> keys;
        await using (var store = database.Open())
        {
            var clients = leaving.Select(d => d.Delivery.ClientId).Distinct().ToList();
            keyIds = await store.Clients.Where(c => clients.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.KeyId, cancellation);
            keys = await vault.KeysAsync(store, keyIds.Values, cancellation);
        }

        await Task.WhenAll(leaving.Select(d => SendAsync(d, keys.GetValueOrDefault(keyIds[d.Delivery.ClientId]), cancellation)));
    }

    private async Task SendAsync(Dispatch dispatch, byte[]? key, CancellationToken cancellation)
    {
        var delivery = dispatch.Delivery;
        using var activity = GatewayActivity.OfWorkItem(Name, dispatch.Step);
        try
        {
            if (key is null)
            {
                dispatch.Turn = Turn.Erased;
                return;
            }

            var bytes = Sealing.Open(key, delivery.Payload!, Sealing.Context(delivery.Id, "payload"));
            var arrived = await outbounds.Of(delivery.Recipient)!.SendAsync(new Parcel(delivery, bytes, activity?.Id ?? dispatch.Step.TraceParent, dispatch.Step.Attempts), cancellation);
            dispatch.Turn = arrived ? Turn.Arrived : Turn.Asleep;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            activity?.SetStatus(System.Diagnostics.ActivityStatusCode.Error);
            dispatch.Fail(Fault.Of("delivery-failed", e));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1604, LogLevel.Warning, "Releasing {Count} deliveries failed with {Exception}; trying halves.")]
        public static partial void Halved(ILogger logger, int count, string exception);
    }
}
