using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Reading;
using Gateway.Core.Referrals;

namespace Gateway.Persistence.Reading;

/// <summary>People of a site who are alike in how far they came and why not further.</summary>
/// <param name="Site">Collaboration of their last referral.</param>
/// <param name="TookPart">A service began.</param>
/// <param name="Completed">A service was completed, or the situation is stable.</param>
/// <param name="ReferralReason">Why the last referral was stopped; null: it was not.</param>
/// <param name="State">State of the part that says where they stand; null: there is none.</param>
/// <param name="Reason">Coded reason of its last answer.</param>
/// <param name="Outcome">Outcome of its last answer.</param>
/// <param name="People">How many.</param>
internal sealed record AlikePeople(string Site, bool TookPart, bool Completed, string? ReferralReason, HandoverState? State, string? Reason, string? Outcome, int People);

/// <summary>
/// The pilot's funnel. Identified, eligible and offered come as counts without persons; from agreement on, people
/// are counted by the referrals that arrived. Every loss has a reason and every stage minus its losses is the next.
/// </summary>
internal static class PilotFunnel
{
    internal static PilotFigures Of(IReadOnlyList<PilotCount> counts, IReadOnlyList<AlikePeople> people, IReadOnlyDictionary<string, string> titles)
    {
        var sites = counts.GroupBy(c => c.Collaboration, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
        {
            var mine = people.Where(p => p.Site == g.Key).ToList();
            return new SiteFigures(
                g.Key, titles.GetValueOrDefault(g.Key, g.Key), g.Sum(c => c.Identified), g.Sum(c => c.Eligible), g.Sum(c => c.Offered),
                Count(mine), Count(mine.Where(p => p.TookPart)), Count(mine.Where(p => p.Completed))) { Funnel = FunnelOf([.. g], mine) };
        }).ToList();
        return new PilotFigures(FunnelOf(counts, people), sites);
    }

    private static List<FunnelStage> FunnelOf(IReadOnlyList<PilotCount> counts, IReadOnlyList<AlikePeople> people)
    {
        var counted = counts.SelectMany(c => JsonSerializer.Deserialize<List<PilotLoss>>(c.Losses, ContractJson.Options)!)
            .ToLookup(l => l.Stage, l => new FunnelLoss(l.Reason, l.Count), StringComparer.Ordinal);
        (string Stage, int Count, IEnumerable<FunnelLoss> Lost)[] stages =
        [
            ("identified", counts.Sum(c => c.Identified), counted["identified"]),
            ("eligible", counts.Sum(c => c.Eligible), counted["eligible"]),
            ("offered", counts.Sum(c => c.Offered), counted["offered"]),
            ("agreed", Count(people), people.Where(p => !p.TookPart).Select(p => new FunnelLoss(Why(p), p.People))),
            ("tookPart", Count(people.Where(p => p.TookPart)), people.Where(p => p is { TookPart: true, Completed: false }).Select(p => new FunnelLoss(Why(p), p.People))),
            ("completed", Count(people.Where(p => p.Completed)), []),
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

    private static int Count(IEnumerable<AlikePeople> people) => people.Sum(p => p.People);

    private static string Why(AlikePeople people) => people.State switch
    {
        null => people.ReferralReason ?? "not-decided",
        HandoverState.InService => "still-in-service",
        HandoverState.Issued => "office-silent",
        HandoverState.Received or HandoverState.Accepted => "not-started-yet",
        HandoverState.Waitlisted => "service-full",
        HandoverState.Cancelled => people.ReferralReason ?? "cancelled",
        _ => people.Reason ?? people.Outcome ?? "not-told",
    };
}
