using Gateway.Core.Callers;
using Gateway.Core.Directory;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Reading;
using Gateway.Core.Returns;
using Gateway.Core.Rights;
using Gateway.Core.Routing;
using Gateway.Core.Tasks;
using Gateway.Core.Traffic;
using Gateway.Core.Work;
using Gateway.Persistence.Metering;
using Gateway.Persistence.Model;
using Gateway.Persistence.Traffic;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Reads the flows and says what is not as it should be.</summary>
internal sealed class OverviewReading(
    IGatewayDatabase database, IPresent<Agreed> agreed, StageLoads loads, IReadiness readiness, SeenCertificates certificates, OfficeRhythms rhythms, TimeProvider domain, TimeProvider machine) : IOverview
{
    /// <summary>Work that has been due for longer is stuck: a lease that ran out is re-issued well before.</summary>
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongHold = TimeSpan.FromDays(1);

    private readonly DateTimeOffset _began = machine.GetUtcNow();

    public async Task<Overview> ReadAsync(CancellationToken cancellation)
    {
        var now = domain.GetUtcNow();
        List<Alarm> alarms = [.. (await readiness.ReadAsync(cancellation)).Where(p => !p.Ready || p.Text is not null).Select(OfPart)];
        await using var store = database.Open();
        var lanes = await LanesAsync(cancellation);
        var stages = await StagesAsync(cancellation);
        var audit = await AuditNote.ReadAsync(store, cancellation);
        if (audit?.Broken is { } broken)
            alarms.Add(new Alarm(AlarmClass.Wake, AlarmCodes.AuditBroken, "The audit chain does not hold: {0}", [broken], "/dashboard/now"));
        var (heartbeat, late) = await HeartbeatReading.ReadAsync(store, _began, machine.GetUtcNow(), cancellation);
        if (late is not null)
            alarms.Add(late);
        alarms.AddRange(await WithoutBasisAsync(store, lanes, now, cancellation));
        alarms.AddRange(OfStages(stages));
        alarms.AddRange(TrafficAlarms.OfWorklists(await OpenAsync(store, cancellation), id => agreed.Now.Directory.NameOf(id)));
        alarms.AddRange(TrafficAlarms.OfShares(lanes));
        alarms.AddRange(TrafficAlarms.OfSilence(lanes));
        alarms.AddRange(await OfHoldsAsync(store, now, cancellation));
        alarms.AddRange(await CallerAlarms.ReadAsync(store, agreed.Now.Directory, certificates, machine.GetUtcNow(), cancellation));
        if (agreed.Now.Directory.Agencies.Any(a => a is { Live: true, InFolder: not null }))
            alarms.AddRange(FolderAlarms.Of(agreed.Now.Directory.Agencies.Where(a => a.Live), await FolderNotes.ReadAsync(store, cancellation), machine.GetUtcNow(), _began));
        alarms.AddRange(CalendarHealth.Missing(agreed.Now.Directory, DateOnly.FromDateTime(now.UtcDateTime)).Select(m => new Alarm(
            AlarmClass.Morning, AlarmCodes.CalendarEnding, "The public holidays of {0} in {1} are not on file; working days are counted by weekdays only.", [m.Country, m.Year], "/dashboard/now")));
        return new Overview(now, [.. alarms.OrderBy(a => a.Class)], lanes, stages, audit?.At, heartbeat);
    }

    public async Task<IReadOnlyList<Lane>> LanesAsync(CancellationToken cancellation) => await Lanes.ReadAsync(
        database, agreed.Now.Directory, [.. agreed.Now.Directory.Agencies.Where(a => a.Live)], await rhythms.ContactsAsync(cancellation), domain.GetUtcNow(), cancellation);

    public async Task<IReadOnlyList<StageLine>> StagesAsync(CancellationToken cancellation) =>
        [.. (await loads.ReadAsync(cancellation)).Select(s => new StageLine(s.Stage, s.Due, s.Oldest, s.Parked))];

    private static Alarm OfPart(ReadinessPart part) => part.Ready
        ? new Alarm(AlarmClass.Morning, AlarmCodes.ComponentDegraded, "{0}: {1}", [part.Part, part.Text!], "/dashboard/now")
        : new Alarm(AlarmClass.Wake, AlarmCodes.IntakeRefusing, "{0} is not available; agencies are refused: {1}", [part.Part, part.Text ?? ""], "/dashboard/now");

    private async Task<IReadOnlyList<Alarm>> WithoutBasisAsync(GatewayContext store, IReadOnlyList<Lane> lanes, DateTimeOffset now, CancellationToken cancellation)
    {
        var ids = lanes.Where(l => l.Delivered > 0).Select(l => l.Agency).ToList();
        var since = now.AddDays(-1);
        var left = await store.Deliveries.Where(d => ids.Contains(d.Recipient) && d.ReleasedAt >= since)
            .GroupJoin(store.Disclosures, d => d.Id, d => d.DeliveryId, (delivery, disclosures) => new { delivery, disclosures })
            .SelectMany(x => x.disclosures.DefaultIfEmpty(), (x, disclosure) => disclosure == null ? null : disclosure.Basis)
            .GroupBy(basis => basis).Select(g => new { Basis = g.Key, Count = g.Count() }).ToListAsync(cancellation);
        var without = left.Where(l => l.Basis is null || (l.Basis is not (OwnNotice.Name or OwnRecord.Name or ErasureNotices.Name or TaskEvents.Name) && !agreed.Now.Policy.Bases.ContainsKey(l.Basis))).Sum(l => l.Count);
        return without == 0 ? [] : [new Alarm(AlarmClass.Wake, AlarmCodes.DisclosureWithoutBasis, "Events that left in the last day without a legal basis of the registry: {0}.", [without], "/dashboard/find")];
    }

    private static IEnumerable<Alarm> OfStages(IReadOnlyList<StageLine> stages)
    {
        foreach (var stage in stages.Where(s => s.Due > 0 && s.OldestDue > Stuck))
            yield return new Alarm(AlarmClass.Morning, AlarmCodes.StageStuck, "Stage {0} has had work due for {1} min.", [stage.Stage, (int)stage.OldestDue.TotalMinutes], "/dashboard/flow");
        var parked = stages.Sum(s => s.Parked);
        if (parked > 0)
            yield return new Alarm(AlarmClass.Morning, AlarmCodes.WorkParked, "Work that failed and is parked: {0}.", [parked], "/dashboard/replays");
    }

    /// <summary>Open tasks by kind and by the agency behind them: who sent what was rejected, who referred, who has not answered.</summary>
    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<(string Agency, int Count)>>> OpenAsync(GatewayContext store, CancellationToken cancellation)
    {
        var open = store.Tasks.Where(w => w.ClosedAt == null);
        var byDesk = await open.Where(w => w.Kind == TaskKinds.SetAside || w.Kind == TaskKinds.WithdrawalUntold)
            .GroupBy(w => new { w.Kind, w.Agency }).Select(g => new { g.Key.Kind, g.Key.Agency, Count = g.Count() }).ToListAsync(cancellation);
        var bySender = await open.Where(w => w.Kind == TaskKinds.Withheld || w.Kind == TaskKinds.Unroutable)
            .Join(store.Referrals, w => w.ReferralId, r => r.Id, (w, r) => new { w.Kind, r.Agency })
            .GroupBy(w => new { w.Kind, w.Agency }).Select(g => new { g.Key.Kind, g.Key.Agency, Count = g.Count() }).ToListAsync(cancellation);
        var byRecipient = await open.Where(w => w.Kind == TaskKinds.Overdue)
            .GroupJoin(store.Handovers, w => w.SubjectId, h => h.Id, (w, handovers) => new { w, handovers })
            .SelectMany(x => x.handovers.DefaultIfEmpty(), (x, handover) => new { x.w.Kind, Agency = handover == null ? x.w.Agency : handover.Recipient })
            .GroupBy(w => new { w.Kind, w.Agency }).Select(g => new { g.Key.Kind, g.Key.Agency, Count = g.Count() }).ToListAsync(cancellation);
        return byDesk.Concat(bySender).Concat(byRecipient).GroupBy(l => l.Kind, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, IReadOnlyList<(string, int)> (g) => [.. g.Select(l => (l.Agency, l.Count))], StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyList<Alarm>> OfHoldsAsync(GatewayContext store, DateTimeOffset now, CancellationToken cancellation)
    {
        var since = now - LongHold;
        var holds = await store.Holds.AsNoTracking().Where(h => h.Since < since).ToListAsync(cancellation);
        return [.. holds.Select(h => new Alarm(AlarmClass.Morning, AlarmCodes.HoldForgotten, "{0} has been on hold for {1} h.", [h.Agency, (int)(now - h.Since).TotalHours], "/dashboard/agencies/" + h.Agency))];
    }
}
