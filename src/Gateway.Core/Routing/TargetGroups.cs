namespace Gateway.Core.Routing;

/// <summary>Asks a local agreement's target groups. They advise: only a clear no from every group stops a referral.</summary>
internal static class TargetGroups
{
    /// <summary>
    /// Whether the criteria leave the way open. The benefit a client receives may say which group it is, but the
    /// referral is stopped only when the answer is no without looking at the benefit (VDAB–OCMW experiment 2012:
    /// services from one, the other or both, whatever the benefit).
    /// </summary>
    internal static bool LeaveOpen(Collaboration agreement, ReferralFacts facts, RoutingNotes notes)
    {
        if (agreement.TargetGroups.Count == 0)
            return true;
        var withoutBenefit = facts.WithoutBenefit();
        var open = agreement.TargetGroups.Any(g => Criteria.Judge(g.Criterion, withoutBenefit).Verdict != Verdict.No);
        var judged = agreement.TargetGroups.Select(g => (g.Group, Judgement: Criteria.Judge(g.Criterion, facts))).ToList();
        foreach (var fact in judged.SelectMany(j => j.Judgement.Used))
            notes.Fact(fact);
        foreach (var (group, judgement) in judged)
            notes.Fact("group." + group + "=" + judgement.Verdict);
        if (!open)
            return false;

        if (judged.Exists(j => j.Judgement.Verdict == Verdict.Yes))
            return true;
        notes.Notice(RoutingNotices.CounsellorDecides);
        if (judged.TrueForAll(j => j.Judgement.Verdict == Verdict.No))
            notes.Notice(RoutingNotices.BenefitDoesNotGate);
        notes.Missing(judged.SelectMany(j => j.Judgement.Missing));
        return true;
    }
}
