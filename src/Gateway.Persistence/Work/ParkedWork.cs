using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Work;

/// <summary>Re-issues parked work items under the next generation.</summary>
/// <param name="database">Database.</param>
/// <param name="units">Units of work.</param>
public sealed class ParkedWork(IGatewayDatabase database, UnitsOfWork units)
{
    /// <summary>Replays parked work items; each is replayed once, however often this is called for it.</summary>
    /// <param name="stage">One stage; null: all.</param>
    /// <param name="code">Parked under this code; null: any.</param>
    /// <param name="actor">Who asked.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>How many were re-issued.</returns>
    public async Task<int> ReplayAsync(string? stage, string? code, string actor, CancellationToken cancellation)
    {
        List<Guid> parked;
        await using (var store = database.Open())
        {
            parked = await store.WorkItems.Where(s => s.State == WorkItemState.Parked && (stage == null || s.Stage == stage) && (code == null || s.ParkedCode == code))
                .OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(cancellation);
        }

        var count = 0;
        foreach (var batch in parked.Chunk(200))
            count += await units.RunAsync(unit => ReissueAsync(unit, batch, actor, cancellation), cancellation);
        return count;
    }

    private static async Task<int> ReissueAsync(UnitOfWork unit, IReadOnlyCollection<Guid> ids, string actor, CancellationToken cancellation) =>
        (await IssueAgainAsync(unit, ids, actor, cancellation)).Count;

    /// <summary>Issues parked work items again, inside a unit.</summary>
    /// <param name="unit">Unit of work.</param>
    /// <param name="ids">Work items; those that are not parked any more are left alone.</param>
    /// <param name="actor">Who asked.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>The generation under which each was issued.</returns>
    public static async Task<IReadOnlyDictionary<Guid, int>> IssueAgainAsync(UnitOfWork unit, IReadOnlyCollection<Guid> ids, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(unit);
        // Generations first: a replay that comes between the two reads leaves nothing parked to read.
        var latest = await unit.Store.WorkItems.Where(s => ids.Contains(s.Id))
            .Select(s => new { s.Id, Generation = unit.Store.WorkItems.Where(o => o.Stage == s.Stage && o.SubjectId == s.SubjectId).Max(o => o.Generation) })
            .ToDictionaryAsync(s => s.Id, s => s.Generation, cancellation);
        var items = await unit.Store.WorkItems.AsNoTracking().Where(s => ids.Contains(s.Id) && s.State == WorkItemState.Parked).ToListAsync(cancellation);
        var tasks = await unit.Store.Tasks.Where(w => ids.Contains(w.SubjectId) && w.ClosedAt == null).ToListAsync(cancellation);
        foreach (var item in items)
        {
            // Whoever replays it at the same moment finds nothing to delete, and conflicts.
            unit.First(new RowStatement($"""DELETE FROM "WorkItem" WHERE "Id" = {item.Id} AND "State" = {WorkItemState.Parked}""", 1));
            var again = new WorkItem
            {
                Id = unit.Keys.Next(), Stage = item.Stage, SubjectId = item.SubjectId, Generation = latest[item.Id] + 1, NotBefore = unit.MachineNow, TraceParent = item.TraceParent ?? unit.Cause,
            };
            unit.Write(again);
            // Records that are translated again stay those that a replay has frozen.
            if (item.Stage == StageNames.Translation)
                unit.First(new RowStatement($"""UPDATE "ReplayItem" SET "WorkItemId" = {again.Id} WHERE "WorkItemId" = {item.Id} AND "ReplayId" {SqlText.In($"""SELECT "Id" FROM "Replay" WHERE "Kind" = {ReplayKind.SetAside}""")}"""));
            unit.Record("work-item.replayed", actor, item.Id, new { stage = item.Stage, code = item.ParkedCode });
        }

        await ParkedDeliveries.GoOnAsync(unit, items, cancellation);
        foreach (var task in tasks)
            (task.ClosedAt, task.ClosedBy) = (unit.Now, "replayed");
        return items.ToDictionary(i => i.Id, i => latest[i.Id] + 1);
    }
}
