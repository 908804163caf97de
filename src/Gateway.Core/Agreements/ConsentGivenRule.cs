using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Agreements;

/// <summary>An agreement is told after its referral; a referral that was withheld is decided again with it.</summary>
public static class ConsentGivenRule
{
    /// <summary>Reason code: the agreement is for another purpose than the referral.</summary>
    public const string OtherPurpose = "other-purpose";

    /// <summary>Applies the statement.</summary>
    /// <returns>False: the referral it names is not known (yet).</returns>
    public static bool Apply(Draft draft, RecordSnapshot record, ConsentGiven given)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(given);
        var ticket = given.InReplyTo ?? given.Ticket;
        var referral = given.InReplyTo is null ? null : ReferralLookup.ByTicket(draft, record.Agency, ticket);
        if (given.InReplyTo is not null && referral is null)
            return false;
        if (referral is not null && ReferralRules.IsOfOtherClient(draft, record, referral))
            return true;
        if (given.Purpose is { } purpose && referral is not null && purpose != referral.Purpose)
        {
            SetAside.Record(draft, draft.Records.Get(record.Id), OtherPurpose, StatementProblems.AgreedForOtherPurpose);
            return true;
        }

        if ((referral?.ClientId ?? record.ClientId) is not { } client)
            return true;
        var said = given.SentAt > record.ReceivedAt ? record.ReceivedAt : given.SentAt;
        var agreement = AgreementRules.Note(draft, new AgreementRules.Told(record.Agency, client, given.Agreement, referral?.Purpose ?? given.Purpose, given.Client?.BirthDate, draft.Index.Ticket(record.Agency, ticket), said, record.Id, Services: null, Explicit: true));
        if (referral is null || agreement is null)
            return true;
        var before = draft.Agreements.Find(referral.AgreementId);
        var prevailing = AgreementRules.Prevailing(before, agreement);
        if (before is { Status: AgreementStatus.Given } && before.Id != prevailing?.Id)
        {
            draft.Agreements.Change(before.Id, a => a with { Status = AgreementStatus.Renewed, AskAt = null });
            draft.CloseTasks("asked-again", [before.Id], TaskKinds.AgreementEnding);
        }
        else if (before is { Status: AgreementStatus.Expired } && prevailing is { Status: AgreementStatus.Given })
        {
            draft.CloseTasks("asked-again", [before.Id], TaskKinds.AgreementEnding);
        }

        draft.Referrals.Change(referral.Id, r => r with { AgreementId = prevailing?.Id });
        if (referral.State == ReferralState.Withheld && referral.EndedAt is null && draft.Records.Find(referral.RecordId) is { } waiting)
            draft.DecideAgain(waiting);
        return true;
    }
}
