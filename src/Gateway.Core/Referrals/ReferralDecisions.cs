using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Plans;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Core.Referrals;

/// <summary>
/// The three decisions about a referral: admissible (<see cref="Admissibility"/>), routed (<see cref="Routes"/>), view
/// (<see cref="Views"/>). They are stored together with their explanations, and leave the referral issued, withheld or
/// unroutable.
/// </summary>
public static class ReferralDecisions
{
    /// <summary>Decides a referral as things are now.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="referral">The referral.</param>
    /// <param name="stated">Its current statement.</param>
    public static void Decide(Draft draft, ReferralSnapshot referral, ReferralSubmitted stated)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(referral);
        var agreement = draft.Agreements.Find(referral.AgreementId);
        var given = CaseOf(draft, referral, stated);
        if (referral.ReasonCode is not null)
            draft.CloseTasks("decided-again", [referral.Id], TaskKinds.Withheld, TaskKinds.Unroutable, TaskKinds.CaseWork);
        List<DecisionPart> parts = [];
        // A purpose that was not known when it came may be known by now.
        referral = referral with { Purpose = KnownCodes.Purpose(draft.Agreed.Policy, stated.Purpose) };
        var site = SiteOf(draft, given);
        // Asked before anything else is decided: that a counsellor is asked must not tell whether the rest is in order.
        var asked = CounsellorRules.Ask(draft, referral, given, site);
        if (asked)
            referral = referral with { CounsellorAskedAt = draft.Moment.Now };
        var decided = Decide(draft, referral with { Collaboration = site?.Id }, given, parts);
        if (!asked && decided.ReasonCode == UnroutableCodes.CounsellorDecides)
        {
            CounsellorRules.Ask(draft, referral, given, draft.Agreed.Sites.Find(decided.Collaboration));
            decided = decided with { CounsellorAskedAt = draft.Moment.Now };
        }

