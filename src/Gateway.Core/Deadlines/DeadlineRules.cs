using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Ladder;
using Gateway.Core.Life;
using Gateway.Core.Noes;
using Gateway.Core.Plans;
using Gateway.Core.Referrals;
using Gateway.Core.Tasks;
using Gateway.Core.Work;

namespace Gateway.Core.Deadlines;

/// <summary>What a deadline does when it passes: work for a person, and for the referring office one and the same message.</summary>
public static class DeadlineRules
{
    /// <summary>Reason code of a submission whose bytes were destroyed before it was read to its end.</summary>
    public const string DestroyedUnread = "destroyed-unread";

    /// <summary>Decides about everything that is due.</summary>
    /// <param name="known">What was read; what was met or erased meanwhile is simply not due any more.</param>
    /// <param name="circumstances">What the agencies agreed, the time, keys.</param>
    /// <param name="item">The work item; its subject is whatever has the deadline.</param>
    public static Decision Decide(DeadlineSnapshots known, Circumstances circumstances, WorkItem item)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(item);
        var draft = new Draft(known, circumstances, item.TraceParent);
        if (draft.Referrals.Find(item.SubjectId) is { } referral)
            Unanswered(draft, referral);
        else if (draft.Handovers.Find(item.SubjectId) is { } ended && Lifecycle.IsFinal(ended.State))
            PlanDeadlines.NextStep(draft, ended);
        else if (draft.Handovers.Find(item.SubjectId) is { } handover)
            NotAcknowledged(draft, handover);
        else if (draft.Tasks.Find(item.SubjectId) is { } task)
            TaskLadder.Escalate(draft, task);
        else if (draft.Deliveries.Find(item.SubjectId) is { } notice)
            NotConfirmed(draft, notice);
        else if (draft.Agreements.Find(item.SubjectId) is { } agreement)
            AskAgainRules.Decide(draft, agreement);
        else if (known.Submissions.FirstOrDefault(s => s.Id == item.SubjectId) is { } submission)
            DestroyBytes(draft, known, submission);
        else if (known.Deadlines.FirstOrDefault(d => d.Id == item.SubjectId) is { Kind: DeadlineKinds.DatedGoal } goal)
            PlanDeadlines.DatedGoal(draft, goal);
        else if (known.Deadlines.FirstOrDefault(d => d.Id == item.SubjectId) is { } deadline)
            OfClient(draft, deadline);
        return draft.Decided(ItemOutcome.Completed);
    }

    /// <summary>No office has answered in time: the sender hears the same, whatever became of its referral.</summary>
    private static void Unanswered(Draft draft, ReferralSnapshot referral)
    {
        if (referral.EndedAt is not null || draft.Handovers.All.Any(h => h.ReferralId == referral.Id && h.AcknowledgedAt is not null))
            return;
        draft.Referrals.Change(referral.Id, r => r with { OverdueAt = draft.Moment.Now });
        HandoverRules.TellSender(draft, referral, CoarseStatuses.ContactDesk);
        UnansweredRules.TellSender(draft, referral);
    }

    private static void NotAcknowledged(Draft draft, HandoverSnapshot handover)
    {
        if (handover.AcknowledgedAt is not null || Lifecycle.IsFinal(handover.State))
            return;
        draft.Handovers.Change(handover.Id, h => h with { OverdueAt = draft.Moment.Now });
        UnansweredRules.TellOffice(draft, handover);
        draft.Audit("handover.overdue", "gateway", handover.Id);
    }

    private static void NotConfirmed(Draft draft, DeliverySnapshot notice)
    {
        if (notice.AcknowledgedAt is not null || notice.ReasonCode == StopNotices.Lifted)
            return;
        // Of this and an acknowledgement at the same moment the second to commit decides again.
        draft.Deliveries.Change(notice.Id, d => d with { ConfirmDueAt = null });
        draft.OpenTask(TaskKinds.Overdue, notice.Recipient, notice.Id, "withdrawal-not-confirmed",
            TaskSentences.WithdrawalNotConfirmed, notice.ReferralId, draft.TodayAt(notice.Recipient));
        // The office has not acted on its own task: the desk calls it.
        var says = draft.Agreed.Directory.Find(notice.Recipient)?.DutyContact is { } duty
            ? TaskSentences.StopNotConfirmedCall.With(notice.Recipient, duty.Role, duty.Phone)
            : TaskSentences.StopNotConfirmed.With(notice.Recipient);
        draft.OpenTask(TaskKinds.Overdue, "gateway", notice.Id, "stop-not-confirmed", says, notice.ReferralId, draft.TodayAt(notice.Recipient));
        draft.Audit("withdrawal.not-confirmed", "gateway", notice.Id);
    }

    /// <summary>
    /// The time for which bytes are kept is over. One that was not read to its end by then never will be: that is said to the
    /// office that sent it, and nothing waits for its bytes any more.
    /// </summary>
    private static void DestroyBytes(Draft draft, DeadlineSnapshots known, SubmissionSnapshot submission)
    {
        if (submission.DestroyedAt is not null)
            return;
        if (submission.State != SubmissionState.Received)
        {
            draft.DestroyBytes(submission, submission);
            return;
        }

        foreach (var item in known.Unread.Where(i => i.SubjectId == submission.Id))
            draft.EndWork(item, "destroyed");
        var text = StatementProblems.DestroyedUnread.With(submission.Records);
        draft.DestroyBytes(submission, submission with { State = SubmissionState.SetAside, ReasonCode = DestroyedUnread, ReasonText = StoredSentence.Store(text) });
        draft.OpenTask(TaskKinds.SetAside, submission.Agency, submission.Id, DestroyedUnread, text);
    }

    private static void OfClient(Draft draft, Deadline deadline)
    {
        if (draft.Clients.Find(deadline.SubjectId) is not { } client)
            return;
        switch (deadline.Kind)
        {
            case DeadlineKinds.StandingChanged:
                LinkedNoes.Follow(draft, client);
                break;
            case DeadlineKinds.BenefitEnding:
                BenefitRules.EndIsNear(draft, client, deadline.DueAt);
                break;
            case DeadlineKinds.BenefitTransferred:
                BenefitRules.TakesEffect(draft, client.Id);
                break;
            case DeadlineKinds.Remeasure:
                RemeasureRules.Due(draft, client);
                break;
            case DeadlineKinds.CompetenceConflict:
                CompetenceRules.Again(draft, client.Id);
                break;
            default:
                ApplicationRules.Due(draft, client, deadline.DueAt);
                break;
        }
    }
}
