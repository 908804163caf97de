using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Which items a cause has, and how they are issued again.</summary>
internal static class ReplaySets
{
    /// <summary>Records that are looked at together. Those of one submission are issued together however many they are: one reading of its bytes serves them all.</summary>
    private const int Page = 1000;

    /// <summary>Submissions of which a transaction issues records at most.</summary>
    private const int Submissions = 200;

    /// <summary>What has a cause now, in the order in which it came.</summary>
    internal static async Task<IReadOnlyList<(Guid Item, Guid Subject)>> FreezeAsync(GatewayContext store, ReplayCause cause, CancellationToken cancellation)
    {
        switch (cause.Kind)
        {
            case ReplayKind.SetAside:
                // What is on the worklist: a record that was returned or corrected is its sender's affair.
                var whole = cause.Path is null ? await WholeAsync(store, cause, cancellation) : [];
                var aside =
                    from record in store.Records
                    join submission in store.Submissions on record.SubmissionId equals submission.Id
                    where record.State == RecordState.SetAside && record.ReasonCode == cause.Code
                        && (cause.Agency == null || record.Agency == cause.Agency)
                        && (cause.Path == null || record.ReasonPath == cause.Path)
                        && (cause.Profile == null || submission.Profile == cause.Profile)
                        && store.Tasks.Any(t => t.SubjectId == record.Id && t.ClosedAt == null && t.Kind == TaskKinds.SetAside)
                    orderby record.SubmissionId, record.Number
                    select record.Id;
                return [.. whole.Concat(await aside.ToListAsync(cancellation)).Select(r => (r, r))];
            case ReplayKind.Undecided:
                var stopped = await store.Referrals
                    .Where(r => (r.State == ReferralState.Withheld || r.State == ReferralState.Unroutable) && r.EndedAt == null && r.ReasonCode == cause.Code && (cause.Agency == null || r.Agency == cause.Agency))
                    .OrderBy(r => r.Id).Select(r => new { r.Id, r.RecordId }).ToListAsync(cancellation);
                return stopped.ConvertAll(r => (r.Id, r.RecordId));
            default:
                var parked = await store.WorkItems.Where(s => s.State == WorkItemState.Parked && s.Stage == cause.Stage && s.ParkedCode == cause.Code)
                    .OrderBy(s => s.Id).Select(s => new { s.Id, s.SubjectId }).ToListAsync(cancellation);
                return parked.ConvertAll(p => (p.Id, p.SubjectId));
        }
    }

    /// <summary>Submissions that were set aside whole when they arrived, with a cause.</summary>
    private static Task<List<Guid>> WholeAsync(GatewayContext store, ReplayCause cause, CancellationToken cancellation) => store.Submissions
        .Where(s => s.State == SubmissionState.SetAside && s.Records == 0 && s.ReasonCode == cause.Code
            && (cause.Agency == null || s.Agency == cause.Agency) && (cause.Profile == null || s.Profile == cause.Profile)
            && store.Tasks.Any(t => t.SubjectId == s.Id && t.ClosedAt == null && t.Kind == TaskKinds.SetAside))
        .OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(cancellation);

    /// <summary>Has records translated again: those of one submission share a work item. What was settled meanwhile is skipped.</summary>
    /// <param name="unit">Unit of work.</param>
    /// <param name="replay">Replay.</param>
    /// <param name="through">Number of the wave's last item.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal static async Task IssueRecordsAsync(UnitOfWork unit, ReplayRow replay, int through, CancellationToken cancellation)
    {
        Dictionary<Guid, WorkItem> issued = [];
        var (after, taken, full) = (await BehindAsync(unit.Store, replay, cancellation), 0, false);
        while (!full && await WaitingAsync(unit.Store, replay, after, through, cancellation) is { Count: > 0 } page)
        {
            var found = await AsideAsync(unit.Store, page, cancellation);
            var latest = await LatestAsync(unit.Store, replay, [.. found.Values.Distinct()], cancellation);
            List<ReplayItemRow> next = [];
            foreach (var item in page)
            {
                // Whole submissions, because items lie by submission.
                if (found.TryGetValue(item.SubjectId, out var submission) && !issued.ContainsKey(submission))
                {
                    full = taken >= Page || issued.Count == Submissions;
                    if (full)
                        break;
                    var work = new WorkItem
                    {
                        Id = unit.Keys.Next(), Stage = replay.Stage, SubjectId = submission, Generation = latest.GetValueOrDefault(submission) + 1, NotBefore = unit.MachineNow, TraceParent = unit.Cause,
                    };
                    unit.Write(work);
                    issued[submission] = work;
                }

                next.Add(item);
                taken++;
            }

            foreach (var alike in next.Where(i => found.ContainsKey(i.SubjectId)).GroupBy(i => issued[found[i.SubjectId]]))
                Issued(unit, replay, [.. alike], alike.Key.Generation, alike.Key.Id);
            Skip(unit, replay, [.. next.Where(i => !found.ContainsKey(i.SubjectId))]);
            after = page[^1].Number;
        }
    }

    private static Task<Dictionary<Guid, int>> LatestAsync(GatewayContext store, ReplayRow replay, IReadOnlyList<Guid> submissions, CancellationToken cancellation) =>
        store.WorkItems.Where(s => s.Stage == replay.Stage && submissions.Contains(s.SubjectId))
            .GroupBy(s => s.SubjectId).Select(g => new { g.Key, Generation = g.Max(s => s.Generation) }).ToDictionaryAsync(g => g.Key, g => g.Generation, cancellation);

