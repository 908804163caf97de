using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Reads a referral's whole story from rows that hold codes only.</summary>
internal sealed class ReferralFiles(IGatewayDatabase database, IPresent<Agreed> agreed) : IReferralFiles
{
    public async Task<ReferralFile?> ReadAsync(Guid id, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var referral = await store.Referrals.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellation);
        if (referral is null)
            return null;
        var handovers = await store.Handovers.AsNoTracking().Where(h => h.ReferralId == id).OrderBy(h => h.Id).ToListAsync(cancellation);
        var deliveries = await store.Deliveries.AsNoTracking().Where(d => d.ReferralId == id).OrderBy(d => d.Id).ToListAsync(cancellation);
        var disclosures = await store.Disclosures.AsNoTracking().Where(d => d.ReferralId == id).OrderBy(d => d.DeliveryId).ToListAsync(cancellation);
        var record = await store.Records.AsNoTracking().SingleAsync(r => r.Id == referral.RecordId, cancellation);
        List<FileLine> lines = [new(referral.SubmittedAt, referral.Agency, "submitted", new Sentence(StorySentences.Referred), Weight.Plain, null, [], [], [])];
        lines.AddRange(await DecisionsAsync(store, id, cancellation));
        lines.AddRange(await AuditAsync(store, [id, .. handovers.Select(h => h.Id)], cancellation));
        lines.AddRange(await WorklistAsync(store, id, cancellation));
        if (referral.AgreementId is { } agreement && await store.ClientAgreements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == agreement, cancellation) is { WithdrawnAt: { } withdrawn })
            lines.Add(new FileLine(withdrawn, "client", "withdrawn", new Sentence(StorySentences.Withdrew), Weight.Attention, null, [], [], []));
        // At the same moment what was told comes after what it tells of.
        lines.AddRange(disclosures.Select(d => OfDisclosure(d, deliveries.Find(x => x.Id == d.DeliveryId))));
        var behind = record.Compartment == Compartment.Ordinary ? 0 : 1;
        return new ReferralFile(
            id, referral.Agency, referral.State.ToString(), referral.SubmittedAt, referral.Purpose, referral.BasisReference, referral.Collaboration,
            await WhyWaitingAsync(store, referral, handovers, deliveries, cancellation), $"{record.SubmissionId:D}.{record.Number}",
            [.. handovers.Select(h => Part(h, disclosures, behind))], Deadlines(agreed.Now, referral, handovers, deliveries), [.. lines.OrderBy(l => l.At)]);
    }

    private static FilePart Part(HandoverSnapshot handover, List<Disclosure> disclosures, int behind) => new(
        handover.Id, handover.Recipient, handover.State.ToString(), handover.IssuedAt, handover.AckDueOn, handover.LastOutcome,
        [.. disclosures.Where(d => d.Recipient == handover.Recipient && d.Event == EventTypes.ReferralHandover)
            .SelectMany(d => d.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        behind);

    private static FileLine OfDisclosure(Disclosure disclosure, DeliverySnapshot? delivery) => new(
        disclosure.At, disclosure.Recipient, "disclosed",
        disclosure.Event == EventTypes.ReferralHandover ? new Sentence(StorySentences.StepLeft, disclosure.Step) : new Sentence(StorySentences.WasTold, delivery?.Status ?? ""),
        Weight.Plain, disclosure.Manifest,
        [$"basis {disclosure.Basis}", $"policy {disclosure.PolicyVersion}", .. disclosure.AgreementVersion is { } version ? new[] { $"agreement version {version}" } : []],
        [], [.. disclosure.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries)]);

    private static async Task<IEnumerable<FileLine>> DecisionsAsync(GatewayContext store, Guid referral, CancellationToken cancellation)
    {
        var decisions = await store.Decisions.AsNoTracking().Where(d => d.ReferralId == referral).OrderBy(d => d.Id).ToListAsync(cancellation);
        return decisions.SelectMany(decided => DecisionParts.Of(decided).Select(d =>
        {
            var why = d.Why;
            // A decision of release is stored only when it blocked; a view only when it was made or when no manifest allowed one.
            var went = (d.Kind, d.Outcome) is ("admission", "admissible") or ("routing", "routed") || (d.Kind == "view" && d.Outcome != WithheldCodes.NoManifest);
            return new FileLine(
                decided.At, "gateway", d.Kind, DecisionSentences.Of(why), went ? Weight.Plain : Weight.Stopped,
                why.Rule, [.. why.Inputs.Select(i => $"{i.Input} {i.Version}")], why.Missing, [])
            {
                Findings = [.. why.Facts, .. why.Notices],
            };
        }));
    }

    private static async Task<IEnumerable<FileLine>> AuditAsync(GatewayContext store, List<Guid> subjects, CancellationToken cancellation)
    {
        var entries = await store.Audit.AsNoTracking().Where(a => subjects.Contains(a.SubjectId)).OrderBy(a => a.Id).ToListAsync(cancellation);
        return entries.SelectMany(e => AuditEntry.PartsOf(e).Prepend((e.Kind, e.Actor)).Select(p => (Entry: e, p.Kind, p.Actor)))
            .Where(e => e.Kind is "reply.applied" or "referral.amended" or "referral.amendment-in-history" or "handover.overdue" or "handover.step-two"
                || e.Kind.StartsWith("operation.", StringComparison.Ordinal))
            .Select(e => new FileLine(
                e.Entry.At, e.Actor, e.Kind,
                e.Kind switch
                {
                    "reply.applied" => new Sentence(StorySentences.Answered, (string?)JsonNode.Parse(e.Entry.Detail!)?["outcome"] ?? ""),
                    "referral.amended" => new Sentence(StorySentences.Corrected),
                    "referral.amendment-in-history" => new Sentence(StorySentences.InHistory),
                    "handover.overdue" => new Sentence(StorySentences.DayPassed),
                    "handover.step-two" => new Sentence(StorySentences.FileRegistered),
                    _ => new Sentence(StorySentences.Operated, e.Kind),
                },
                e.Kind == "handover.overdue" ? Weight.Attention : Weight.Plain, null, [], [], []));
    }

    private static async Task<IEnumerable<FileLine>> WorklistAsync(GatewayContext store, Guid referral, CancellationToken cancellation)
    {
        var items = await store.Tasks.AsNoTracking().Where(w => w.ReferralId == referral).ToListAsync(cancellation);
        return items.Select(w => new FileLine(w.OpenedAt, w.Agency, "worklist", StoredSentence.Read(w.Text), w.ClosedAt is null ? Weight.Attention : Weight.Plain, w.ReasonCode, [], [], []));
    }

    private static IReadOnlyList<FileClock> Deadlines(
        Agreed agreed, ReferralSnapshot referral, IReadOnlyList<HandoverSnapshot> handovers, IReadOnlyList<DeliverySnapshot> deliveries)
    {
        List<FileClock> deadlines = [];
        if (referral.AckDueAt is { } due)
            deadlines.Add(new FileClock(DeadlineKinds.Acknowledge, agreed.Directory.LastDayAt(referral.Agency, due), "running"));
        else if (referral.OverdueAt is not null && agreed.Directory.Party(referral.Agency) is { } sender)
            deadlines.Add(new FileClock(DeadlineKinds.Acknowledge, ReferralRules.AckDueOn(agreed, sender.Country, referral.SubmittedAt), "passed"));
        deadlines.AddRange(handovers.Select(h => new FileClock(
            DeadlineKinds.HandoverAcknowledge, h.AckDueOn, h.AckDueAt is not null ? "running" : h.OverdueAt is not null ? "passed" : "met")));
        deadlines.AddRange(deliveries.Where(d => d.ConfirmDueAt is not null).Select(d => new FileClock(DeadlineKinds.WithdrawalTold, agreed.Directory.LastDayAt(d.Recipient, d.ConfirmDueAt!.Value), "running")));
        return [.. deadlines.OrderBy(d => d.LastDay)];
    }

    /// <summary>The first thing that holds the referral up, in a sentence.</summary>
    private static async Task<Sentence?> WhyWaitingAsync(GatewayContext store, ReferralSnapshot referral, List<HandoverSnapshot> handovers, List<DeliverySnapshot> deliveries, CancellationToken cancellation)
    {
        if (referral.EndedAt is not null)
            return null;
        if (referral.State is ReferralState.Withheld or ReferralState.Unroutable)
            return new Sentence(referral.State == ReferralState.Withheld ? StorySentences.Withheld : StorySentences.Unroutable, referral.ReasonCode ?? "");
        List<Guid> subjects = [referral.RecordId, .. deliveries.Select(d => d.Id)];
        if (await store.WorkItems.AsNoTracking().FirstOrDefaultAsync(s => subjects.Contains(s.SubjectId) && s.State == WorkItemState.Parked, cancellation) is { } parked)
            return new Sentence(StorySentences.Parked, parked.Stage, parked.ParkedCode ?? "");
        if (deliveries.Find(d => d.State == DeliveryState.Waiting) is { } waiting)
        {
            return new Sentence(await store.Holds.AnyAsync(h => h.Agency == waiting.Recipient || h.User == RestoreHold.User, cancellation) ? StorySentences.OnHold : StorySentences.ToFetch, waiting.Recipient);
        }

        return handovers.Find(h => !Lifecycle.IsFinal(h.State) && h.AcknowledgedAt is null) is { } silent
            ? new Sentence(StorySentences.NotAnswered, silent.Recipient, silent.AckDueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : null;
    }
}
