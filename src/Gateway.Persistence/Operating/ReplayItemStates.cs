using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>What became of items of a replay, read from the work, the records and the referrals themselves.</summary>
internal static class ReplayItemStates
{
    internal static async Task<IReadOnlyDictionary<int, ReplayItem>> OfAsync(GatewayContext store, ReplayRow replay, IReadOnlyList<ReplayItemRow> items, CancellationToken cancellation)
    {
        var work = await WorkAsync(store, replay, items, cancellation);
        var again = await FailedAsync(store, replay, items, cancellation);
        return items.ToDictionary(i => i.Number, i =>
        {
            var item = work.GetValueOrDefault(i.Number);
            var failed = item is { State: WorkItemState.Parked } ? StoredSentence.Read(item.ParkedReason) : item is null ? again.GetValueOrDefault(i.Number) : null;
            var state = i switch
            {
                { Skipped: true } => "skipped",
                { Generation: null } => ReplayItem.Waiting,
                _ when failed is not null => "failed again",
                _ => item is null ? "succeeded" : "running",
            };
            return new ReplayItem(i.Number, i.WorkItemId, i.SubjectId, state, state == "failed again" ? failed : null, Would: null);
        });
    }

    private static async Task<Dictionary<int, WorkItem>> WorkAsync(GatewayContext store, ReplayRow replay, IReadOnlyList<ReplayItemRow> items, CancellationToken cancellation)
    {
        var issued = items.Where(i => i.Generation is not null).ToList();
        if (replay.Kind == ReplayKind.SetAside)
        {
            var ids = issued.Select(i => i.WorkItemId).Distinct().ToList();
            var shared = await store.WorkItems.AsNoTracking().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancellation);
            // A record is done as soon as it is translated, whatever is left of the work item.
            var records = issued.ConvertAll(i => i.SubjectId);
            var done = (await store.Records.Where(r => records.Contains(r.Id) && r.State != RecordState.SetAside).Select(r => r.Id).ToListAsync(cancellation)).ToHashSet();
            return issued.Where(i => shared.ContainsKey(i.WorkItemId) && !done.Contains(i.SubjectId)).ToDictionary(i => i.Number, i => shared[i.WorkItemId]);
        }

        var subjects = issued.ConvertAll(i => i.SubjectId);
        var work = (await store.WorkItems.AsNoTracking().Where(s => s.Stage == replay.Stage && subjects.Contains(s.SubjectId)).ToListAsync(cancellation)).ToDictionary(s => (s.SubjectId, s.Generation));
        return issued.Where(i => work.ContainsKey((i.SubjectId, i.Generation!.Value))).ToDictionary(i => i.Number, i => work[(i.SubjectId, i.Generation!.Value)]);
    }

    /// <summary>Why items came to nothing again although their work is done.</summary>
    private static async Task<Dictionary<int, Sentence>> FailedAsync(GatewayContext store, ReplayRow replay, IReadOnlyList<ReplayItemRow> items, CancellationToken cancellation)
    {
        var issued = items.Where(i => i.Generation is not null).ToList();
        switch (replay.Kind)
        {
            case ReplayKind.SetAside:
                var records = issued.ConvertAll(i => i.SubjectId);
                var aside = await store.Records.Where(r => records.Contains(r.Id) && r.State == RecordState.SetAside).Select(r => new { r.Id, r.ReasonText }).ToDictionaryAsync(r => r.Id, r => r.ReasonText, cancellation);
                foreach (var whole in await store.Submissions.Where(s => records.Contains(s.Id) && s.State == SubmissionState.SetAside).Select(s => new { s.Id, s.ReasonText }).ToListAsync(cancellation))
                    aside[whole.Id] = whole.ReasonText;
                return issued.Where(i => aside.ContainsKey(i.SubjectId)).ToDictionary(i => i.Number, i => StoredSentence.Read(aside[i.SubjectId]));
            case ReplayKind.Undecided:
                var referrals = issued.ConvertAll(i => i.WorkItemId);
                var stopped = await store.Referrals.Where(r => referrals.Contains(r.Id) && r.EndedAt == null && (r.State == ReferralState.Withheld || r.State == ReferralState.Unroutable))
                    .Select(r => new { r.Id, r.ReasonCode }).ToDictionaryAsync(r => r.Id, r => r.ReasonCode, cancellation);
                return issued.Where(i => stopped.ContainsKey(i.WorkItemId)).ToDictionary(i => i.Number, i => new Sentence(stopped[i.WorkItemId] ?? ""));
            default:
                return [];
        }
    }
}
