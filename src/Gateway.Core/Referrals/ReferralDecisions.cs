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
        var given = new ReferralCase
        {
            Referral = stated,
            Sender = draft.Agreed.Directory.Party(referral.Agency) ?? throw new InvalidOperationException("The sender is not in the directory any more."),
            Agreement = agreement?.Standing,
            Previews = draft.Known.Previews,
            Client = draft.Clients.Get(referral.ClientId).Standing,
            Today = draft.Moment.Today,
            EnteredOn = DateOnly.FromDateTime(referral.SubmittedAt.UtcDateTime),
        };
        if (referral.ReasonCode is not null)
            draft.CloseTasks("decided-again", [referral.Id]);
        List<DecisionPart> parts = [];
        // A purpose that was not known when it came may be known by now.
        referral = referral with { Purpose = KnownCodes.Purpose(draft.Agreed.Policy, stated.Purpose) };
        var decided = Decide(draft, referral with { Collaboration = SiteOf(draft, given)?.Id }, given, parts);
        draft.Referrals.Change(referral.Id, _ => decided);
        draft.Add(new StoredDecision
        {
            Id = draft.NewKey(), ReferralId = referral.Id, At = draft.Moment.Now, Contracts = draft.Agreed.Version, Parts = JsonSerializer.Serialize(parts, ContractJson.Options),
        });
        // What a restriction or a withdrawal at the same moment forbids must not be issued beside it.
        draft.RelyOn(draft.Clients.Get(referral.ClientId));
        if (agreement is not null && decided.State == ReferralState.Issued)
            draft.RelyOn(agreement);
    }

    private static ReferralSnapshot Decide(Draft draft, ReferralSnapshot referral, ReferralCase given, List<DecisionPart> parts)
    {
        var admission = Admissibility.Decide(given, draft.Agreed);
        parts.Add(new DecisionPart("admission", admission is Admission.Withheld no ? no.Code : "admissible", admission.Why));
        if (admission is not Admission.Admissible admissible)
            return Stopped(draft, referral, given.Sender, ReferralState.Withheld, ((Admission.Withheld)admission).Code, admission.Why.Says);
        referral = referral with { BasisReference = admissible.Basis.Reference };
        var routing = Routes.Decide(given, draft.Agreed, draft.Known.Occupancy);
        parts.Add(new DecisionPart("routing", routing is RoutingDecision.Unroutable none ? none.Code : "routed", routing.Why));
        if (routing is not RoutingDecision.Routed routed)
            return Stopped(draft, referral, given.Sender, ReferralState.Unroutable, ((RoutingDecision.Unroutable)routing).Code, routing.Why.Says);
        referral = referral with { Collaboration = routed.Agreement?.Id ?? referral.Collaboration, Municipality = routed.Municipality, OwnServices = Kept(draft.Agreed.Directory, given) };
        return Issue(draft, referral, given, routed, parts)
            ? referral with { State = ReferralState.Issued, ReasonCode = null }
            : Stopped(draft, referral, given.Sender, ReferralState.Withheld, WithheldCodes.NoManifest, DecisionSentences.NoManifestForAny);
    }

    /// <summary>Services of what is asked that the sender offers itself: it keeps them, and leads them in a joint plan.</summary>
    private static string? Kept(AgencyDirectory directory, ReferralCase given)
    {
        var own = directory.ServicesOf(given.Referral).Where(s => directory.FindService(s)?.Offers.Any(o => o.Agency == given.Sender.Id) == true).Distinct(StringComparer.Ordinal).ToList();
        return own.Count == 0 ? null : string.Join(',', own);
    }

    /// <summary>Issues a handover to each office that a manifest allows something.</summary>
    /// <returns>Whether there was any.</returns>
    private static bool Issue(Draft draft, ReferralSnapshot referral, ReferralCase given, RoutingDecision.Routed routed, List<DecisionPart> parts)
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

            parts.Add(new DecisionPart("view", view.Manifest, view.Why));
            HandoverRules.Issue(draft, referral, recipient, leg, routed.Agreement, given.Referral.InReplyTo ?? given.Referral.Ticket);
            issued = true;
        }

        if (issued && (routed.Legs.Count > 1 || referral.OwnServices is not null))
            JointPlan.Tell(draft, referral);
        return issued;
    }

    /// <summary>The task stands on the gateway's desk: a sender that saw it would learn what <i>pending</i> hides.</summary>
    private static ReferralSnapshot Stopped(Draft draft, ReferralSnapshot referral, Agency sender, ReferralState state, string code, string says)
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
