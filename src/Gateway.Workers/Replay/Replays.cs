using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Replay;

/// <summary>Replays as people ask for them.</summary>
internal sealed class Replays(IGatewayDatabase database, UnitsOfWork units, ReplayWaves waves, ReplayPreview preview) : IReplays
{
    private const int Shown = 100;
    private const int Previewed = 20;

    public async Task<IReadOnlyList<ParkedGroup>> ParkedAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        var groups = await store.WorkItems.Where(s => s.State == WorkItemState.Parked).GroupBy(s => new { s.Stage, s.ParkedCode })
            .Select(g => new { g.Key, Count = g.Count(), Reason = g.Min(s => s.ParkedReason) }).ToListAsync(cancellation);
        return [.. groups.OrderByDescending(g => g.Count).Select(g => new ParkedGroup(g.Key.Stage, g.Key.ParkedCode ?? "", g.Count, g.Reason ?? ""))];
    }

    public async Task<IReadOnlyList<ReplayLine>> ListAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        var rows = await store.Replays.AsNoTracking().OrderByDescending(r => r.Id).Take(Shown).ToListAsync(cancellation);
        List<ReplayLine> lines = [];
        foreach (var row in rows)
            lines.Add(Line(row, await ReplayWaves.CountAsync(store, row, after: 0, cancellation)));
        return lines;
    }

    public async Task<(ReplayLine Replay, IReadOnlyList<ReplayItem> Items)?> ReadAsync(Guid id, bool tell, int after, CancellationToken cancellation)
    {
        await using var store = database.Open();
        if (await store.Replays.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellation) is not { } replay)
            return null;
        var items = await store.ReplayItems.AsNoTracking().Where(i => i.ReplayId == id && i.Number > after).OrderBy(i => i.Number).Take(Shown).ToListAsync(cancellation);
        var subjects = items.ConvertAll(i => i.SubjectId);
        var steps = (await store.WorkItems.AsNoTracking().Where(s => s.Stage == replay.Stage && subjects.Contains(s.SubjectId)).ToListAsync(cancellation)).ToDictionary(s => (s.SubjectId, s.Generation));
        var would = tell ? await preview.ReadAsync(replay.Stage, items.FindAll(i => i.Generation is null && !i.Skipped).Take(Previewed).Select(i => i.WorkItemId).ToList(), cancellation) : new Dictionary<Guid, string>();
        return (Line(replay, await ReplayWaves.CountAsync(store, replay, after: 0, cancellation)), items.ConvertAll(i => Item(i, steps, would.GetValueOrDefault(i.WorkItemId))));
    }

    public Task<int> PrepareAsync(Guid id, string user, string stage, string code, CancellationToken cancellation) =>
        units.RunAsync(
            async unit =>
            {
                if (await unit.Store.Replays.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellation) is { } known)
                    return known.Items;
                var parked = await unit.Store.WorkItems.Where(s => s.State == WorkItemState.Parked && s.Stage == stage && s.ParkedCode == code)
                    .OrderBy(s => s.Id).Select(s => new { s.Id, s.SubjectId }).ToListAsync(cancellation);
                if (parked.Count == 0)
                    return 0;
                unit.Store.Replays.Add(new ReplayRow { Id = id, At = unit.Now, User = user, Stage = stage, Code = code, Items = parked.Count });
                unit.Store.ReplayItems.AddRange(parked.Select((p, i) => new ReplayItemRow { ReplayId = id, Number = i + 1, WorkItemId = p.Id, SubjectId = p.SubjectId }));
                unit.Operated(user, "replay-prepared", id.ToString("D"), id, $"{stage}/{code}: {parked.Count}");
                return parked.Count;
            },
            cancellation);

    public Task<bool> StartAsync(Guid id, string user, CancellationToken cancellation) => ChangeAsync(
        id, user, "replay-started",
        async (unit, replay) =>
        {
            if (replay.State is not (ReplayState.Prepared or ReplayState.Paused))
                return false;
            replay.State = ReplayState.Running;
            await waves.MoveAsync(unit, replay, despiteFailures: true, cancellation);
            return true;
        },
        cancellation);

    public Task<bool> PauseAsync(Guid id, string user, CancellationToken cancellation) =>
        ChangeAsync(id, user, "replay-paused", (_, replay) => Task.FromResult(Become(replay, ReplayState.Paused, ReplayState.Running)), cancellation);

    public Task<bool> CancelAsync(Guid id, string user, CancellationToken cancellation) =>
        ChangeAsync(id, user, "replay-cancelled", (_, replay) => Task.FromResult(Become(replay, ReplayState.Cancelled, ReplayState.Prepared, ReplayState.Running, ReplayState.Paused)), cancellation);

    private static bool Become(ReplayRow replay, ReplayState state, params ReadOnlySpan<ReplayState> from)
    {
        if (!from.Contains(replay.State))
            return false;
        replay.State = state;
        return true;
    }

    private Task<bool> ChangeAsync(Guid id, string user, string action, Func<UnitOfWork, ReplayRow, Task<bool>> change, CancellationToken cancellation) =>
        units.RunAsync(
            async unit =>
            {
                if (await unit.Store.Replays.SingleOrDefaultAsync(r => r.Id == id, cancellation) is not { } replay || !await change(unit, replay))
                    return false;
                unit.Operated(user, action, id.ToString("D"), id);
                return true;
            },
            cancellation);

    private static ReplayLine Line(ReplayRow row, ReplayCounts counts) => new(
        row.Id, row.At, row.User, row.Stage, row.Code, row.State, row.Wave, row.Items, counts.Succeeded, counts.Failed, counts.Running, counts.Skipped);

    private static ReplayItem Item(ReplayItemRow item, Dictionary<(Guid, int), WorkItem> steps, string? would)
    {
        var again = item.Generation is { } generation ? steps.GetValueOrDefault((item.SubjectId, generation)) : null;
        var state = item.Skipped ? "skipped" : again?.State switch
        {
            null => "waiting",
            WorkItemState.Done => "succeeded",
            WorkItemState.Parked => "failed again",
            _ => "running",
        };
        return new ReplayItem(item.Number, item.WorkItemId, item.SubjectId, state, again?.State == WorkItemState.Parked ? again.ParkedReason : null, would);
    }
}
