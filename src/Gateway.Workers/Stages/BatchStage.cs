using System.Diagnostics;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Stages;

/// <summary>
/// Runs a stage's rules over a message's steps in one transaction. A step whose rules throw is parked and the others
/// commit; a transaction that fails is halved, down to one step, which is then parked; one that always conflicts waits
/// and is tried again. A database that does not answer parks nothing.
/// </summary>
/// <remarks>
/// A commit whose outcome stays unknown counts as failed and is tried again: had it happened, the steps are not held any
/// more, and there is nothing left to do.
/// </remarks>
internal sealed partial class BatchStage(IStageRules rules, UnitsOfWork units, IGatewayDatabase database, ILogger<BatchStage> logger) : IStage
{
    /// <summary>A step that always loses to others waits this long and is tried again.</summary>
    private static readonly TimeSpan AfterConflicts = TimeSpan.FromSeconds(1);

    /// <summary>A step leased this often was never completed: it kills its process or outlives its lease.</summary>
    private const int MostAttempts = 50;

    public string Name => rules.Name;

    public Task WorkAsync(Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation) =>
        WorkAsync(token, ids, new Dictionary<Guid, Fault>(), cancellation);

    public async Task<bool> ParkAsync(Guid token, Guid id, Fault fault, CancellationToken cancellation)
    {
        await WorkAsync(token, [id], new Dictionary<Guid, Fault> { [id] = fault }, cancellation);
        return true;
    }

    private async Task WorkAsync(Guid token, IReadOnlyList<Guid> ids, Dictionary<Guid, Fault> faults, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                if (await database.DespiteConflictsAsync(() => TryAsync(token, ids, faults, cancellation)))
                    return;
            }
            catch (LeaseLostException)
            {
                // Another process took over some of them: look again at what is still held.
                Log.LeaseLost(logger, Name, ids.Count);
            }
            catch (Exception e) when (database.IsUnavailable(e))
            {
                // Nothing is wrong with the steps: they wait for it.
                throw;
            }
            catch (Exception e) when (e is not OperationCanceledException && ids.Count > 1)
            {
                Log.Halved(logger, Name, ids.Count, e.GetType().Name);
                var half = ids.Count / 2;
                await WorkAsync(token, [.. ids.Take(half)], faults, cancellation);
                await WorkAsync(token, [.. ids.Skip(half)], faults, cancellation);
                return;
            }
            catch (Exception e) when (database.IsConflict(e))
            {
                Log.Conflicts(logger, Name, ids[0]);
                await PostponeAsync(token, ids, cancellation);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException && !faults.ContainsKey(ids[0]))
            {
                faults[ids[0]] = Fault.Of("transaction-failed", e);
            }
        }
    }

    /// <returns>False when a step just threw: everything is read and decided again without it.</returns>
    private async Task<bool> TryAsync(Guid token, IReadOnlyList<Guid> ids, Dictionary<Guid, Fault> faults, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        var steps = await WorkItemStore.HeldAsync(unit.Store, token, ids, cancellation);
        if (steps.Count == 0)
            return true;
        foreach (var step in steps.Where(s => s.Attempts > MostAttempts))
            faults.TryAdd(step.Id, new Fault("attempts-exhausted", $"It was begun {MostAttempts} times and never completed."));
        var sound = steps.FindAll(s => !faults.ContainsKey(s.Id));
        List<Guid> done = [];
        List<(Guid Id, WorkResult.Later Wait)> later = [];
        if (sound.Count > 0)
        {
            var batch = await rules.LoadAsync(unit, sound, cancellation);
            foreach (var step in sound)
            {
                using var activity = GatewayActivity.OfWorkItem(Name, step);
                unit.Cause = activity?.Id ?? step.TraceParent;
                try
                {
                    if (await batch.WorkAsync(step, cancellation) is WorkResult.Later wait)
                        later.Add((step.Id, wait));
                    else
                        done.Add(step.Id);
                }
                catch (Exception e) when (e is not OperationCanceledException && !database.IsConflict(e) && !database.IsUnavailable(e))
                {
                    // Effects of a step that threw half-way must not be committed.
                    activity?.SetStatus(ActivityStatusCode.Error);
                    faults[step.Id] = Fault.Of("rule-failed", e);
                    return false;
                }
            }
        }

        var parked = steps.FindAll(s => faults.ContainsKey(s.Id));
        foreach (var step in parked)
            Park(unit, step, faults[step.Id]);
        await unit.CommitAsync(
            async store =>
            {
                await WorkItemStore.CompleteAsync(store, token, done, cancellation);
                foreach (var group in later.GroupBy(l => l.Wait))
                    await WorkItemStore.PostponeAsync(store, token, [.. group.Select(l => l.Id)], unit.MachineNow + group.Key.Delay, group.Key.Attempted, cancellation);
                foreach (var step in parked)
                    await WorkItemStore.ParkAsync(store, token, step.Id, faults[step.Id].Code, faults[step.Id].Reason, cancellation);
            },
            cancellation);
        return true;
    }

    private async Task PostponeAsync(Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        try
        {
            await unit.CommitAsync(store => WorkItemStore.PostponeAsync(store, token, ids, unit.MachineNow + AfterConflicts, attempted: true, cancellation), cancellation);
        }
        catch (LeaseLostException)
        {
            // Another process has it now.
        }
    }

    private void Park(UnitOfWork unit, WorkItemRow step, Fault fault)
    {
        Log.Parked(logger, Name, step.Id, fault.Code, fault.Reason);
        unit.OpenTask(TaskKinds.Parked, "gateway", step.Id, fault.Code, $"Work of stage {Name} failed: {fault.Reason}");
        unit.Record("step.parked", "gateway", step.Id, new { stage = Name, code = fault.Code });
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Warning, "Stage {Stage}: some of {Count} steps were taken over by another process.")]
        public static partial void LeaseLost(ILogger logger, string stage, int count);

        [LoggerMessage(1002, LogLevel.Warning, "Stage {Stage}: step {WorkItemId} lost to others again and again; it waits and is tried again.")]
        public static partial void Conflicts(ILogger logger, string stage, Guid workItemId);

        [LoggerMessage(1003, LogLevel.Warning, "Stage {Stage}: a transaction of {Count} steps failed with {Exception}; trying halves.")]
        public static partial void Halved(ILogger logger, string stage, int count, string exception);

        [LoggerMessage(1004, LogLevel.Error, "Stage {Stage}: step {WorkItemId} is parked: {Code}. {Reason}")]
        public static partial void Parked(ILogger logger, string stage, Guid workItemId, string code, string reason);
    }
}
