using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Reading;
using Gateway.Core.Referrals;
using Gateway.Persistence.Model;

namespace Gateway.Persistence.Reading;

/// <summary>
/// The pilot's funnel. Identified, eligible and offered come as counts without persons; from agreement on, people
/// are counted by the referrals that arrived. Every loss has a reason and every stage minus its losses is the next.
/// </summary>
internal static class PilotFunnel
{
    internal static PilotFigures Of(
        IReadOnlyList<PilotCount> counts, IReadOnlyList<ReferralSnapshot> referrals, ILookup<Guid, HandoverSnapshot> handovers,
        IReadOnlyDictionary<string, string> titles)
    {
        var people = referrals.GroupBy(r => r.ClientId).Select(g => Person.Of([.. g], handovers)).ToList();
        var sites = counts.GroupBy(c => c.Collaboration, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
        {
            var mine = people.Where(p => p.Site == g.Key).ToList();
            return new SiteFigures(
                g.Key, titles.GetValueOrDefault(g.Key, g.Key), g.Sum(c => c.Identified), g.Sum(c => c.Eligible), g.Sum(c => c.Offered),
                mine.Count, mine.Count(p => p.TookPart), mine.Count(p => p.Completed)) { Funnel = FunnelOf([.. g], mine) };
        }).ToList();
        return new PilotFigures(FunnelOf(counts, people), sites);
    }

    private static List<FunnelStage> FunnelOf(IReadOnlyList<PilotCount> counts, List<Person> people)
    {
        var counted = counts.SelectMany(c => JsonSerializer.Deserialize<List<PilotLoss>>(c.Losses, ContractJson.Options)!)
            .ToLookup(l => l.Stage, l => new FunnelLoss(l.Reason, l.Count), StringComparer.Ordinal);
        (string Stage, int Count, IEnumerable<FunnelLoss> Lost)[] stages =
        [
            ("identified", counts.Sum(c => c.Identified), counted["identified"]),
            ("eligible", counts.Sum(c => c.Eligible), counted["eligible"]),
            ("offered", counts.Sum(c => c.Offered), counted["offered"]),
            ("agreed", people.Count, people.Where(p => !p.TookPart).Select(p => new FunnelLoss(p.Reason, 1))),
            ("tookPart", people.Count(p => p.TookPart), people.Where(p => p is { TookPart: true, Completed: false }).Select(p => new FunnelLoss(p.Reason, 1))),
            ("completed", people.Count(p => p.Completed), []),
        ];
        return [.. stages.Select((s, i) => new FunnelStage(
            s.Stage, s.Count, i + 1 < stages.Length ? Balanced(s.Lost, s.Count - stages[i + 1].Count) : []))];
    }

    /// <summary>Losses by reason. What the counts do not explain is said to be unexplained, never hidden.</summary>
    private static List<FunnelLoss> Balanced(IEnumerable<FunnelLoss> losses, int difference)
    {
        var byReason = losses.GroupBy(l => l.Reason, StringComparer.Ordinal).Select(g => new FunnelLoss(g.Key, g.Sum(l => l.Count)))
            .OrderByDescending(l => l.Count).ThenBy(l => l.Reason, StringComparer.Ordinal).ToList();
        var unexplained = difference - byReason.Sum(l => l.Count);
        if (unexplained != 0)
            byReason.Add(new FunnelLoss("unexplained", unexplained));
        return byReason;
    }

    private sealed record Person(string Site, bool TookPart, bool Completed, string Reason)
    {
        internal static Person Of(IReadOnlyList<ReferralSnapshot> referrals, ILookup<Guid, HandoverSnapshot> handovers)
        {
            var legs = referrals.SelectMany(r => handovers[r.Id]).OrderByDescending(h => h.InServiceAt is not null).ThenByDescending(h => h.Id).ToList();
            var completed = legs.Exists(h => h.CompletedAt is not null || h.StabilisedAt is not null);
            var tookPart = completed || legs.Exists(h => h.InServiceAt is not null);
            var last = referrals.OrderByDescending(r => r.SubmittedAt).First();
            return new Person(last.Collaboration!, tookPart, completed, Why(last, legs.FirstOrDefault()));
        }

        private static string Why(ReferralSnapshot referral, HandoverSnapshot? leg)
        {
            if (leg is null)
                return referral.ReasonCode ?? "not-decided";
            return leg.State switch
            {
                HandoverState.InService => "still-in-service",
                HandoverState.Issued => "office-silent",
                HandoverState.Received or HandoverState.Accepted => "not-started-yet",
                HandoverState.Waitlisted => "service-full",
                HandoverState.Cancelled => referral.ReasonCode ?? "cancelled",
                _ => leg.LastReason ?? leg.LastOutcome ?? "not-told",
            };
        }
    }
}
