using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Privacy;
using Gateway.Core.Reading;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Reading;

/// <summary>Tells a referral as one story: decisions with their rules, disclosures with their fields, answers, deadlines.</summary>
internal static class ReferralStories
{
    internal static async Task<ReferralStory?> ReadAsync(GatewayContext store, Guid referralId, CancellationToken cancellation)
    {
        var referral = await store.Referrals.AsNoTracking().SingleOrDefaultAsync(r => r.Id == referralId, cancellation);
        if (referral is null)
            return null;
        var handovers = await store.Handovers.AsNoTracking().Where(h => h.ReferralId == referralId).ToListAsync(cancellation);
        var handoverIds = handovers.ConvertAll(h => h.Id);
        List<StoryLine> lines = [new StoryLine(referral.SubmittedAt, referral.Agency, "referred a client", null, [])];
        lines.AddRange(await DecisionsAsync(store, referralId, cancellation));
        var agreement = referral.AgreementId is { } id ? await store.Agreements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellation) : null;
        if (agreement?.WithdrawnAt is { } withdrawn)
            lines.Add(new StoryLine(withdrawn, "client", "withdrew the agreement", null, []));
        lines.AddRange(await AnswersAsync(store, handoverIds, cancellation));
        lines.AddRange(await DisclosuresAsync(store, referralId, cancellation));
        foreach (var item in await store.Worklist.AsNoTracking().Where(w => w.ReferralId == referralId).ToListAsync(cancellation))
            lines.Add(new StoryLine(item.OpenedAt, item.Agency, $"has on its worklist: {item.Text}", item.ReasonCode, []));
        var state = handovers.Count == 0 ? referral.State.ToString() : string.Join(", ", handovers.Select(h => $"{h.Recipient}: {h.State}"));
        return new ReferralStory(referralId, referral.Agency, state, [.. lines.OrderBy(l => l.At)]);
    }

    private static async Task<IEnumerable<StoryLine>> DecisionsAsync(GatewayContext store, Guid referralId, CancellationToken cancellation)
    {
        var decisions = await store.Decisions.AsNoTracking().Where(d => d.ReferralId == referralId).OrderBy(d => d.Id).ToListAsync(cancellation);
        return decisions.Select(d =>
        {
            var why = JsonSerializer.Deserialize<Explanation>(d.Explanation, ContractJson.Options)!;
            var notices = why.Notices.Count == 0 ? "" : $" Notice: {string.Join(", ", why.Notices)}.";
            var missing = why.Missing.Count == 0 ? "" : $" Not known: {string.Join(", ", why.Missing)}.";
            return new StoryLine(d.At, "gateway", $"{d.Kind}: {d.Outcome}. {why.Text}{notices}{missing}", d.Rule, []);
        });
    }

    private static async Task<IEnumerable<StoryLine>> AnswersAsync(GatewayContext store, List<Guid> handovers, CancellationToken cancellation)
    {
        var answers = await store.Audit.AsNoTracking().Where(a => handovers.Contains(a.SubjectId) && a.Kind == "reply.applied").OrderBy(a => a.Id).ToListAsync(cancellation);
        return answers.Select(a => new StoryLine(a.At, a.Actor, $"answered {(string?)JsonNode.Parse(a.Detail!)!["outcome"]}", null, []));
    }

    private static async Task<IEnumerable<StoryLine>> DisclosuresAsync(GatewayContext store, Guid referralId, CancellationToken cancellation)
    {
        var disclosures = await store.Disclosures.AsNoTracking().Where(d => d.ReferralId == referralId)
            .Join(store.Deliveries, d => d.DeliveryId, d => d.Id, (disclosure, delivery) => new { disclosure, delivery.Status, delivery.Id }).OrderBy(d => d.Id).ToListAsync(cancellation);
        return disclosures.Select(d => new StoryLine(
            d.disclosure.At, d.disclosure.Recipient,
            d.disclosure.Event == EventTypes.ReferralHandover
                ? $"received step {(d.disclosure.Step == 1 ? "one" : "two")} of the handover on {d.disclosure.Basis}"
                : $"was told '{d.Status}'",
            d.disclosure.Manifest, d.disclosure.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries)));
    }
}
