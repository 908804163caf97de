using System.Text.Json;
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
        List<StoryLine> lines = [new StoryLine(referral.SubmittedAt, referral.Agency, "referred a client", null, [])];
        foreach (var decision in await store.Decisions.AsNoTracking().Where(d => d.ReferralId == referralId).OrderBy(d => d.Id).ToListAsync(cancellation))
        {
            var why = JsonSerializer.Deserialize<Explanation>(decision.Explanation, ContractJson.Options)!;
            lines.Add(new StoryLine(decision.At, "gateway", $"{decision.Kind}: {decision.Outcome}. {why.Text}", decision.Rule, []));
        }

        foreach (var disclosure in await store.Disclosures.AsNoTracking().Where(d => d.ReferralId == referralId).ToListAsync(cancellation))
        {
            var what = disclosure.Event == EventTypes.ReferralHandover ? $"step {(disclosure.Step == 1 ? "one" : "two")} of the handover" : "a status";
            lines.Add(new StoryLine(disclosure.At, disclosure.Recipient, $"received {what} on {disclosure.Basis}", disclosure.Manifest, disclosure.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries)));
        }

        var handovers = await store.Handovers.AsNoTracking().Where(h => h.ReferralId == referralId).ToListAsync(cancellation);
        var subjects = handovers.Select(h => h.Id).Append(referralId).ToList();
        foreach (var item in await store.Worklist.AsNoTracking().Where(w => w.ReferralId == referralId || subjects.Contains(w.SubjectId)).ToListAsync(cancellation))
            lines.Add(new StoryLine(item.OpenedAt, item.Agency, $"has on its worklist: {item.Text}", item.ReasonCode, []));
        var agreement = referral.AgreementId is { } id ? await store.Agreements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellation) : null;
        if (agreement?.WithdrawnAt is { } withdrawn)
            lines.Add(new StoryLine(withdrawn, "client", "withdrew the agreement", null, []));
        var state = handovers.Count == 0 ? referral.State.ToString() : string.Join(", ", handovers.Select(h => $"{h.Recipient}: {h.State}"));
        return new ReferralStory(referralId, referral.Agency, state, [.. lines.OrderBy(l => l.At)]);
    }
}
