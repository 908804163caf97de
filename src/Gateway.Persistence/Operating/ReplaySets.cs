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
    /// <summary>Records that are translated again together: one pass through the bytes of a submission serves them all.</summary>
    internal const int RecordsTogether = 1000;

    /// <summary>What has a cause now, in the order in which it came.</summary>
    internal static async Task<IReadOnlyList<(Guid Item, Guid Subject)>> FreezeAsync(GatewayContext store, ReplayCause cause, CancellationToken cancellation)
    {
        switch (cause.Kind)
        {
            case ReplayKind.SetAside:
                // What is on the worklist: a record that was returned or corrected is its sender's affair.
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
                return (await aside.ToListAsync(cancellation)).ConvertAll(r => (r, r));
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

    /// <summary>Has records translated again: those of one submission share a step. What was settled meanwhile is skipped.</summary>
    internal static async Task IssueRecordsAsync(UnitOfWork unit, ReplayRow replay, IReadOnlyList<ReplayItemRow> next, CancellationToken cancellation)
    {
        var ids = next.Select(i => i.SubjectId).ToList();
        var aside = await unit.Store.Records
            .Where(r => ids.Contains(r.Id) && r.State == RecordState.SetAside && unit.Store.Tasks.Any(t => t.SubjectId == r.Id && t.ClosedAt == null && t.Kind == TaskKinds.SetAside))
            .Select(r => new { r.Id, r.SubmissionId }).ToDictionaryAsync(r => r.Id, r => r.SubmissionId, cancellation);
        var submissions = aside.Values.Distinct().ToList();
        var latest = await unit.Store.WorkItems.Where(s => s.Stage == replay.Stage && submissions.Contains(s.SubjectId))
            .GroupBy(s => s.SubjectId).Select(g => new { g.Key, Generation = g.Max(s => s.Generation) }).ToDictionaryAsync(g => g.Key, g => g.Generation, cancellation);
        foreach (var alike in next.Where(i => aside.ContainsKey(i.SubjectId)).GroupBy(i => aside[i.SubjectId]))
        {
            var generation = latest.GetValueOrDefault(alike.Key) + 1;
            var step = new WorkItem { Id = unit.Keys.Next(), Stage = replay.Stage, SubjectId = alike.Key, Generation = generation, NotBefore = unit.MachineNow, TraceParent = unit.Cause };
            unit.Write(step);
            Issued(unit, replay, [.. alike], generation, step.Id);
        }

        Skip(unit, replay, [.. next.Where(i => !aside.ContainsKey(i.SubjectId))]);
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
    /// <param name="generation">Generation of the step.</param>
    /// <param name="together">The step that they share; null: each has one of its own.</param>
    internal static void Issued(UnitOfWork unit, ReplayRow replay, IReadOnlyList<ReplayItemRow> items, int generation, Guid? together)
    {
        var numbers = items.Select(i => i.Number).ToList();
        SqlText update = $"""UPDATE "ReplayItem" SET "Generation" = {generation}""";
        if (together is { } step)
            update = update.Then($""", "WorkItemId" = {step}""");
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
