using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Metering;

/// <summary>Reads what the stages have before them, in two queries over an index whatever the number of work items ever done.</summary>
/// <param name="database">Database.</param>
/// <param name="machine">Machine time.</param>
public sealed class StageLoads(IGatewayDatabase database, TimeProvider machine)
{
    /// <summary>Load of every stage.</summary>
    public async Task<IReadOnlyList<StageLoad>> ReadAsync(CancellationToken cancellation)
    {
        var now = machine.GetUtcNow();
        await using var store = database.Open();
        var due = await store.WorkItems.Where(s => s.State == WorkItemState.Open && s.NotBefore <= now)
            .GroupBy(s => s.Stage).Select(g => new { Stage = g.Key, Count = g.LongCount(), Oldest = g.Min(s => s.NotBefore) })
            .ToDictionaryAsync(g => g.Stage, cancellation);
        var parked = await store.WorkItems.Where(s => s.State == WorkItemState.Parked)
            .GroupBy(s => s.Stage).Select(g => new { Stage = g.Key, Count = g.LongCount() })
            .ToDictionaryAsync(g => g.Stage, g => g.Count, cancellation);
        return
        [
            .. StageNames.All.Select(stage => due.TryGetValue(stage, out var waiting)
                ? new StageLoad(stage, waiting.Count, now - waiting.Oldest, parked.GetValueOrDefault(stage))
                : new StageLoad(stage, 0, TimeSpan.Zero, parked.GetValueOrDefault(stage))),
        ];
    }
}
