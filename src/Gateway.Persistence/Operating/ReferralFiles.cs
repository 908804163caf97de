using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Clients;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Reads a referral's whole story from rows that hold codes only.</summary>
internal sealed class ReferralFiles(IGatewayDatabase database) : IReferralFiles
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
        List<FileLine> lines = [new(referral.SubmittedAt, referral.Agency, "submitted", "Referred a client.", Weight.Plain, null, [], [], [])];
        lines.AddRange(await DecisionsAsync(store, id, cancellation));
        lines.AddRange(disclosures.Select(d => OfDisclosure(d, deliveries.Find(x => x.Id == d.DeliveryId))));
        lines.AddRange(await AuditAsync(store, [id, .. handovers.Select(h => h.Id)], cancellation));
        lines.AddRange(await WorklistAsync(store, id, cancellation));
        if (referral.AgreementId is { } agreement && await store.Agreements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == agreement, cancellation) is { WithdrawnAt: { } withdrawn })
            lines.Add(new FileLine(withdrawn, "client", "withdrawn", "Withdrew the agreement.", Weight.Attention, null, [], [], []));
        var behind = record.Compartment == Compartment.Ordinary ? 0 : 1;
        return new ReferralFile(
            id, referral.Agency, referral.State.ToString(), referral.SubmittedAt, referral.Purpose, referral.BasisReference, referral.Collaboration,
            await WhyWaitingAsync(store, referral, handovers, deliveries, cancellation), $"{record.SubmissionId:D}.{record.Number}",
            [.. handovers.Select(h => Part(h, disclosures, behind))], await ClocksAsync(store, id, handovers, deliveries, cancellation), [.. lines.OrderBy(l => l.At)]);
    }

    private static FilePart Part(HandoverRow handover, List<DisclosureRow> disclosures, int behind) => new(
        handover.Id, handover.Recipient, handover.State.ToString(), handover.IssuedAt, handover.AckDueOn, handover.LastOutcome,
        [.. disclosures.Where(d => d.Recipient == handover.Recipient && d.Event == EventTypes.ReferralHandover)
            .SelectMany(d => d.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        behind);

    private static FileLine OfDisclosure(DisclosureRow disclosure, DeliveryRow? delivery) => new(
        disclosure.At, disclosure.Recipient, "disclosed",
        disclosure.Event == EventTypes.ReferralHandover ? $"Step {disclosure.Step} of the handover left." : $"Was told: {delivery?.Status}.",
        Weight.Plain, disclosure.Manifest,
        [$"basis {disclosure.Basis}", $"policy {disclosure.PolicyVersion}", .. disclosure.AgreementVersion is { } version ? new[] { $"agreement version {version}" } : []],
        [], [.. disclosure.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries)]);

    private static async Task<IEnumerable<FileLine>> DecisionsAsync(GatewayContext store, Guid referral, CancellationToken cancellation)
    {
        var decisions = await store.Decisions.AsNoTracking().Where(d => d.ReferralId == referral).OrderBy(d => d.Id).ToListAsync(cancellation);
        return decisions.Select(d =>
        {
            var why = JsonSerializer.Deserialize<Explanation>(d.Explanation, ContractJson.Options)!;
            // A decision of release is stored only when it blocked; a view only when it was made or when no manifest allowed one.
            var went = (d.Kind, d.Outcome) is ("admission", "admissible") or ("routing", "routed") || (d.Kind == "view" && d.Outcome != WithheldCodes.NoManifest);
            return new FileLine(
                d.At, "gateway", d.Kind, $"{why.Text}{(why.Notices.Count == 0 ? "" : " " + string.Join(' ', why.Notices))}", went ? Weight.Plain : Weight.Stopped,
                d.Rule, [.. why.Inputs.Select(i => $"{i.Input} {i.Version}"), .. why.Facts], why.Missing, []);
        });
    }

    private static async Task<IEnumerable<FileLine>> AuditAsync(GatewayContext store, List<Guid> subjects, CancellationToken cancellation)
    {
        var entries = await store.Audit.AsNoTracking().Where(a => subjects.Contains(a.SubjectId)).OrderBy(a => a.Id).ToListAsync(cancellation);
        return entries.Where(e => e.Kind is "reply.applied" or "referral.amended" or "referral.amendment-in-history" or "handover.overdue" or "handover.step-two"
            || e.Kind.StartsWith("operation.", StringComparison.Ordinal)).Select(e => new FileLine(
                e.At, e.Actor, e.Kind,
                e.Kind switch
                {
                    "reply.applied" => $"Answered: {(string?)JsonNode.Parse(e.Detail!)?["outcome"]}.",
                    "referral.amended" => "Corrected the referral.",
                    "referral.amendment-in-history" => "Sent a correction older than what is known; it is kept as history.",
                    "handover.overdue" => "The day to acknowledge has passed.",
                    "handover.step-two" => "A file is registered: the rest may follow.",
                    _ => e.Kind,
                },
                e.Kind == "handover.overdue" ? Weight.Attention : Weight.Plain, null, [], [], []));
    }

    private static async Task<IEnumerable<FileLine>> WorklistAsync(GatewayContext store, Guid referral, CancellationToken cancellation)
    {
        var items = await store.Worklist.AsNoTracking().Where(w => w.ReferralId == referral).ToListAsync(cancellation);
        return items.Select(w => new FileLine(w.OpenedAt, w.Agency, "worklist", w.Text, w.ClosedAt is null ? Weight.Attention : Weight.Plain, w.ReasonCode, [], [], []));
    }

    private static async Task<IReadOnlyList<FileClock>> ClocksAsync(GatewayContext store, Guid id, List<HandoverRow> handovers, List<DeliveryRow> deliveries, CancellationToken cancellation)
    {
        List<Guid> subjects = [id, .. handovers.Select(h => h.Id), .. deliveries.Select(d => d.Id)];
        var clocks = await store.Clocks.AsNoTracking().Where(c => subjects.Contains(c.SubjectId)).OrderBy(c => c.DueAt).ToListAsync(cancellation);
        return [.. clocks.Select(c => new FileClock(c.Kind, c.DueAt, c.State switch { ClockState.Running => "running", ClockState.Fired => "passed", _ => "stopped" }))];
    }

    /// <summary>The first thing that holds the referral up, in a sentence.</summary>
    private static async Task<string?> WhyWaitingAsync(GatewayContext store, ReferralRow referral, List<HandoverRow> handovers, List<DeliveryRow> deliveries, CancellationToken cancellation)
    {
        if (referral.EndedAt is not null)
            return null;
        if (referral.State is ReferralState.Withheld or ReferralState.Unroutable)
            return $"It is {referral.State.ToString().ToLowerInvariant()} ({referral.ReasonCode}). It goes on when its sender corrects it, or when policy, directory or agreement change and it is decided again.";
        List<Guid> subjects = [referral.RecordId, .. deliveries.Select(d => d.Id)];
        if (await store.Steps.AsNoTracking().FirstOrDefaultAsync(s => subjects.Contains(s.SubjectId) && s.State == StepState.Parked, cancellation) is { } parked)
            return $"Work of stage {parked.Stage} failed and is parked ({parked.ParkedCode}): repair the cause and replay.";
        if (deliveries.Find(d => d.State == DeliveryState.Waiting) is { } waiting)
        {
            return await store.Holds.AnyAsync(h => h.Agency == waiting.Recipient, cancellation)
                ? $"{waiting.Recipient} is on hold: what is for it waits until the hold is lifted."
                : $"It waits for {waiting.Recipient} to fetch it, or for its turn behind what came before for the same client.";
        }

        return handovers.Find(h => !Lifecycle.IsFinal(h.State) && h.AcknowledgedAt is null) is { } silent
            ? $"{silent.Recipient} has it and has not answered yet; due by {silent.AckDueOn:yyyy-MM-dd}."
            : null;
    }
}
