using Gateway.Core.Handovers;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Plans;

/// <summary>What passed deadlines of plans do.</summary>
public static class PlanDeadlines
{
    /// <summary>
    /// A part ended some days ago and its office has named no next step. When nobody else is with the client and no newer referral
    /// is there, the lead is asked.
    /// </summary>
    public static void NextStep(Draft draft, HandoverSnapshot ended)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(ended);
        if (ended.NextStep is not null || draft.Referrals.Find(ended.ReferralId) is not { EndedAt: null } referral)
            return;
        var followed = draft.Handovers.All.Any(h => h.ClientId == ended.ClientId && h.Sender == ended.Sender && h.Id != ended.Id && !Lifecycle.IsFinal(h.State))
            || draft.Referrals.All.Any(r => r.ClientId == ended.ClientId && r.SubmittedAt > referral.SubmittedAt && r.EndedAt is null);
        if (followed || referral.OwnServices is not null)
            return;
        var lead = Leads.Of(draft.Agreed.Directory, ended);
        draft.OpenTask(
            TaskKinds.CaseWork, lead, ended.Id, PlanCodes.NextStepMissing,
            PlanWordings.NextStepMissing.With(Leads.Days(draft.Agreed, referral)), referral.Id, draft.TodayAt(lead));
        draft.Audit("plan.next-step-missing", "gateway", ended.Id);
    }

    /// <summary>A dated goal was to be reached: whoever set it looks at it with the client, as long as somebody is with the client.</summary>
    public static void DatedGoal(Draft draft, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(deadline);
        if (draft.Referrals.Find(deadline.SubjectId) is not { EndedAt: null, GoalFrom: { } by } referral || JointPlan.Parts(draft, referral).All(p => Lifecycle.IsFinal(p.State)))
            return;
        if (Goals.Of(referral).FirstOrDefault(g => draft.Agreed.Directory.EndAt(referral.Agency, g.DueOn) == deadline.DueAt) is not { } goal)
            return;
        draft.OpenTask(
            TaskKinds.CaseWork, by, referral.Id, PlanCodes.DatedGoalDue,
            PlanWordings.DatedGoalDue.With(goal.Code, goal.DueOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), referral.Id, draft.TodayAt(by));
        draft.Audit("plan.dated-goal-due", "gateway", referral.Id);
    }
}
