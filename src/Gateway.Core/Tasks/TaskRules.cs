using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Plans;
using Gateway.Core.Referrals;
using Gateway.Core.Replies;
using Gateway.Core.Work;

namespace Gateway.Core.Tasks;

/// <summary>
/// An office claims a task, notes an attempt to reach the client, or closes it. The same said twice is said once; what
/// somebody else did first is told to the second, who changes nothing.
/// </summary>
public static class TaskRules
{
    /// <summary>Decides.</summary>
    /// <param name="draft">The decision; it knows the task, and what it is about.</param>
    /// <param name="task">Which.</param>
    /// <param name="act">What is done.</param>
    public static TaskAnswer Apply(Draft draft, Guid task, TaskAct act)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(act);
        return draft.Tasks.Find(task) is not { } found ? TaskAnswer.NotThere : act switch
        {
            TaskAct.Claim claim => Claim(draft, found, claim),
            TaskAct.Attempt attempt => Attempt(draft, found, attempt),
            TaskAct.Close close => Close(draft, found, close),
            _ => throw new InvalidOperationException($"There is no way to do {act.GetType().Name}."),
        };
    }

    private static TaskAnswer Claim(Draft draft, OfficeTask task, TaskAct.Claim claim)
    {
        if (task.ClosedAt is not null)
            return TaskAnswer.Closed;
        if (task.ClaimedBy is { } by)
            return by == claim.By ? TaskAnswer.Done : TaskAnswer.ClaimedByOther;
        var claimed = draft.Tasks.Change(task.Id, t => t with { ClaimedBy = claim.By, ClaimedAt = draft.Moment.Now });
        if (draft.Agreed.Directory.Find(task.Agency) is { } office)
        {
            var next = TaskLadder.Next(draft.Agreed.Directory, office, claimed, CountryTime.DayOf(office.Country, draft.Moment.Now));
            claimed = draft.Tasks.Change(task.Id, t => t with { EscalateAt = next });
        }

        draft.Audit("task.claimed", task.Agency, task.Id, new { by = claim.By });
        TaskEvents.Tell(draft, claimed);
        return TaskAnswer.Done;
    }

    private static TaskAnswer Attempt(Draft draft, OfficeTask task, TaskAct.Attempt attempt)
    {
        if (attempt.Number == task.Attempts && attempt.Result == task.AttemptResult)
            return TaskAnswer.Done;
        if (task.ClosedAt is not null)
            return TaskAnswer.Closed;
        if (attempt.Number != task.Attempts + 1)
            return TaskAnswer.AttemptOutOfTurn;
        if (!TaskCodes.AsksForContact(task))
            return TaskAnswer.AsksForNothingOfTheKind;
        var inVain = attempt.Result == TaskCodes.Reached ? 0 : task.InVain + 1;
        var tried = draft.Tasks.Change(task.Id, t => t with { Attempts = attempt.Number, InVain = inVain, AttemptedAt = draft.Moment.Now, AttemptResult = attempt.Result });
        draft.Audit("task.attempted", task.Agency, task.Id, new { by = attempt.By, number = attempt.Number, result = attempt.Result });
        if (inVain >= TaskCodes.AttemptsInVain)
            End(draft, tried, TaskCodes.NotReached, attempt.By);
        return TaskAnswer.Done;
    }

    private static TaskAnswer Close(Draft draft, OfficeTask task, TaskAct.Close close)
    {
        if (task.ClosedAt is not null)
            return task.Outcome == close.Outcome && task.ClosedBy == close.By ? TaskAnswer.Done : TaskAnswer.Closed;
        // That an office was told to stop is over when it says so, and in no other way.
        if (draft.Deliveries.Find(task.SubjectId) is { IsStopNotice: true } notice)
        {
            if (close.Outcome != TaskCodes.DoneIt)
                return TaskAnswer.AsksForNothingOfTheKind;
            ConfirmationRules.Acknowledge(draft, notice);
        }

        End(draft, task, close.Outcome, close.By);
        return TaskAnswer.Done;
    }

    private static void End(Draft draft, OfficeTask task, string outcome, string by)
    {
        var closed = draft.Tasks.Change(task.Id, t => t with { ClosedAt = draft.Moment.Now, ClosedBy = by, Outcome = outcome, EscalateAt = null });
        draft.CloseTasks("office-acted", [task.SubjectId], TaskKinds.Escalated);
        draft.Audit("task.closed", task.Agency, task.Id, new { by, outcome });
        if (outcome == TaskCodes.NotReached && task.ReasonCode == Lifecycle.CallAfterNoShow)
            NotReached(draft, task);
        TaskEvents.Tell(draft, closed);
    }

    /// <summary>A client who did not come and cannot be reached: the same as the office's answer that says so. The referring office learns the coarse status.</summary>
    private static void NotReached(Draft draft, OfficeTask task)
    {
        if (draft.Handovers.Find(task.HandoverId) is not { } handover)
            return;
        var reply = new ReferralReply { Ticket = task.Id.ToString("D"), InReplyTo = handover.Id.ToString("D"), Outcome = ReplyOutcomes.NotReached };
        var transition = Lifecycle.Apply(handover.State, reply, draft.Agreed.Policy);
        if (transition.State == handover.State)
            return;
        var before = handover;
        handover = draft.Handovers.Change(handover.Id, h => Milestones.Reached(h, transition.State, draft.Moment.Now) with
        {
            State = transition.State, LastOutcome = ReplyOutcomes.NotReached, LastReplyAt = draft.Moment.Now, LastReply = task.Id, AckDueAt = null,
        });
        draft.Audit("handover.not-reached", task.Agency, handover.Id, new { task = task.Id });
        if (transition.Tell is { } status && status != handover.Told)
        {
            draft.Handovers.Change(handover.Id, h => h with { Told = status, ToldAt = draft.Moment.Now });
            HandoverRules.Tell(draft, handover, status, handover.Recipient, handover.Sender);
        }

        PlanReplies.Follow(draft, record: null, before, reply);
    }
}
