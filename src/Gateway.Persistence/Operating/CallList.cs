using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Stages;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Whom operators call: five queries, however many deadlines passed.</summary>
internal sealed class CallList(IGatewayDatabase database, UnitsOfWork units, ICircumstances circumstances, IPresent<Agreed> agreed) : ICallList
{
    public async Task<IReadOnlyList<CallOffice>> ReadAsync(string? office, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var tasks = await store.Tasks.AsNoTracking().Where(t => t.ClosedAt == null && t.Kind == TaskKinds.Overdue && t.Agency == "gateway")
            // Of one office before they are cut off: its deadlines may all lie behind those of others.
            .Where(t => office == null || store.Handovers.Any(h => h.Id == t.SubjectId && h.Recipient == office) || store.Deliveries.Any(d => d.Id == t.SubjectId && d.Recipient == office))
            .OrderBy(t => t.Id).Take(ICallList.Most).Select(t => new { t.SubjectId, t.ReasonCode }).ToListAsync(cancellation);
        var subjects = tasks.Select(t => t.SubjectId).Distinct().ToList();
        // Of a notice that nobody confirmed the task names the delivery.
        var notices = await store.Deliveries.Where(d => subjects.Contains(d.Id) && d.HandoverId != null).Select(d => new { d.Id, Handover = d.HandoverId!.Value }).ToDictionaryAsync(d => d.Id, d => d.Handover, cancellation);
        var ids = subjects.Select(s => notices.TryGetValue(s, out var handover) ? handover : s).ToList();
        var handovers = (await store.Handovers.AsNoTracking().Where(h => ids.Contains(h.Id) && (office == null || h.Recipient == office)).ToListAsync(cancellation)).ToDictionary(h => h.Id);
        var referrals = handovers.Values.Select(h => h.ReferralId).Distinct().ToList();
        var received = await store.Referrals.Where(r => referrals.Contains(r.Id)).Select(r => new { r.Id, r.SubmittedAt }).ToDictionaryAsync(r => r.Id, r => r.SubmittedAt, cancellation);
        var offices = handovers.Values.Select(h => h.Recipient).Distinct().ToList();
        var waiting = await store.Deliveries.Where(d => offices.Contains(d.Recipient) && d.State == DeliveryState.Waiting)
            .GroupBy(d => d.Recipient).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        return
        [
            .. tasks.Select(t => (t.ReasonCode, Handover: handovers.GetValueOrDefault(notices.TryGetValue(t.SubjectId, out var of) ? of : t.SubjectId)))
                .Where(t => t.Handover is not null).GroupBy(t => t.Handover!.Recipient, StringComparer.Ordinal)
                .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new CallOffice(g.Key, waiting.GetValueOrDefault(g.Key), [.. g.Select(t => Line(t.ReasonCode, t.Handover!, received.GetValueOrDefault(t.Handover!.ReferralId)))])),
        ];
    }

    public Task<Redelivery> RedeliverAsync(string user, Guid handover, CancellationToken cancellation) =>
        units.RunAsync(
            async unit =>
            {
                var part = await unit.Store.Handovers.AsNoTracking().SingleOrDefaultAsync(h => h.Id == handover, cancellation);
                var known = part is null ? new Snapshots() : new Snapshots
                {
                    Handovers = new SnapshotSet<HandoverSnapshot>([part]),
                    // With their bytes: a row that is changed is written whole.
                    Deliveries = new SnapshotSet<DeliverySnapshot>(await unit.Store.Deliveries.AsNoTracking().Where(d => d.ReferralId == part.ReferralId && d.HandoverId == handover).ToListAsync(cancellation)),
                };
                var draft = new Draft(known, circumstances.Now());
                var answer = RedeliveryRules.Redeliver(draft, handover, user);
                if (answer != Redelivery.Begun)
                    return answer;
                EffectWriter.Write(unit, known, [draft.Decided()]);
                unit.Operated(user, "redelivered", handover.ToString("D"), handover);
                return answer;
            },
            cancellation);

    private CallLine Line(string code, HandoverSnapshot handover, DateTimeOffset received) => new(
        code, handover.Id, handover.ReferralId, handover.Sender, received, handover.AckDueOn,
        RedeliveryRules.MayBring(handover, agreed.Now.Directory.Party(handover.Recipient)));
}
