using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Noes;

/// <summary>
/// The record of a withdrawal in its turn. It is in force since intake accepted it; here its agency is told what it cannot be
/// about: another client, a referral that is not known, an agreement that nobody gave.
/// </summary>
public static class WithdrawnRule
{
    /// <summary>Reason code of a withdrawal of something that was never given here.</summary>
    public const string NothingGiven = "nothing-given";

    /// <summary>Looks at the statement.</summary>
    /// <returns>False: the referral it names is not known (yet), or is none of the agency's.</returns>
    public static bool Apply(Draft draft, RecordSnapshot record, ConsentWithdrawn withdrawn)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(withdrawn);
        if (withdrawn.InReplyTo is { } ticket)
            return OfReferral(draft, record, withdrawn, ticket);
        if (withdrawn.AgreementRecordId is null && !IsKnown(draft, record, withdrawn))
            draft.Records.Change(record.Id, r => r with
            {
                ReasonCode = NothingGiven,
                ReasonText = StoredSentence.Store(StatementProblems.NothingGiven),
            });
        return true;
    }

    private static bool OfReferral(Draft draft, RecordSnapshot record, ConsentWithdrawn withdrawn, string ticket)
    {
        if (ReferralLookup.ByTicket(draft, record.Agency, ticket) is { } referral)
        {
            ReferralRules.IsOfOtherClient(draft, record, referral);
            return true;
        }

        var named = HandedOver.Named(draft, record.Agency, ticket).Where(h => HandedOver.Has(draft, h)).ToList();
        if (named.Count == 0)
            return false;
        draft.Records.Change(record.Id, r => r with { ReferralId = named[0].ReferralId });
        if (named.TrueForAll(h => HandedOver.NamesOther(draft, h, withdrawn.Client)))
            SetAside.Record(draft, draft.Records.Get(record.Id), SetAside.OtherClient, StatementProblems.WithdrawalOfOtherClient);
        return true;
    }

    private static bool IsKnown(Draft draft, RecordSnapshot record, ConsentWithdrawn withdrawn) =>
        (record.ClientId is { } client && AgreementRules.Of(draft, record.Agency, client).Any(a => a.GivenOn is not null || a.Status != AgreementStatus.Withdrawn))
        || (withdrawn.Client is { } stated && NoRules.OthersOf(draft, record.Agency, stated).Count > 0);
}
