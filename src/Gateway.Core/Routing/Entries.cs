using Gateway.Core.Directory;

namespace Gateway.Core.Routing;

/// <summary>
/// Whom a service is for: an age, a phase. It is asked once, with the facts of the day on which the referral came in, and stands in
/// the decision. Nobody who has begun is asked again: a part that is issued is not routed anew, so a birthday ends nobody's route
/// (one-stop shops for 16 to 24, Eurocities 2014).
/// </summary>
internal static class Entries
{
    /// <summary>Whether a service is open to somebody. Missing facts never close it, and the benefit is not looked at.</summary>
    internal static bool LeaveOpen(Service service, ReferralFacts facts, RoutingNotes notes)
    {
        if (service.Entry is not { } entry)
            return true;
        var judged = Criteria.Judge(entry, facts.WithoutBenefit());
        foreach (var fact in judged.Used)
            notes.Fact(fact);
        notes.Fact("entry." + service.Code + "=" + judged.Verdict);
        if (judged.Verdict == Verdict.Undetermined)
            notes.Missing(judged.Missing);
        if (judged.Verdict == Verdict.No)
            notes.Notice(RoutingNotices.EntryNotMet, service.Code);
        return judged.Verdict != Verdict.No;
    }
}