    /// <summary>Number of the item behind which all are waiting, found by halving: items are issued or skipped in their order, and those before may be tens of thousands.</summary>
    internal static async Task<int> BehindAsync(GatewayContext store, ReplayRow replay, CancellationToken cancellation)
    {
        var (behind, waiting) = (0, replay.Items + 1);
        while (waiting - behind > 1)
        {
            var middle = behind + ((waiting - behind) / 2);
            if (await store.ReplayItems.AnyAsync(i => i.ReplayId == replay.Id && i.Number == middle && i.Generation == null && !i.Skipped, cancellation))
                waiting = middle;
            else
                behind = middle;
        }

        return behind;
    }

    private static Task<List<ReplayItemRow>> WaitingAsync(GatewayContext store, ReplayRow replay, int after, int through, CancellationToken cancellation) =>
        store.ReplayItems.AsNoTracking().Where(i => i.ReplayId == replay.Id && i.Generation == null && !i.Skipped && i.Number > after && i.Number <= through)
            .OrderBy(i => i.Number).Take(Page).ToListAsync(cancellation);

    /// <summary>Which items are still on the worklist, and of which submission each is. A submission that was set aside whole is its own.</summary>
    private static async Task<Dictionary<Guid, Guid>> AsideAsync(GatewayContext store, IReadOnlyList<ReplayItemRow> items, CancellationToken cancellation)
    {
        var ids = items.Select(i => i.SubjectId).ToList();
        var records = await store.Records
            .Where(r => ids.Contains(r.Id) && r.State == RecordState.SetAside && store.Tasks.Any(t => t.SubjectId == r.Id && t.ClosedAt == null && t.Kind == TaskKinds.SetAside))
            .Select(r => new { r.Id, r.SubmissionId }).ToDictionaryAsync(r => r.Id, r => r.SubmissionId, cancellation);
        var whole = records.Count == items.Count ? [] : await store.Submissions
            .Where(s => ids.Contains(s.Id) && s.State == SubmissionState.SetAside && s.Records == 0
                && store.Tasks.Any(t => t.SubjectId == s.Id && t.ClosedAt == null && t.Kind == TaskKinds.SetAside))
            .Select(s => s.Id).ToListAsync(cancellation);
        foreach (var id in whole)
            records[id] = id;
        return records;
    }

    /// <summary>Has referrals decided again by the record that states each. What was settled meanwhile is skipped.</summary>
    internal static async Task IssueReferralsAsync(UnitOfWork unit, ReplayRow replay, IReadOnlyList<ReplayItemRow> next, CancellationToken cancellation)
    {
        var ids = next.Select(i => i.WorkItemId).ToList();
        var stopped = await unit.Store.Referrals.AsNoTracking()
            .Where(r => ids.Contains(r.Id) && r.EndedAt == null && (r.State == ReferralState.Withheld || r.State == ReferralState.Unroutable)).ToDictionaryAsync(r => r.Id, cancellation);
        var records = next.Select(i => i.SubjectId).ToList();
        var stating = await unit.Store.Records.AsNoTracking().Where(r => records.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellation);
        List<ReplayItemRow> skipped = [];
        foreach (var item in next)
        {
            // A correction that came meanwhile has had it decided again.
            if (!stopped.TryGetValue(item.WorkItemId, out var referral) || referral.RecordId != item.SubjectId || !stating.TryGetValue(item.SubjectId, out var record))
            {
                skipped.Add(item);
                continue;
            }

            var round = record.Round + 1;
            unit.Change(record, record with { Round = round });
            unit.Enqueue(replay.Stage, record.Id, round);
            Issued(unit, replay, [item], round, together: null);
            unit.Record("referral.decided-again", replay.User, referral.Id, new { code = referral.ReasonCode });
        }

        Skip(unit, replay, skipped);
    }

    /// <summary>Notes items as issued. Whoever issues them at the same moment conflicts.</summary>
    /// <param name="unit">Unit of work.</param>
    /// <param name="replay">Replay.</param>
    /// <param name="items">Items.</param>
    /// <param name="generation">Generation of the work item.</param>
    /// <param name="together">The work item that they share; null: each has one of its own.</param>
    internal static void Issued(UnitOfWork unit, ReplayRow replay, IReadOnlyList<ReplayItemRow> items, int generation, Guid? together)
    {
        var numbers = items.Select(i => i.Number).ToList();
        SqlText update = $"""UPDATE "ReplayItem" SET "Generation" = {generation}""";
        if (together is { } work)
            update = update.Then($""", "WorkItemId" = {work}""");
        unit.First(new RowStatement(update.Then($""" WHERE "ReplayId" = {replay.Id} AND "Number" {numbers} AND "Generation" IS NULL AND "Skipped" = {false}"""), numbers.Count));
    }

    /// <summary>Notes items that were settled otherwise before their turn.</summary>
    internal static void Skip(UnitOfWork unit, ReplayRow replay, IReadOnlyList<ReplayItemRow> items)
    {
        if (items.Count == 0)
            return;
        var numbers = items.Select(i => i.Number).ToList();
        unit.First(new RowStatement(
            $"""UPDATE "ReplayItem" SET "Skipped" = {true} WHERE "ReplayId" = {replay.Id} AND "Number" {numbers} AND "Generation" IS NULL AND "Skipped" = {false}""", numbers.Count));
    }
}
