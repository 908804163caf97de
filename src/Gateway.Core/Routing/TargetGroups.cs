namespace Gateway.Core.Routing;

/// <summary>Asks a local agreement's target groups. They advise: only a clear no from every group stops a referral.</summary>
internal static class TargetGroups
{
    /// <summary>
    /// What the criteria come to: yes, a clear no, or undetermined, when a counsellor decides. The benefit a client receives may
    /// say which group it is, but the referral is stopped only when the answer is no without looking at the benefit (VDAB–OCMW
    /// experiment 2012: services from one, the other or both, whatever the benefit).
    /// </summary>
    internal static Verdict Judge(Collaboration agreement, ReferralFacts facts, RoutingNotes notes)
    {
        if (agreement.TargetGroups.Count == 0)
            return Verdict.Yes;
        var judged = agreement.TargetGroups.Select(g => (g.Group, Judgement: Criteria.Judge(g.Criterion, facts))).ToList();
        foreach (var fact in judged.SelectMany(j => j.Judgement.Used))
            notes.Fact(fact);
        foreach (var (group, judgement) in judged)
            notes.Fact("group." + group + "=" + judgement.Verdict);
        // Knowing the benefit settles a verdict and turns none around: what is a yes with it is no clear no without it.
        if (judged.Exists(j => j.Judgement.Verdict == Verdict.Yes))
            return Verdict.Yes;
        var withoutBenefit = facts.WithoutBenefit();
        if (agreement.TargetGroups.All(g => Criteria.Judge(g.Criterion, withoutBenefit).Verdict == Verdict.No))
            return Verdict.No;
        notes.Notice(RoutingNotices.CounsellorDecides);
        if (judged.TrueForAll(j => j.Judgement.Verdict == Verdict.No))
            notes.Notice(RoutingNotices.BenefitDoesNotGate);
        notes.Missing(judged.SelectMany(j => j.Judgement.Missing));
        return Verdict.Undetermined;
    }

    /// <summary>Facts that leave it to a counsellor under an agreement that asks one; null: nobody is asked.</summary>
    /// <param name="agreement">The local agreement.</param>
    /// <param name="facts">Facts of the referral.</param>
    /// <param name="agreed">What the agencies agreed.</param>
    internal static IReadOnlyList<string>? AsksCounsellor(Collaboration? agreement, ReferralFacts facts, Agreed agreed)
    {
        if (agreement is not { DecidedBy: DecidedBy.Counsellor })
            return null;
        var notes = new RoutingNotes(agreed);
        return Judge(agreement, facts, notes) == Verdict.Undetermined ? notes.Explain("", "").Missing : null;
    }
}
