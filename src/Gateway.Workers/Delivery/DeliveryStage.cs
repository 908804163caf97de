using System.Diagnostics;
using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Workers.Stages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Delivery;

/// <summary>
/// Brings deliveries into channels the gateway writes to. All of a message that may leave are released in one
/// transaction; then their bytes leave; then what became of them is written in one transaction. After a crash in between
/// nobody can tell whether they left: the gate is asked again, and the same bytes leave under the same id.
/// </summary>
internal sealed partial class DeliveryStage(
    IReleaseStore store, IStoreFaults faults, ICircumstances circumstances, Releasing releasing, Outbounds outbounds,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<DeliveryStage> logger) : IStage
{
    /// <summary>Attempts that end within this time are confirmed together.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(50);

    /// <summary>So long a batch waits for its attempts; what takes longer is confirmed beside the next batch.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    /// <summary>An item that always loses to others waits this long and is tried again.</summary>
    private static readonly TimeSpan AfterConflicts = TimeSpan.FromSeconds(1);

    // Two messages of this process at once would only make each other's change of a recipient's counter conflict.
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    public string Name => StageNames.Delivery;

    public async Task WorkAsync(Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        IReadOnlyList<Attempt> attempts;
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            attempts = await ReleaseAsync(token, ids, cancellation);
        }
        finally
        {
            _oneAtATime.Release();
        }

        if (attempts.Count == 0)
            return;
        var slow = await ConfirmInTimeAsync(token, [.. attempts.Select(a => SendAsync(a, cancellation))], Patience, cancellation);
        // The next batch begins meanwhile: an agency that is slow holds up nobody else.
        if (slow.Count > 0)
            _ = FinishAsync(token, slow, cancellation);
    }

    /// <summary>Confirms attempts as they end, those that end close together in one transaction.</summary>
    /// <returns>Those that have not ended when patience has.</returns>
    private async Task<List<Task<Sent>>> ConfirmInTimeAsync(Guid token, List<Task<Sent>> under, TimeSpan patience, CancellationToken cancellation)
    {
        var began = machine.GetTimestamp();
        while (under.Count > 0 && machine.GetElapsedTime(began) < patience)
        {
            await Task.WhenAny(Task.WhenAll(under), Task.Delay(Gather, machine, cancellation));
            var ended = under.Where(t => t.IsCompleted).ToList();
            if (ended.Count == 0)
                continue;
            under = [.. under.Except(ended)];
            await ConfirmAsync(token, (await Task.WhenAll(ended)).ToDictionary(r => r.Attempt.Item.Id), cancellation);
        }

        return under;
    }

    private async Task FinishAsync(Guid token, List<Task<Sent>> slow, CancellationToken cancellation)
    {
        try
        {
            await ConfirmInTimeAsync(token, slow, TimeSpan.MaxValue, cancellation);
        }
        catch (Exception e)
        {
            // Their leases run out: the gate is asked again, and the same bytes leave under the same id.
            Log.Left(logger, slow.Count, e.GetType().Name);
        }
    }

    private async Task<IReadOnlyList<Attempt>> ReleaseAsync(Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        Fault? fault = null;
        while (true)
        {
            try
            {
                // When the agreement, the client, the handover or a counter changed meanwhile: read and ask the gate again.
                return await faults.DespiteConflictsAsync(() => releasing.ReleaseAsync(token, ids, fault, cancellation));
            }
            catch (Exception e) when (faults.IsLeaseLost(e))
            {
                Log.LeaseLost(logger, ids.Count);
            }
            catch (Exception e) when (faults.IsUnavailable(e))
            {
                // Nothing is wrong with the deliveries: they wait for it.
                throw;
            }
            catch (Exception e) when (e is not OperationCanceledException && ids.Count > 1)
            {
                Log.Halved(logger, ids.Count, e.GetType().Name);
                var half = ids.Count / 2;
                return [.. await ReleaseAsync(token, [.. ids.Take(half)], cancellation), .. await ReleaseAsync(token, [.. ids.Skip(half)], cancellation)];
            }
            catch (Exception e) when (faults.IsConflict(e))
            {
                Log.Conflicts(logger, ids[0]);
                await releasing.PostponeAsync(token, ids, AfterConflicts, cancellation);
                return [];
            }
            catch (Exception e) when (e is not OperationCanceledException && fault is null)
            {
                fault = Fault.Of("transaction-failed", e);
                Log.Parked(logger, ids[0], fault.Reason.ToString());
            }
        }
    }

    private async Task<Sent> SendAsync(Attempt attempt, CancellationToken cancellation)
    {
        using var activity = GatewayActivity.OfWorkItem(Name, attempt.Item);
        try
        {
            var channel = outbounds.Of(attempt.Delivery.Recipient)!;
            return new Sent(attempt, await channel.SendAsync(attempt with { TraceParent = activity?.Id ?? attempt.TraceParent }, cancellation));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            return new Sent(attempt, new AttemptResult(Departure.Unknown, Fault.Of("delivery-failed", e)));
        }
    }

    private async Task ConfirmAsync(Guid token, Dictionary<Guid, Sent> results, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await faults.DespiteConflictsAsync(() => ConfirmOnceAsync(token, results, cancellation));
                return;
            }
            catch (Exception e) when (faults.IsLeaseLost(e))
            {
                // Another process took over some of them: look again at what is still held.
                Log.LeaseLost(logger, results.Count);
            }
        }
    }

    private async Task<bool> ConfirmOnceAsync(Guid token, Dictionary<Guid, Sent> results, CancellationToken cancellation)
    {
        var (items, known) = await store.LoadAttemptedAsync(token, [.. results.Keys], cancellation);
        if (items.Count == 0)
            return true;
        var now = circumstances.Now();
        var settled = items.Select(i => AttemptRules.Decide(
            known, now, i, results[i.Id].Result, results[i.Id].Attempt.ReleasedAs, outbounds.RestOf(results[i.Id].Attempt.Delivery.Recipient))).ToList();
        await store.ApplyAsync(known, token, settled, [], cancellation);
        foreach (var item in items)
            Tell(item, results[item.Id].Attempt, results[item.Id].Result, settled.Exists(s => s.Item.Id == item.Id && s.Fault is not null));
        return true;
    }

    private void Tell(WorkItem item, Attempt attempt, AttemptResult result, bool parked)
    {
        if (parked)
            Log.Parked(logger, item.Id, result.Fault!.Reason.ToString());
        else if (result.Fault is not null)
            Log.Retried(logger, item.Id, attempt.Number, result.Fault.Reason.ToString());
        else if (result.Departure != Departure.Left)
            outbounds.Of(attempt.Delivery.Recipient)?.Await(attempt.Delivery.Recipient);
    }

    /// <summary>An attempt and what became of it.</summary>
    private sealed record Sent(Attempt Attempt, AttemptResult Result);

    private static partial class Log
    {
        [LoggerMessage(1601, LogLevel.Warning, "Some of {Count} deliveries were taken over by another process; looking again at the others.")]
        public static partial void LeaseLost(ILogger logger, int count);

        [LoggerMessage(1602, LogLevel.Warning, "Delivery work item {WorkItemId} failed at attempt {Attempt} and is tried again: {Reason}")]
        public static partial void Retried(ILogger logger, Guid workItemId, int attempt, string reason);

        [LoggerMessage(1603, LogLevel.Error, "Delivery work item {WorkItemId} is parked: {Reason}")]
        public static partial void Parked(ILogger logger, Guid workItemId, string reason);

        [LoggerMessage(1604, LogLevel.Warning, "Releasing {Count} deliveries failed with {Exception}; trying halves.")]
        public static partial void Halved(ILogger logger, int count, string exception);

        [LoggerMessage(1605, LogLevel.Warning, "Delivery work item {WorkItemId} lost to others again and again; it waits and is tried again.")]
        public static partial void Conflicts(ILogger logger, Guid workItemId);

        [LoggerMessage(1607, LogLevel.Warning, "{Count} deliveries whose recipients answer slowly were left with {Exception}; they are handed out again when their lease has run out.")]
        public static partial void Left(ILogger logger, int count, string exception);
    }
}
