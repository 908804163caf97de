using Gateway.Contracts;
using Gateway.Core.Handovers;
using Gateway.Core.Noes;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Life;

/// <summary>What is open for a client when something changes in the client's life.</summary>
internal static class OpenParts
{
    /// <summary>Referrals that no office has yet are decided again; those that have one stay with it.</summary>
    internal static void DecideAgain(Draft draft, Guid client)
    {
        foreach (var referral in draft.Referrals.All.Where(r => r.ClientId == client && r.EndedAt is null && (r.State is ReferralState.Withheld or ReferralState.Unroutable)).ToList())
        {
            if (draft.Records.Find(referral.RecordId) is { } record)
                draft.DecideAgain(record);
        }
    }

    /// <summary>Offices that had something of the client, and may know what has changed, get the handover once more with what is right now (GDPR art. 19).</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="client">The client.</param>
    /// <param name="fields">What has changed, by canonical path; an office that may know none of it is told nothing.</param>
    /// <returns>How many.</returns>
    internal static int Correct(Draft draft, Guid client, IReadOnlyCollection<string> fields)
    {
        var told = 0;
        foreach (var handover in draft.Handovers.All.Where(h => h.ClientId == client && !Lifecycle.IsFinal(h.State) && HandedOver.Has(draft, h)).ToList())
        {
            if (!MayKnow(draft, handover, fields))
                continue;
            HandoverRules.Revise(draft, handover);
            told++;
        }

        return told;
    }

    private static bool MayKnow(Draft draft, HandoverSnapshot handover, IReadOnlyCollection<string> fields)
    {
        if (draft.Referrals.Find(handover.ReferralId) is not { EndedAt: null } referral
            || draft.Agreed.Directory.Party(handover.Sender) is not { } from || draft.Agreed.Directory.Party(handover.Recipient) is not { } to)
            return false;
        var view = Views.Decide(
            new ReleaseCase
            {
                Event = EventTypes.ReferralHandover, Step = handover.StepTwoAt is null ? 1 : 2, Purpose = referral.Purpose, BasisReference = referral.BasisReference ?? "",
                From = from, To = to, Collaboration = draft.Agreed.Sites.Find(referral.Collaboration), Today = draft.TodayAt(handover.Sender),
            },
            draft.Agreed);
        return view is not null && fields.Any(view.Fields.Contains);
    }
}
