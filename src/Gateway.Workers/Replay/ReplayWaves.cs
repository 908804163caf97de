using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Replay;

/// <summary>How far a replay is, counted from the steps themselves: nothing is written twice, so nothing can disagree.</summary>
/// <param name="Succeeded">Issued again and done.</param>
/// <param name="Failed">Issued again and parked again.</param>
/// <param name="Running">Issued again and open.</param>
/// <param name="Skipped">Settled otherwise before their turn.</param>
internal sealed record ReplayCounts(int Succeeded, int Failed, int Running, int Skipped);

/// <summary>
/// Moves a replay on: one item, then ten, then the rest, each wave when the one before is settled. A first wave that
/// fails again pauses the replay; a person decides whether it goes on.
/// </summary>
internal sealed class ReplayWaves
{
    /// <summary>Items that a transaction issues at most.</summary>
    private const int Chunk = 200;

    /// <summary>Number of the last item of each wave.</summary>
    private static readonly int[] Ends = [0, 1, 11, int.MaxValue];

    /// <summary>Counts a replay's items by what became of them.</summary>
    internal static async Task<ReplayCounts> CountAsync(GatewayContext store, ReplayRow replay, int after, CancellationToken cancellation)
    {
        var mine = store.ReplayItems.Where(i => i.ReplayId == replay.Id && i.Number > after);
        var issued = await mine.Where(i => i.Generation != null)
            .Join(store.WorkItems.Where(s => s.Stage == replay.Stage), i => new { i.SubjectId, Generation = i.Generation!.Value }, s => new { s.SubjectId, s.Generation }, (_, s) => s.State)
            .GroupBy(state => state).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        return new ReplayCounts(
            issued.GetValueOrDefault(WorkItemState.Done), issued.GetValueOrDefault(WorkItemState.Parked), issued.GetValueOrDefault(WorkItemState.Open),
            await mine.CountAsync(i => i.Skipped, cancellation));
    }

    /// <summary>Moves a running replay on, if its present wave is settled.</summary>
    /// <param name="unit">Unit of work; the replay is tracked by it.</param>
    /// <param name="replay">The replay.</param>
    /// <param name="despiteFailures">A person has seen what failed and wants to go on.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Whether anything changed.</returns>
    internal async Task<bool> MoveAsync(UnitOfWork unit, ReplayRow replay, bool despiteFailures, CancellationToken cancellation)
    {
        if ((await CountAsync(unit.Store, replay, after: 0, cancellation)).Running > 0 && replay.Wave < 3)
            return false;
        if (replay.Wave is > 0 and < 3 && !despiteFailures && (await CountAsync(unit.Store, replay, Ends[replay.Wave - 1], cancellation)).Failed > 0)
        {
            replay.State = ReplayState.Paused;
            return true;
        }

        var wave = Math.Min(replay.Wave + 1, 3);
        var end = Ends[wave];
        var next = await unit.Store.ReplayItems.Where(i => i.ReplayId == replay.Id && i.Generation == null && !i.Skipped && i.Number <= end)
            .OrderBy(i => i.Number).Take(Chunk).ToListAsync(cancellation);
        replay.Wave = wave;
        if (next.Count == 0)
        {
            replay.State = ReplayState.Finished;
            return true;
        }

        var issued = await ParkedWork.IssueAgainAsync(unit, next.ConvertAll(i => i.WorkItemId), replay.User, cancellation);
        foreach (var item in next)
        {
            if (issued.TryGetValue(item.WorkItemId, out var generation))
                item.Generation = generation;
            else
                item.Skipped = true;
        }

        return true;
    }
}
