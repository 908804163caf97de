using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Tasks;

/// <summary>
/// An office has not answered by the day agreed. Whoever referred is told the same of every referral, whatever became of it;
/// the handover leaves once more under the same id where the gateway writes into the office's channel; the office has a task.
/// The referring counsellor stays in charge until the office accepts.
/// </summary>
public static class UnansweredRules
{
    /// <summary>The task of whoever referred: it names no office, so that it says no more than the status does.</summary>
    internal static void TellSender(Draft draft, ReferralSnapshot referral)
    {
        if (draft.Agreed.Directory.Find(referral.Agency) is { Monitoring: false })
            draft.OpenTask(
                TaskKinds.Unanswered, referral.Agency, referral.Id, TaskSentences.ReferralUnanswered.Code, TaskSentences.ReferralUnanswered, referral.Id, draft.TodayAt(referral.Agency));
    }

    /// <summary>
    /// Where the gateway brings what left, the handover is brought once more, and the office's people get a task. The gateway desk calls an office
    /// without a ladder, and one that nothing ever left to.
    /// </summary>
    internal static void TellOffice(Draft draft, HandoverSnapshot handover)
    {
        RedeliveryRules.Redeliver(draft, handover.Id, "gateway");
        // Of what never left, the office knows nothing, and may not: the gate may have stopped it since. Then the desk calls.
        var left = draft.Deliveries.All.Any(d => d.HandoverId == handover.Id && d.Event == EventTypes.ReferralHandover && d.ReleasedAt is not null);
        if (!left || draft.Agreed.Directory.Find(handover.Recipient) is not { Ladder.Count: > 0 })
            CallOffice(draft, handover.Id, handover.Recipient, handover.ReferralId);
        if (left)
            draft.OpenTask(
                TaskKinds.Unanswered, handover.Recipient, handover.Id, TaskSentences.HandoverUnanswered.Code, TaskSentences.HandoverUnanswered, handover.ReferralId, draft.TodayAt(handover.Recipient));
    }

    /// <summary>The gateway desk calls the office: its duty contact, where it has one.</summary>
    internal static void CallOffice(Draft draft, Guid handover, string office, Guid? referral)
    {
        var says = draft.Agreed.Directory.Find(office)?.DutyContact is { } duty
            ? TaskSentences.NotAcknowledgedCall.With(office, duty.Role, duty.Phone)
            : TaskSentences.NotAcknowledged.With(office);
        draft.OpenTask(TaskKinds.Overdue, "gateway", handover, "not-acknowledged", says, referral, draft.TodayAt(office));
    }
}