        draft.Referrals.Change(referral.Id, _ => decided);
        Store(draft, referral.Id, parts);
        // What a restriction or a withdrawal at the same moment forbids must not be issued beside it.
        draft.RelyOn(draft.Clients.Get(referral.ClientId));
        if (agreement is not null && decided.State == ReferralState.Issued)
            draft.RelyOn(agreement);
    }

    /// <summary>Everything that is looked at, as things are now.</summary>
    internal static ReferralCase CaseOf(Draft draft, ReferralSnapshot referral, ReferralSubmitted stated) => new()
    {
        Referral = stated,
        Sender = draft.Agreed.Directory.Party(referral.Agency) ?? throw new InvalidOperationException("The sender is not in the directory any more."),
        Agreement = draft.Agreements.Find(referral.AgreementId)?.Standing,
        Previews = draft.Known.Previews,
        Client = draft.Clients.Get(referral.ClientId).Standing,
        Today = draft.TodayAt(referral.Agency),
        EnteredOn = draft.Agreed.Directory.DayAt(referral.Agency, referral.SubmittedAt),
        Before = referral.State == ReferralState.Pending
            ? AskedBefore.Nothing
            : Asked(draft, referral, stated),
    };

    /// <summary>What was asked before; what an office has answered for good is not asked once more.</summary>
    private static AskedBefore Asked(Draft draft, ReferralSnapshot referral, ReferralSubmitted stated)
    {
        List<HandoverSnapshot> parts = [.. draft.Handovers.All.Where(h => h.ReferralId == referral.Id)];
        var answered = parts.Where(h => Lifecycle.IsFinal(h.State) && h.State != HandoverState.Cancelled && !(h.State == HandoverState.NotAccepted && AskedBefore.SendsOn(h.LastOutcome)))
            .SelectMany(h => h.Services.Split(',')).ToHashSet(StringComparer.Ordinal);
        var before = AskedBefore.Of(referral, parts);
        return answered.Count == 0 || before.Declined.Count == 0 ? before : before with { Open = [.. draft.Agreed.Directory.ServicesOf(stated).Where(s => !answered.Contains(s))] };
    }

    /// <summary>Stores decisions with their explanations.</summary>
    internal static void Store(Draft draft, Guid referral, List<DecisionPart> parts) => draft.Add(new StoredDecision
    {
        Id = draft.NewKey(), ReferralId = referral, At = draft.Moment.Now, Contracts = draft.Agreed.Version, Parts = JsonSerializer.Serialize(parts, ContractJson.Options),
    });

    private static ReferralSnapshot Decide(Draft draft, ReferralSnapshot referral, ReferralCase given, List<DecisionPart> parts)
    {
        // It waits for no place unless this decision says so.
        referral = referral with { WaitsFor = null, WaitsSince = null, NeedsFirst = false };
        var (basis, withheld) = Admitted(draft, given, parts);
        if (basis is null)
            return Stopped(draft, referral, given.Sender, ReferralState.Withheld, withheld!.Code, withheld.Why.Says);
        referral = referral with { BasisReference = basis };
        var routing = Routed(draft, given, parts);
        if (routing is RoutingDecision.Unroutable none)
            return Stopped(draft, NotingWait(draft, referral, none), given.Sender, ReferralState.Unroutable, none.Code, none.Why.Says);
        var routed = (RoutingDecision.Routed)routing;
        referral = referral with { Collaboration = routed.Agreement?.Id ?? referral.Collaboration, Municipality = routed.Municipality, OwnServices = Kept(draft.Agreed.Directory, given) };
        return Issue(draft, referral, given, routed, parts)
            ? referral with { State = ReferralState.Issued, ReasonCode = null }
            : Stopped(draft, referral, given.Sender, ReferralState.Withheld, WithheldCodes.NoManifest, DecisionSentences.NoManifestForAny);
    }

    /// <summary>Asks the gate before anything is routed.</summary>
    /// <returns>The legal basis it rests on, or why it is withheld.</returns>
    internal static (string? Basis, Admission.Withheld? Withheld) Admitted(Draft draft, ReferralCase given, List<DecisionPart> parts)
    {
        var admission = Admissibility.Decide(given, draft.Agreed);
        var withheld = admission as Admission.Withheld;
        parts.Add(new DecisionPart("admission", withheld?.Code ?? "admissible", admission.Why));
        return ((admission as Admission.Admissible)?.Basis.Reference, withheld);
    }

    /// <summary>Asks which office.</summary>
    internal static RoutingDecision Routed(Draft draft, ReferralCase given, List<DecisionPart> parts)
    {
        var routing = Routes.Decide(given, draft.Agreed, draft.Known.Occupancy);
        parts.Add(new DecisionPart("routing", routing is RoutingDecision.Unroutable none ? none.Code : "routed", routing.Why));
        return routing;
    }

    /// <summary>The referral with what it waits for; whoever waited before has waited since then.</summary>
    internal static ReferralSnapshot NotingWait(Draft draft, ReferralSnapshot referral, RoutingDecision.Unroutable none)
    {
        if (none.WaitsFor.Count == 0)
            return referral;
        var since = draft.Referrals.Find(referral.Id)?.WaitsSince ?? draft.Moment.Now;
        return referral with { WaitsFor = string.Join(',', none.WaitsFor), WaitsSince = since, NeedsFirst = none.NeedsFirst };
    }

    /// <summary>Services of what is asked that the sender offers itself and that are no handover: it keeps them, and leads them in a joint plan.</summary>
    private static string? Kept(AgencyDirectory directory, ReferralCase given)
    {
        var own = directory.ServicesOf(given.Referral).Where(s => directory.OfferOf(s, given.Sender.Id) is { Offer.OwnFirst: false }).Distinct(StringComparer.Ordinal).ToList();
        return own.Count == 0 ? null : string.Join(',', own);
    }

    /// <summary>Issues a handover to each office that a manifest allows something.</summary>
    /// <returns>Whether there was any.</returns>
    internal static bool Issue(Draft draft, ReferralSnapshot referral, ReferralCase given, RoutingDecision.Routed routed, List<DecisionPart> parts)
    {
        var issued = false;
        foreach (var leg in routed.Legs)
        {
            var recipient = draft.Agreed.Directory.Find(leg.Recipient)!;
            var view = Views.Decide(
                new ReleaseCase
                {
                    Event = EventTypes.ReferralHandover, Step = 1, Purpose = referral.Purpose, BasisReference = referral.BasisReference!,
                    From = given.Sender, To = recipient, Collaboration = routed.Agreement, Agreement = given.Agreement, Client = given.Client, Today = given.Today,
                },
                draft.Agreed);
            if (view is null)
            {
                draft.OpenTask(TaskKinds.Withheld, "gateway", referral.Id, WithheldCodes.NoManifest, DecisionSentences.Of(DecisionSentences.NoManifestForPart, [recipient.Id]), referral.Id);
                parts.Add(new DecisionPart("view", WithheldCodes.NoManifest, new Explanation { Rule = WithheldCodes.NoManifest, Says = WithheldCodes.NoManifest, Values = [recipient.Id] }));
                continue;
            }

            parts.Add(new DecisionPart("view", view.Manifest, WithCalendar(draft, recipient, routed.Agreement, view.Why)));
            HandoverRules.Issue(draft, referral, recipient, leg, routed.Agreement, given.Referral.InReplyTo ?? given.Referral.Ticket);
            issued = true;
        }

        if (issued && (routed.Legs.Count > 1 || referral.OwnServices is not null))
            JointPlan.Tell(draft, referral);
        return issued;
    }

    /// <summary>Says so when the day to answer by was counted without the public holidays of a year that are not on file.</summary>
    private static Explanation WithCalendar(Draft draft, Agency recipient, Collaboration? collaboration, Explanation why) =>
        draft.Agreed.Directory.YearWithoutHolidays(recipient.Country, draft.TodayAt(recipient.Id), HandoverRules.AckDueOn(draft, recipient, collaboration)) is { } year
            ? why with { Notices = [.. why.Notices, $"{RoutingNotices.CalendarMissing}:{year}"] }
            : why;

    /// <summary>The task stands on the gateway's desk: a sender that saw it would learn what <i>pending</i> hides.</summary>
    internal static ReferralSnapshot Stopped(Draft draft, ReferralSnapshot referral, Agency sender, ReferralState state, string code, string says)
    {
        var kind = state == ReferralState.Withheld ? TaskKinds.Withheld : TaskKinds.Unroutable;
        if (!sender.Monitoring)
            draft.OpenTask(kind, "gateway", referral.Id, code, DecisionSentences.Of(says, []), referral.Id);
        draft.Audit("referral." + kind, "gateway", referral.Id, new { code });
        return referral with { State = state, ReasonCode = code };
    }

    /// <summary>The site a referral belongs to, also when it is withheld: the collaboration its sender has where the client lives.</summary>
    private static Collaboration? SiteOf(Draft draft, ReferralCase given)
    {
        var place = given.Referral.Client.Residence?.Municipality ?? given.Referral.Recipient?.Municipality;
        return place is not null && draft.Agreed.Directory.Resolve(given.Sender.Country, place, given.Today)?.Code is { } municipality
            ? draft.Agreed.Collaborations.FirstOrDefault(a => a.InForce(given.Today) && a.Parties.Contains(given.Sender.Id) && a.Municipalities.Contains(municipality))
            : null;
    }
}
