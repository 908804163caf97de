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
        return [.. groups.OrderByDescending(g => g.Count).Select(g => new ParkedGroup(g.Key.Stage, g.Key.ParkedCode ?? "", g.Count, StoredSentence.Read(g.Reason)))];
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
        var states = await ReplayItemStates.OfAsync(store, replay, items, cancellation);
        return (Line(replay, (await ReplayCounts.OfAsync(store, [replay], cancellation))[id]), items.ConvertAll(i => states[i.Number]));
    }

    public async Task<IReadOnlyList<(int Number, Guid Subject)>> WaitingAsync(Guid id, int after, int most, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var items = await store.ReplayItems.AsNoTracking().Where(i => i.ReplayId == id && i.Number > after && i.Generation == null && !i.Skipped)
            .OrderBy(i => i.Number).Take(most).Select(i => new { i.Number, i.SubjectId }).ToListAsync(cancellation);
        return items.ConvertAll(i => (i.Number, i.SubjectId));
    }

    public async Task<IReadOnlyList<Guid>> HavingAsync(ReplayCause cause, CancellationToken cancellation)
    {
        await using var store = database.Open();
        return [.. (await ReplaySets.FreezeAsync(store, cause, cancellation)).Select(i => i.Subject)];
    }

    public Task NoteTestAsync(string user, ReplayCause cause, string counted, CancellationToken cancellation) => units.RunAsync(
        unit =>
        {
            unit.Operated(user, "draft-tested", cause.Name, Guid.Empty, counted);
            return Task.FromResult(true);
        },
        cancellation);

    public Task<int> PrepareAsync(Guid id, string user, ReplayCause cause, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            if (await unit.Store.Replays.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellation) is { } known)
                return known.Items;
            var items = await ReplaySets.FreezeAsync(unit.Store, cause, cancellation);
            if (items.Count == 0)
                return 0;
            unit.Write(new ReplayRow
            {
                Id = id, At = unit.Now, User = user, Kind = cause.Kind, Stage = cause.Stage, Code = cause.Code, Agency = cause.Agency, Profile = cause.Profile, Path = cause.Path,
                Items = items.Count,
            });
            foreach (var (item, index) in items.Select((p, i) => (p, i)))
                unit.Write(new ReplayItemRow { ReplayId = id, Number = index + 1, WorkItemId = item.Item, SubjectId = item.Subject });
            unit.Operated(user, "replay-prepared", id.ToString("D"), id, $"{cause.Name}: {items.Count}");
            return items.Count;
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

    public async Task<bool> MoveAsync(Lease lease, CancellationToken cancellation)
    {
        List<Guid> running;
        await using (var store = database.Open())
            running = await store.Replays.Where(r => r.State == ReplayState.Running).Select(r => r.Id).ToListAsync(cancellation);
        var moved = false;
        foreach (var id in running)
        {
            moved |= await units.RunAsync(
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

        return moved;
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
        if (replay.Kind == ReplayKind.SetAside)
        {
            await ReplaySets.IssueRecordsAsync(unit, replay, through, cancellation);
            return;
        }

        var behind = await ReplaySets.BehindAsync(unit.Store, replay, cancellation);
        var next = await unit.Store.ReplayItems.AsNoTracking().Where(i => i.ReplayId == replay.Id && i.Number > behind && i.Generation == null && !i.Skipped && i.Number <= through)
            .OrderBy(i => i.Number).Take(Part).ToListAsync(cancellation);
        await (replay.Kind == ReplayKind.Undecided
            ? ReplaySets.IssueReferralsAsync(unit, replay, next, cancellation)
            : IssueParkedAsync(unit, replay, next, cancellation));
    }

    private static async Task IssueParkedAsync(UnitOfWork unit, ReplayRow replay, IReadOnlyList<ReplayItemRow> next, CancellationToken cancellation)
    {
        var issued = await ParkedWork.IssueAgainAsync(unit, [.. next.Select(i => i.WorkItemId)], replay.User, cancellation);
        foreach (var alike in next.Where(i => issued.ContainsKey(i.WorkItemId)).GroupBy(i => issued[i.WorkItemId]))
            ReplaySets.Issued(unit, replay, [.. alike], alike.Key, together: null);
        ReplaySets.Skip(unit, replay, [.. next.Where(i => !issued.ContainsKey(i.WorkItemId))]);
    }

    private static ReplayLine Line(ReplayRow row, ReplayCounts counts) => new(
        row.Id, row.At, row.User, new ReplayCause(row.Kind, row.Stage, row.Code) { Agency = row.Agency, Profile = row.Profile, Path = row.Path }, row.State, row.Wave, row.Items, counts.Succeeded, counts.Failed, counts.Running, counts.Skipped);
}
