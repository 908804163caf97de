using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>How far a replay is, counted from the work items themselves: nothing is written twice, so nothing can disagree.</summary>
/// <param name="Succeeded">Issued again and done.</param>
/// <param name="Failed">Issued again and parked, set aside, withheld or unroutable again.</param>
/// <param name="Running">Issued again and open.</param>
/// <param name="Skipped">Settled otherwise before their time.</param>
internal sealed record ReplayCounts(int Succeeded, int Failed, int Running, int Skipped)
{
    /// <summary>Counts the items of replays by what became of them.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, ReplayCounts>> OfAsync(GatewayContext store, IReadOnlyCollection<ReplayRow> replays, CancellationToken cancellation)
    {
        var ids = replays.Select(r => r.Id).ToList();
        var items = store.ReplayItems.Where(i => ids.Contains(i.ReplayId));
        var still = (await Still(store, items)
            .GroupBy(i => new { i.ReplayId, i.State }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellation)).ToDictionary(g => (g.Key.ReplayId, g.Key.State), g => g.Count);
        var again = await Again(store, items).GroupBy(i => i.ReplayId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var issued = await items.Where(i => i.Generation != null)
            .GroupBy(i => i.ReplayId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var skipped = await store.ReplayItems.Where(i => ids.Contains(i.ReplayId) && i.Skipped)
            .GroupBy(i => i.ReplayId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        return ids.ToDictionary(id => id, id =>
        {
            var (parked, open) = (still.GetValueOrDefault((id, WorkItemState.Parked)), still.GetValueOrDefault((id, WorkItemState.Open)));
            var failed = parked + again.GetValueOrDefault(id);
            return new ReplayCounts(issued.GetValueOrDefault(id) - failed - open, failed, open, skipped.GetValueOrDefault(id));
        });
    }

    /// <summary>What the next move of a replay is decided from. Whether there is one is asked, not how many: it is asked again and again while a large replay runs.</summary>
    internal static async Task<ReplayProgress> ProgressAsync(GatewayContext store, ReplayRow replay, CancellationToken cancellation)
    {
        var mine = store.ReplayItems.Where(i => i.ReplayId == replay.Id);
        var left = await LeftAsync(store, replay, cancellation);
        var early = replay.Wave < ReplayWaves.Last;
        // Each wave follows when the one before is settled: the first two are the first items.
        var first = early ? mine.Where(i => i.Number <= ReplayWaves.EndOf(replay.Wave)) : mine;
        var running = (early || !left) && await RunningAsync(store, replay, first, cancellation);
        var wave = first.Where(i => i.Number > ReplayWaves.BeginAfter(replay.Wave));
        var failed = early && (await Still(store, wave).AnyAsync(i => i.State == WorkItemState.Parked, cancellation) || await Again(store, wave).AnyAsync(cancellation));
        return new ReplayProgress(replay.Wave, running, failed, left);
    }

    /// <summary>Whether an item is not issued yet. Items are issued or skipped in their order, so it is the last one if any is.</summary>
    private static Task<bool> LeftAsync(GatewayContext store, ReplayRow replay, CancellationToken cancellation) =>
        store.ReplayItems.AnyAsync(i => i.ReplayId == replay.Id && i.Number == replay.Items && i.Generation == null && !i.Skipped, cancellation);

    /// <summary>Whether work that was issued is open. Records that share a work item are looked for from the work: there is little of it beside what is done.</summary>
    private static Task<bool> RunningAsync(GatewayContext store, ReplayRow replay, IQueryable<ReplayItemRow> items, CancellationToken cancellation) =>
        replay.Kind == ReplayKind.SetAside
            ? store.WorkItems.AnyAsync(
                w => w.Stage == replay.Stage && w.State == WorkItemState.Open && items.Any(
                    i => i.WorkItemId == w.Id && i.Generation != null && !store.Records.Any(r => r.Id == i.SubjectId && r.State != RecordState.SetAside)),
                cancellation)
            : Still(store, items).AnyAsync(i => i.State == WorkItemState.Open, cancellation);

    /// <summary>
    /// Items that were issued and whose work is not done: done work has no row any more. Records that were set aside share a
    /// work item, and each is done as soon as it is translated.
    /// </summary>
    private static IQueryable<IssuedItem> Still(GatewayContext store, IQueryable<ReplayItemRow> items) =>
        (from item in items
         where item.Generation != null
         join replay in store.Replays on item.ReplayId equals replay.Id
         where replay.Kind != ReplayKind.SetAside
         join work in store.WorkItems on new { replay.Stage, item.SubjectId, Generation = item.Generation!.Value } equals new { work.Stage, work.SubjectId, work.Generation }
         select new IssuedItem { ReplayId = item.ReplayId, State = work.State }).Concat(
            from item in items
            where item.Generation != null
            join replay in store.Replays on item.ReplayId equals replay.Id
            where replay.Kind == ReplayKind.SetAside
            join work in store.WorkItems on item.WorkItemId equals work.Id
            where !store.Records.Any(r => r.Id == item.SubjectId && r.State != RecordState.SetAside)
            select new IssuedItem { ReplayId = item.ReplayId, State = work.State });

    /// <summary>Items whose work is done and that are where they were: a record or submission is set aside again, a referral withheld or unroutable again.</summary>
    private static IQueryable<IssuedItem> Again(GatewayContext store, IQueryable<ReplayItemRow> items) =>
        (from item in items
         where item.Generation != null
         join replay in store.Replays on item.ReplayId equals replay.Id
         where replay.Kind == ReplayKind.SetAside
         join record in store.Records on item.SubjectId equals record.Id
         where record.State == RecordState.SetAside && !store.WorkItems.Any(w => w.Id == item.WorkItemId)
         select new IssuedItem { ReplayId = item.ReplayId, State = WorkItemState.Parked }).Concat(
            from item in items
            where item.Generation != null
            join replay in store.Replays on item.ReplayId equals replay.Id
            where replay.Kind == ReplayKind.SetAside
            join submission in store.Submissions on item.SubjectId equals submission.Id
            where submission.State == SubmissionState.SetAside && !store.WorkItems.Any(w => w.Id == item.WorkItemId)
            select new IssuedItem { ReplayId = item.ReplayId, State = WorkItemState.Parked }).Concat(
            from item in items
            where item.Generation != null
            join replay in store.Replays on item.ReplayId equals replay.Id
            where replay.Kind == ReplayKind.Undecided
            join referral in store.Referrals on item.WorkItemId equals referral.Id
            where referral.EndedAt == null && (referral.State == ReferralState.Withheld || referral.State == ReferralState.Unroutable)
                && !store.WorkItems.Any(w => w.Stage == replay.Stage && w.SubjectId == item.SubjectId && w.Generation == item.Generation)
            select new IssuedItem { ReplayId = item.ReplayId, State = WorkItemState.Parked });

    private sealed class IssuedItem
    {
        public Guid ReplayId { get; init; }

        public WorkItemState State { get; init; }
    }
}
