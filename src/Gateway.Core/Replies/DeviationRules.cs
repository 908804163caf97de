using Gateway.Contracts.Events;
using Gateway.Core.Funnel;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Core.Replies;

/// <summary>
/// The need decides who gets a place. An office that fills its own or commissioned places first deviates from that: it says so
/// with a coded reason, and the barrier log counts it, like every other barrier that a decline names. Who declines for want of a place that is there by what is known, and
/// gives no reason, is asked for one.
/// </summary>
internal static class DeviationRules
{
    private static readonly string[] OwnOrder = ["OWN_PLACES_FIRST", "COMMISSIONED_PLACES"];

    /// <summary>Notes what an answer says about the order in which places are filled.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="before">The handover before the answer.</param>
    /// <param name="reply">The answer.</param>
    internal static void Apply(Draft draft, HandoverSnapshot before, ReferralReply reply)
    {
        var named = ReplyReasons.Coded(reply.Reason);
        // The same reason once more, such as of a second waiting list, is no further barrier.
        if (!Declines(reply.Outcome) || (named is not null && named == before.LastReason))
            return;
        if (named is not null && OwnOrder.Contains(named))
        {
            if (Lifecycle.IsFinal(before.State) && before.LastReason is not null)
                return;
            // Given after the answer it belongs to, because it was asked for.
            if (Lifecycle.IsFinal(before.State))
            {
                draft.Handovers.Change(before.Id, h => h with { LastReason = named });
                draft.CloseTasks("reason-given", [before.Id], TaskKinds.CaseWork);
            }

            draft.CountBarrier(draft.Referrals.Find(before.ReferralId)?.Collaboration, named, before.Recipient);
        }
        else if (BarrierRules.Of(named) is { } barrier && !Lifecycle.IsFinal(before.State))
        {
            var referral = draft.Referrals.Find(before.ReferralId);
            draft.CountBarrier(referral?.Collaboration, barrier, BarrierRules.OwnerOf(barrier, draft.Agreed.Sites.Find(referral?.Collaboration), before.Recipient, draft.Agreed.Directory));
        }
        else if (named is null && reply.Outcome == ReplyOutcomes.DeclinedCapacity && !Lifecycle.IsFinal(before.State) && HasPlace(draft, before))
            draft.OpenTask(TaskKinds.CaseWork, before.Recipient, before.Id, "deviation-reason", TaskSentences.DeviationReason, before.ReferralId, draft.TodayAt(before.Recipient));
    }

    private static bool Declines(string outcome) => outcome is ReplyOutcomes.DeclinedCapacity or ReplyOutcomes.DeclinedOther or ReplyOutcomes.Waitlisted;

    private static bool HasPlace(Draft draft, HandoverSnapshot handover)
    {
        var agreement = draft.Agreed.Sites.Find(draft.Referrals.Find(handover.ReferralId)?.Collaboration);
        foreach (var service in handover.Services.Split(','))
        {
            if (draft.Agreed.Directory.OfferOf(service, handover.Recipient) is { Offer: var offer }
                && Capacity.Free(offer, service, agreement, draft.Known.Occupancy, draft.TodayAt(handover.Recipient), waited: true) > 0)
                return true;
        }

        return false;
    }
}
