using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Life;
using Gateway.Core.Plans;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Core.Referrals;

/// <summary>
/// A referral that is issued goes on: a part that was declined for want of a place or competence goes to the next office of the
/// local agreement, or back to whoever referred; a part at an office that closed goes to the office that took over. Each is
/// decided under the gate again, and an office that declined is not asked again, so that routing ends.
/// </summary>
public static class Onward
{
    /// <summary>Reason of a part that ended because its office closed.</summary>
    public const string OfficeClosed = "office-closed";

    /// <summary>Has a referral go on after a part was declined, where it can.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="declined">The part, as declined.</param>
    /// <returns>False: it does not, and the referring office is told of the decline at once.</returns>
    public static bool Begin(Draft draft, HandoverSnapshot declined)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(declined);
        if (declined.State != HandoverState.NotAccepted || !AskedBefore.SendsOn(declined.LastOutcome)
            || draft.Referrals.Find(declined.ReferralId) is not { State: ReferralState.Issued, EndedAt: null } referral
            || draft.Records.Find(referral.RecordId) is not { } record)
            return false;
        draft.DecideAgain(record);
        return true;
    }

    /// <summary>Decides parts that were declined, or whose office closed. Where there is none nothing is done.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="referral">The referral, issued.</param>
    /// <param name="stated">Its current statement.</param>
    public static void Decide(Draft draft, ReferralSnapshot referral, ReferralSubmitted stated)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(referral);
        ArgumentNullException.ThrowIfNull(stated);
        List<HandoverSnapshot> parts = [.. draft.Handovers.All.Where(h => h.ReferralId == referral.Id)];
        foreach (var part in parts.Where(h => !Lifecycle.IsFinal(h.State) && IsClosed(draft, h)))
            Move(draft, referral, part, stated);
        foreach (var part in parts.Where(h => IsOpen(h, parts)))
            GoOn(draft, draft.Referrals.Get(referral.Id), part, stated, parts);
    }

    private static bool IsClosed(Draft draft, HandoverSnapshot part) =>
        draft.Agreed.Directory.Find(part.Recipient) is { } office && draft.Agreed.Directory.InPlaceOf(office, draft.TodayAt(part.Recipient)).Id != office.Id;

    /// <summary>It was declined, its sender has not been told, and nobody was asked for the same since.</summary>
    private static bool IsOpen(HandoverSnapshot part, List<HandoverSnapshot> parts) =>
        part.State == HandoverState.NotAccepted && AskedBefore.SendsOn(part.LastOutcome) && part.Told != CoarseStatuses.NotAccepted
        // Keys rise: a part for the same services with a later key was made after this one was declined.
        && !parts.Exists(h => h.Id.CompareTo(part.Id) > 0 && ServicesOf(h).Intersect(ServicesOf(part), StringComparer.Ordinal).Any());

    private static string[] ServicesOf(HandoverSnapshot part) => part.Services.Split(',');

    private static void GoOn(Draft draft, ReferralSnapshot referral, HandoverSnapshot part, ReferralSubmitted stated, List<HandoverSnapshot> parts)
    {
        var given = ReferralDecisions.CaseOf(draft, referral, stated);
        given = given with { Before = given.Before with { Open = ServicesOf(part) } };
        List<DecisionPart> decisions = [];
        var goesOn = ReferralDecisions.Admitted(draft, given, decisions).Basis is { } basis
            && ReferralDecisions.Routed(draft, given, decisions) switch
            {
                RoutingDecision.Routed routed => Issue(draft, referral with { BasisReference = basis, Municipality = routed.Municipality }, given, routed, decisions),
                RoutingDecision.Unroutable none => Waits(draft, referral, given, none, parts),
                _ => false,
            };
        ReferralDecisions.Store(draft, referral.Id, decisions);
        draft.RelyOn(draft.Clients.Get(referral.ClientId));
        if (draft.Agreements.Find(referral.AgreementId) is { } agreement && goesOn)
            draft.RelyOn(agreement);
        if (!goesOn)
            Return(draft, part);
        else if (part.Told is not null)
        {
            // The referring office knew of this office: what it was told last is true no more.
            draft.Handovers.Change(part.Id, h => h with { Told = CoarseStatuses.NotAccepted, ToldAt = draft.Moment.Now });
            HandoverRules.Tell(draft, part, CoarseStatuses.NotAccepted, part.Recipient, part.Sender);
        }

        if (goesOn)
            JointPlan.Tell(draft, draft.Referrals.Get(referral.Id));
    }

    private static bool Issue(Draft draft, ReferralSnapshot referral, ReferralCase given, RoutingDecision.Routed routed, List<DecisionPart> decisions)
    {
        if (!ReferralDecisions.Issue(draft, referral, given, routed, decisions))
            return false;
        draft.Referrals.Change(referral.Id, r => r with { BasisReference = referral.BasisReference, Municipality = referral.Municipality });
        draft.Audit("referral.goes-on", "gateway", referral.Id, new { to = string.Join(',', routed.Legs.Select(l => l.Recipient)) });
        return true;
    }

    /// <summary>A referral of which no other part is open waits for a place, where the site agreed so.</summary>
    private static bool Waits(Draft draft, ReferralSnapshot referral, ReferralCase given, RoutingDecision.Unroutable none, List<HandoverSnapshot> parts)
    {
        if (none.WaitsFor.Count == 0 || parts.Exists(h => !Lifecycle.IsFinal(h.State)))
            return false;
        var waits = ReferralDecisions.Stopped(draft, ReferralDecisions.NotingWait(draft, referral, none), given.Sender, ReferralState.Unroutable, none.Code, none.Why.Says);
        draft.Referrals.Change(referral.Id, _ => waits);
        return true;
    }

    /// <summary>The referring office is told what it may know of the decline, and has the client's next step on its desk.</summary>
    private static void Return(Draft draft, HandoverSnapshot part)
    {
        var told = Lifecycle.ToldOfDecline(part.LastOutcome!, draft.Agreed.Policy);
        if (told is null || told == part.Told)
            return;
        draft.Handovers.Change(part.Id, h => h with { Told = told, ToldAt = draft.Moment.Now });
        HandoverRules.Tell(draft, part, told, part.Recipient, part.Sender);
        draft.OpenTask(TaskKinds.CaseWork, part.Sender, part.ReferralId, "not-accepted", TaskSentences.NotAccepted, part.ReferralId);
        if (part.LastOutcome == ReplyOutcomes.DeclinedNotCompetent)
            CompetenceRules.Returned(draft, draft.Handovers.Get(part.Id));
        Prerequisites.Follow(draft, draft.Referrals.Get(part.ReferralId), draft.Handovers.Get(part.Id), part.Sender);
        JointPlan.Tell(draft, draft.Referrals.Get(part.ReferralId));
    }

    /// <summary>The office closed: what it has goes to the office that took over, if the gate lets it.</summary>
    private static void Move(Draft draft, ReferralSnapshot referral, HandoverSnapshot part, ReferralSubmitted stated)
    {
        var directory = draft.Agreed.Directory;
        var successor = directory.InPlaceOf(directory.Find(part.Recipient)!, draft.TodayAt(part.Recipient));
        var given = ReferralDecisions.CaseOf(draft, referral, stated);
        List<DecisionPart> decisions = [];
        HandoverRules.CancelWaiting(draft, part, OfficeClosed);
        HandoverRules.End(draft, part, OfficeClosed, tellSender: false);
        var agreement = draft.Agreed.Sites.Find(referral.Collaboration) is { } site && site.InForce(draft.TodayAt(referral.Agency)) && Offices.Covers(site, successor.Id) ? site : null;
        var routed = new RoutingDecision.Routed(
            [new Leg(successor.Id, ServicesOf(part), successor.Class != Directory.RecipientClass.Provider) { WaitsFor = part.WaitsFor?.Split(',') ?? [] }], agreement, referral.Municipality,
            new Explanation { Rule = OfficeClosed, Says = DecisionSentences.OfficeTakesOver, Values = [part.Recipient, successor.Id] });
        var moved = ReferralDecisions.Admitted(draft, given, decisions).Basis is { } basis && Took(basis);
        ReferralDecisions.Store(draft, referral.Id, decisions);
        draft.RelyOn(draft.Clients.Get(referral.ClientId));
        if (moved)
            draft.OpenTask(TaskKinds.CaseWork, successor.Id, referral.Id, OfficeClosed, TaskSentences.TakenOver.With(part.Recipient), referral.Id);
        else
            draft.OpenTask(TaskKinds.Withheld, "gateway", referral.Id, OfficeClosed, TaskSentences.NotTakenOver.With(part.Recipient, successor.Id), referral.Id);

        bool Took(string basis)
        {
            decisions.Add(new DecisionPart("routing", "routed", routed.Why));
            return Issue(draft, referral with { BasisReference = basis }, given, routed, decisions);
        }
    }
}
