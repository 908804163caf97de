using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Work;

namespace Gateway.Core.Noes;

/// <summary>A client's no as a data protection officer enters it, with the force of one that a client tells an office.</summary>
public static class EnteredNoRules
{
    /// <summary>Decides it.</summary>
    /// <param name="known">Everything of the clients that are meant.</param>
    /// <param name="circumstances">What the agencies agreed, the time, keys.</param>
    /// <param name="agency">The agency for which it is entered.</param>
    /// <param name="meant">The client, as the officer names it.</param>
    /// <param name="no">What is entered.</param>
    /// <param name="user">Who enters it.</param>
    public static (NoAnswer Answer, Decision Decision) Decide(IntakeSnapshots known, Circumstances circumstances, string agency, MeantClient meant, ClientNo no, string user)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(circumstances);
        ArgumentNullException.ThrowIfNull(meant);
        ArgumentNullException.ThrowIfNull(no);
        var draft = new Draft(known, circumstances);
        var (own, handed) = Whom(draft, known, agency, meant);
        if (own is null && handed.Count == 0)
            return Refused(NoAnswers.UnknownClient);
        if (no is { Kind: NoKind.Withdrawal, Lifted: true })
            return Refused(NoAnswers.AgreeAgain);
        if (handed.Select(h => h.ClientId).Append(own ?? Guid.Empty).Where(c => c != Guid.Empty).All(c => draft.Clients.Find(c) is null or { Wrapped: null }))
            return Refused(NoAnswers.Erased);

        var code = no.Kind == NoKind.Withdrawal ? Withdraw(draft, agency, own, handed) : Protect(draft, agency, own, handed, no);
        var subject = own ?? handed[0].ClientId;
        draft.Operated(new PageOperation(user, "privacy.no", subject, $"{agency}:{no.Kind}{(no.Lifted ? ":lifted" : "")}:{code}"));
        var decision = draft.Decided();
        return (new NoAnswer(code, decision.New<Handovers.DeliverySnapshot>().Count(d => d.IsStopNotice)), decision);
    }

    private static (NoAnswer, Decision) Refused(string code) => (new NoAnswer(code, 0), Decision.Nothing);

    /// <summary>The agency's own client, and handovers through which it has or had another agency's.</summary>
    private static (Guid? Own, IReadOnlyList<Handovers.HandoverSnapshot> Handed) Whom(Draft draft, IntakeSnapshots known, string agency, MeantClient meant)
    {
        if (meant.Client is { } client)
            return draft.Clients.Find(client) is { } found && found.Agency == agency
                ? (client, [.. draft.Handovers.All.Where(h => h.Recipient == agency && known.Answered.Contains(h.ReferralId) && HandedOver.Has(draft, h))])
                : (null, []);
        if (meant.Named is not { } named)
            return (null, []);
        var own = ClientsByNumber.HashesOf(draft.Index, agency, named).Select(h => draft.Known.ClientOf(agency, h.Hash)).FirstOrDefault(c => c is not null);
        return (own, [.. HandedOver.Of(draft, agency, named).Where(h => HandedOver.Has(draft, h))]);
    }

    private static string Withdraw(Draft draft, string agency, Guid? own, IReadOnlyList<Handovers.HandoverSnapshot> handed)
    {
        // Of another agency's client only what the handover rests on: an office learns of nothing else that was withdrawn.
        var theirs = handed.Select(h => draft.Referrals.Find(h.ReferralId)?.AgreementId).ToHashSet();
        var before = draft.Agreements.All.Any(a => a.Status == AgreementStatus.Withdrawn && a.GivenOn is not null && (a.ClientId == own || theirs.Contains(a.Id)));
        List<ClientAgreement> withdrawn = own is { } client ? [.. draft.SamePerson(client).SelectMany(c => WithdrawalRules.WithdrawAll(draft, agency, c))] : [];
        withdrawn.AddRange(handed.Select(h => WithdrawalRules.WithdrawHandedOver(draft, h, answered: false)).OfType<ClientAgreement>());
        if (withdrawn.Count == 0)
            return before ? NoAnswers.Already : NoAnswers.NothingGiven;
        // Its last day, or that of the mandate of who agreed, had passed: nothing could leave under it any more.
        return withdrawn.TrueForAll(a => a.Status == AgreementStatus.Expired || a.Expires < draft.TodayAt(agency)) ? NoAnswers.WasOver : NoAnswers.InForce;
    }

    private static string Protect(Draft draft, string agency, Guid? own, IReadOnlyList<Handovers.HandoverSnapshot> handed, ClientNo no)
    {
        var changed = false;
        foreach (var client in handed.Select(h => (Guid?)h.ClientId).Append(own).OfType<Guid>().Distinct().ToList())
            changed |= StandingRules.Note(draft, client, no.Protection!, draft.Moment.Now, draft.Moment.Now, agency);
        if (changed)
            return NoAnswers.InForce;
        return no.Lifted ? NoAnswers.NothingToLift : NoAnswers.Already;
    }
}
