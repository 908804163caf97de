using Gateway.Core.Handovers;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Plans;

/// <summary>
/// A part that waits for a service of another part: nothing of it leaves until that service runs. When that service is not taken up
/// or ends before it has begun, the referring office decides again.
/// </summary>
public static class Prerequisites
{
    /// <summary>Follows what an answer did to a part: those that waited for it are handed over, or decided again.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="referral">The referral.</param>
    /// <param name="answered">The part that was answered, or stopped.</param>
    /// <param name="decides">Who decides again.</param>
    public static void Follow(Draft draft, ReferralSnapshot referral, HandoverSnapshot answered, string decides)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(referral);
        ArgumentNullException.ThrowIfNull(answered);
        var services = Codes(answered.Services);
        foreach (var part in Waiting(draft, referral).Where(p => Codes(p.WaitsFor).Intersect(services, StringComparer.Ordinal).Any()))
        {
            var open = Open(draft, referral, part);
            if (open.Count == 0)
                Begin(draft, referral, part);
            else if (Lifecycle.IsFinal(answered.State) && open.Intersect(services, StringComparer.Ordinal).Any())
                DecideAgain(draft, referral, part, open, decides);
        }
    }

    /// <summary>The referring office corrected its referral: what waits for something that is not asked any more, or has ended, goes on without.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="referral">The referral.</param>
    /// <param name="asked">Services that it asks for now.</param>
    public static void Corrected(Draft draft, ReferralSnapshot referral, IReadOnlyList<string> asked)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(referral);
        ArgumentNullException.ThrowIfNull(asked);
        foreach (var part in Waiting(draft, referral))
        {
            if (!Open(draft, referral, part).Any(asked.Contains))
                Begin(draft, referral, part);
        }
    }

    private static void Begin(Draft draft, ReferralSnapshot referral, HandoverSnapshot part)
    {
        draft.CloseTasks("goes-on", [part.Id], TaskKinds.CaseWork);
        HandoverRules.Begin(draft, referral, part);
    }

    private static void DecideAgain(Draft draft, ReferralSnapshot referral, HandoverSnapshot part, IReadOnlyList<string> open, string decides)
    {
        draft.OpenTask(
            TaskKinds.CaseWork, decides, part.Id, PlanCodes.PrerequisiteEnded, PlanWordings.PrerequisiteEnded.With(string.Join(", ", open)), referral.Id, Leads.DueOn(draft, referral, part));
        draft.AuditWith("plan.prerequisite-ended", "gateway", part.Id);
    }

    private static List<HandoverSnapshot> Waiting(Draft draft, ReferralSnapshot referral) =>
        [.. draft.Handovers.All.Where(h => h.ReferralId == referral.Id && h.WaitsFor is not null && !Lifecycle.IsFinal(h.State))];

    /// <summary>What a part waits for and does not run yet.</summary>
    private static List<string> Open(Draft draft, ReferralSnapshot referral, HandoverSnapshot part)
    {
        var running = draft.Handovers.All.Where(h => h.ReferralId == referral.Id && h.State is HandoverState.InService or HandoverState.Completed or HandoverState.Stabilised)
            .SelectMany(h => Codes(h.Services)).ToHashSet(StringComparer.Ordinal);
        return [.. Codes(part.WaitsFor).Where(s => !running.Contains(s))];
    }

    private static string[] Codes(string? services) => services?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
