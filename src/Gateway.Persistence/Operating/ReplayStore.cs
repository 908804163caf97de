using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Keeps replays and issues their items; what follows when is decided in <see cref="ReplayWaves"/>.</summary>
internal sealed class ReplayStore(IGatewayDatabase database, UnitsOfWork units) : IReplayStore
{
    private const int Shown = 100;

    /// <summary>Items that a transaction issues at most.</summary>
    private const int Part = 200;

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
        var counts = await ReplayCounts.OfAsync(store, rows, cancellation);
        return rows.ConvertAll(r => Line(r, counts[r.Id]));
    }

    public async Task<(ReplayLine Replay, IReadOnlyList<ReplayItem> Items)?> ReadAsync(Guid id, int after, CancellationToken cancellation)
    {
        await using var store = database.Open();
        if (await store.Replays.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellation) is not { } replay)
            return null;
        var items = await store.ReplayItems.AsNoTracking().Where(i => i.ReplayId == id && i.Number > after).OrderBy(i => i.Number).Take(Shown).ToListAsync(cancellation);
        var subjects = items.ConvertAll(i => i.SubjectId);
        var work = (await store.WorkItems.AsNoTracking().Where(s => s.Stage == replay.Stage && subjects.Contains(s.SubjectId)).ToListAsync(cancellation)).ToDictionary(s => (s.SubjectId, s.Generation));
        return (Line(replay, (await ReplayCounts.OfAsync(store, [replay], cancellation))[id]), items.ConvertAll(i => Item(i, work)));
    }

    public Task<int> PrepareAsync(Guid id, string user, string stage, string code, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            if (await unit.Store.Replays.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellation) is { } known)
                return known.Items;
            var parked = await unit.Store.WorkItems.Where(s => s.State == WorkItemState.Parked && s.Stage == stage && s.ParkedCode == code)
                .OrderBy(s => s.Id).Select(s => new { s.Id, s.SubjectId }).ToListAsync(cancellation);
            if (parked.Count == 0)
                return 0;
            unit.Write(new ReplayRow { Id = id, At = unit.Now, User = user, Stage = stage, Code = code, Items = parked.Count });
            foreach (var (item, index) in parked.Select((p, i) => (p, i)))
                unit.Write(new ReplayItemRow { ReplayId = id, Number = index + 1, WorkItemId = item.Id, SubjectId = item.SubjectId });
            unit.Operated(user, "replay-prepared", id.ToString("D"), id, $"{stage}/{code}: {parked.Count}");
            return parked.Count;
        },
        cancellation);

    public Task<bool> StartAsync(Guid id, string user, CancellationToken cancellation) => ChangeAsync(
        id, user, "replay-started", ReplayWaves.MayStart,
        async (unit, replay) =>
        {
            replay.State = ReplayState.Running;
            await MoveAsync(unit, replay, despiteFailures: true, cancellation);
        },
        cancellation);

    public Task<bool> PauseAsync(Guid id, string user, CancellationToken cancellation) =>
        ChangeAsync(id, user, "replay-paused", ReplayWaves.MayPause, (_, replay) => Become(replay, ReplayState.Paused), cancellation);

    public Task<bool> CancelAsync(Guid id, string user, CancellationToken cancellation) =>
        ChangeAsync(id, user, "replay-cancelled", ReplayWaves.MayCancel, (_, replay) => Become(replay, ReplayState.Cancelled), cancellation);

    public async Task MoveAsync(Lease lease, CancellationToken cancellation)
    {
        List<Guid> running;
        await using (var store = database.Open())
            running = await store.Replays.Where(r => r.State == ReplayState.Running).Select(r => r.Id).ToListAsync(cancellation);
        foreach (var id in running)
        {
            await units.RunAsync(
                async unit =>
                {
                    if (await unit.Store.Replays.SingleOrDefaultAsync(r => r.Id == id, cancellation) is not { State: ReplayState.Running } replay
                        || !await MoveAsync(unit, replay, despiteFailures: false, cancellation))
                        return false;
                    unit.First(LeaseStore.Hold(lease));
                    return true;
                },
                cancellation);
        }
    }

    private static Task Become(ReplayRow replay, ReplayState state)
    {
        replay.State = state;
        return Task.CompletedTask;
    }

    private Task<bool> ChangeAsync(
        Guid id, string user, string action, Func<ReplayState, bool> may, Func<UnitOfWork, ReplayRow, Task> change, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            if (await unit.Store.Replays.SingleOrDefaultAsync(r => r.Id == id, cancellation) is not { } replay || !may(replay.State))
                return false;
            await change(unit, replay);
            unit.Operated(user, action, id.ToString("D"), id);
            return true;
        },
        cancellation);

    /// <returns>Whether anything changed.</returns>
    private static async Task<bool> MoveAsync(UnitOfWork unit, ReplayRow replay, bool despiteFailures, CancellationToken cancellation)
    {
        switch (ReplayWaves.Next(await ReplayCounts.ProgressAsync(unit.Store, replay, cancellation), despiteFailures))
        {
            case ReplayMove.Pause:
                replay.State = ReplayState.Paused;
                return true;
            case ReplayMove.Finish:
                (replay.State, replay.Wave) = (ReplayState.Finished, Math.Min(replay.Wave + 1, ReplayWaves.Last));
                return true;
            case ReplayMove.Issue issue:
                replay.Wave = issue.Wave;
                await IssueAsync(unit, replay, issue.Through, cancellation);
                return true;
            default:
                return false;
        }
    }

    private static async Task IssueAsync(UnitOfWork unit, ReplayRow replay, int through, CancellationToken cancellation)
    {
        var next = await unit.Store.ReplayItems.Where(i => i.ReplayId == replay.Id && i.Generation == null && !i.Skipped && i.Number <= through)
            .OrderBy(i => i.Number).Take(Part).ToListAsync(cancellation);
        var issued = await ParkedWork.IssueAgainAsync(unit, next.ConvertAll(i => i.WorkItemId), replay.User, cancellation);
        foreach (var item in next)
        {
            if (issued.TryGetValue(item.WorkItemId, out var generation))
                item.Generation = generation;
            else
                item.Skipped = true;
        }
    }

    private static ReplayLine Line(ReplayRow row, ReplayCounts counts) => new(
        row.Id, row.At, row.User, row.Stage, row.Code, row.State, row.Wave, row.Items, counts.Succeeded, counts.Failed, counts.Running, counts.Skipped);

    private static ReplayItem Item(ReplayItemRow item, Dictionary<(Guid, int), WorkItem> work)
    {
        var again = item.Generation is { } generation ? work.GetValueOrDefault((item.SubjectId, generation)) : null;
        var state = (item, again?.State) switch
        {
            ({ Skipped: true }, _) => "skipped",
            ({ Generation: null }, _) => ReplayItem.Waiting,
            (_, null) => "succeeded",
            (_, WorkItemState.Parked) => "failed again",
            _ => "running",
        };
        return new ReplayItem(item.Number, item.WorkItemId, item.SubjectId, state, again?.State == WorkItemState.Parked ? again.ParkedReason : null, Would: null);
    }
}
