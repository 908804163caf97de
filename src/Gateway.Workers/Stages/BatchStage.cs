using System.Diagnostics;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Stages;

/// <summary>
/// Runs a stage over a message's work items: load, decide each, apply all in one transaction. An item whose decision throws
/// is parked and the others commit; a transaction that fails is halved, down to one item, which is then parked; one that
/// always conflicts waits and is tried again. A database that does not answer parks nothing.
/// </summary>
/// <remarks>
/// A commit whose outcome stays unknown counts as failed and is tried again: had it happened, the items are not held any
/// more, and there is nothing left to do.
/// </remarks>
internal sealed partial class BatchStage(IBatchRules rules, IStageStore store, IStoreFaults faults, ILogger<BatchStage> logger) : IStage
{
    /// <summary>An item that always loses to others waits this long and is tried again.</summary>
    private static readonly TimeSpan AfterConflicts = TimeSpan.FromSeconds(1);

    /// <summary>An item leased this often was never completed: it kills its process or outlives its lease.</summary>
    private const int MostAttempts = 50;

    public string Name => rules.Name;

    /// <summary>Parks an item. Nothing of it is read: what is wrong with it may be that it cannot be.</summary>
    public async Task<bool> ParkAsync(Guid token, Guid id, Fault fault, CancellationToken cancellation)
    {
        try
        {
            var item = new WorkItem { Id = id, Stage = Name };
            await faults.DespiteConflictsAsync(async () =>
            {
                await store.ApplyAsync(new Snapshots(), token, [new SettledItem(item, null, fault)], cancellation);
                return true;
            });
            Log.Parked(logger, Name, id, fault.Code, fault.Reason.ToString());
        }
        catch (Exception e) when (faults.IsLeaseLost(e))
        {
            // Done, or another process has it now.
        }

        return true;
    }

    public async Task WorkAsync(Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                if (await faults.DespiteConflictsAsync(() => TryAsync(token, ids, cancellation)))
                    return;
            }
            catch (Exception e) when (faults.IsLeaseLost(e))
            {
                // Another process took over some of them: look again at what is still held.
                Log.LeaseLost(logger, Name, ids.Count);
            }
            catch (Exception e) when (faults.IsUnavailable(e))
            {
                // Nothing is wrong with the items: they wait for it.
                throw;
            }
            catch (Exception e) when (e is not OperationCanceledException && ids.Count > 1)
            {
                Log.Halved(logger, Name, ids.Count, e.GetType().Name);
                var half = ids.Count / 2;
                await WorkAsync(token, [.. ids.Take(half)], cancellation);
                await WorkAsync(token, [.. ids.Skip(half)], cancellation);
                return;
            }
            catch (Exception e) when (faults.IsConflict(e))
            {
                Log.Conflicts(logger, Name, ids[0]);
                await PostponeAsync(token, ids, cancellation);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                await ParkAsync(token, ids[0], Fault.Of("transaction-failed", e), cancellation);
                return;
            }
        }
    }

    private async Task<bool> TryAsync(Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var batch = await rules.LoadAsync(token, ids, cancellation);
        if (batch.Items.Count == 0)
            return true;
        var settled = batch.Items.Select(item => Decide(batch, item)).ToList();
        await store.ApplyAsync(batch.Known, token, settled, cancellation);
        foreach (var parked in settled.Where(s => s.Fault is not null))
            Log.Parked(logger, Name, parked.Item.Id, parked.Fault!.Code, parked.Fault.Reason.ToString());
        return true;
    }

    /// <summary>The guard around a decision: what an item whose decision throws would have done is not written, and the others go on.</summary>
    private SettledItem Decide(IBatch batch, WorkItem item)
    {
        if (item.Attempts > MostAttempts)
            return new SettledItem(item, null, new Fault("attempts-exhausted", WorkProblems.NeverCompleted.With(MostAttempts)));
        using var activity = GatewayActivity.OfWorkItem(Name, item);
        try
        {
            // What it causes goes on in the span of its own work.
            var decision = batch.Decide(activity is null ? item : item with { TraceParent = activity.Id });
            batch.Known.Take(decision);
            return new SettledItem(item, decision);
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            return new SettledItem(item, null, Fault.OfRule(e));
        }
    }

    private async Task PostponeAsync(Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var batch = await rules.LoadAsync(token, ids, cancellation);
        var later = batch.Items.Select(item => new SettledItem(item, new Decision(new ItemOutcome.Later(AfterConflicts), []))).ToList();
        try
        {
            await store.ApplyAsync(batch.Known, token, later, cancellation);
        }
        catch (Exception e) when (faults.IsLeaseLost(e))
        {
            // Another process has it now.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Warning, "Stage {Stage}: some of {Count} work items were taken over by another process.")]
        public static partial void LeaseLost(ILogger logger, string stage, int count);

        [LoggerMessage(1002, LogLevel.Warning, "Stage {Stage}: work item {WorkItemId} lost to others again and again; it waits and is tried again.")]
        public static partial void Conflicts(ILogger logger, string stage, Guid workItemId);

        [LoggerMessage(1003, LogLevel.Warning, "Stage {Stage}: a transaction of {Count} work items failed with {Exception}; trying halves.")]
        public static partial void Halved(ILogger logger, string stage, int count, string exception);

        [LoggerMessage(1004, LogLevel.Error, "Stage {Stage}: work item {WorkItemId} is parked: {Code}. {Reason}")]
        public static partial void Parked(ILogger logger, string stage, Guid workItemId, string code, string reason);
    }
}
