using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Plans;

/// <summary>
/// The days of dated goals stand still while every part that runs is interrupted, and go on with what was left of them. Deadlines of
/// an answer that is owed do not stand still: who answers has answered.
/// </summary>
public static class StandStill
{
    /// <summary>Follows what an answer did.</summary>
    /// <returns>The referral as it stands.</returns>
    public static ReferralSnapshot Follow(Draft draft, ReferralSnapshot referral)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(referral);
        if (referral.DatedGoals is null)
            return referral;
        var running = JointPlan.Parts(draft, referral).Where(p => !Lifecycle.IsFinal(p.State) && p.WaitsFor is null).ToList();
        var still = referral.OwnServices is null && running.Count > 0 && running.TrueForAll(p => p.PausedAt is not null);
        if (still == referral.StillSince is not null)
            return referral;
        if (still)
        {
            draft.StopDeadlines(DeadlineKinds.DatedGoal, referral.Id);
            return draft.Referrals.Change(referral.Id, r => r with { StillSince = draft.Moment.Now });
        }

        var today = draft.TodayAt(referral.Agency);
        var moved = Moved(Goals.Of(referral), draft.Agreed.Directory.DayAt(referral.Agency, referral.StillSince!.Value), today);
        // Those of days that had passed before it stood still were looked at then.
        Goals.Start(draft, referral, [.. moved.Where(g => g.DueOn >= today)]);
        return draft.Referrals.Change(referral.Id, r => r with { StillSince = null, DatedGoals = Goals.Store(moved) });
    }

    /// <summary>Dated goals after they stood still: as many days are left of each as there were.</summary>
    /// <param name="goals">The goals.</param>
    /// <param name="since">Day on which they came to a stand.</param>
    /// <param name="today">Day on which they go on.</param>
    public static IReadOnlyList<Goals.Dated> Moved(IReadOnlyList<Goals.Dated> goals, DateOnly since, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(goals);
        return [.. goals.Select(g => g.DueOn < since ? g : g with { DueOn = g.DueOn.AddDays(today.DayNumber - since.DayNumber) })];
    }
}
