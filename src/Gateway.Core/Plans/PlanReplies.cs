using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Plans;

/// <summary>What an answer of an office does to the plan that its part belongs to.</summary>
public static class PlanReplies
{
    /// <summary>Follows an answer that took effect.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="record">Its record; null: the office said it by a task.</param>
    /// <param name="before">The part as it stood before.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="goesOn">It was declined, and another office is asked: until that is decided nobody hears of it.</param>
    public static void Follow(Draft draft, RecordSnapshot? record, HandoverSnapshot before, ReferralReply reply, bool goesOn = false)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(reply);
        if (draft.Referrals.Find(before.ReferralId) is not { } referral)
            return;
        var handover = Interrupt(draft, before, draft.Handovers.Get(before.Id), reply);
        handover = Step(draft, record, handover, reply);
        var directory = draft.Agreed.Directory;
        var office = record?.Agency ?? before.Recipient;
        var (planned, wrong) = Goals.Take(draft, referral, office, Leads.Of(directory, handover) == office, reply.Goal);
        if (wrong is { } goal)
            Say(draft, record, goal.Code, goal.Says);
        referral = planned;
        if (goesOn)
            return;
        if (before.State != HandoverState.InService && handover.State == HandoverState.InService)
            Goals.AskAtStart(draft, referral, handover);
        if (Lifecycle.IsFinal(handover.State) && !Lifecycle.IsFinal(before.State))
            handover = Ended(draft, referral, handover);
        if (handover.State != before.State)
            Prerequisites.Follow(draft, referral, handover, referral.Agency);
        referral = StandStill.Follow(draft, referral);
        AllLeft(draft, referral, before, handover);
        if (handover.State != before.State || handover.Told != before.Told || handover.NextStep != before.NextStep || (reply.Goal is not null && wrong is null))
            JointPlan.Tell(draft, referral, except: office);
    }

    /// <summary>Something in a record has no effect, and the rest has: its sender reads it with the record.</summary>
    internal static void Say(Draft draft, RecordSnapshot? record, string code, Sentence says)
    {
        if (record is not null)
            draft.Records.Change(record.Id, r => r.ReasonCode is null ? r with { ReasonCode = code, ReasonText = StoredSentence.Store(says) } : r);
    }

    private static HandoverSnapshot Interrupt(Draft draft, HandoverSnapshot before, HandoverSnapshot handover, ReferralReply reply)
    {
        var paused = Pauses.After(before, reply.Outcome, handover.State, draft.Moment.Now);
        if (paused == handover.PausedAt)
            return handover;
        handover = draft.Handovers.Change(handover.Id, h => h with { PausedAt = paused });
        var outcome = paused is null ? Pauses.StandsAt(handover.State) : ReplyOutcomes.Paused;
        if (Lifecycle.IsFinal(handover.State) || draft.Agreed.Policy.Feedback.GetValueOrDefault(outcome)?.Status is not { } status || status == handover.Told)
            return handover;
        HandoverRules.Tell(draft, handover, status, handover.Recipient, handover.Sender);
        return draft.Handovers.Change(handover.Id, h => h with { Told = status, ToldAt = draft.Moment.Now });
    }

    /// <summary>The next step that the office proposes; it may still be said after the end, and then nobody asks for it any more.</summary>
    private static HandoverSnapshot Step(Draft draft, RecordSnapshot? record, HandoverSnapshot handover, ReferralReply reply)
    {
        if (string.IsNullOrWhiteSpace(reply.NextStep))
            return handover;
        if (!NextSteps.All.Contains(reply.NextStep, StringComparer.Ordinal) && draft.Agreed.Directory.FindService(reply.NextStep) is null)
        {
            Say(draft, record, PlanCodes.NextStepUnknown, PlanWordings.NextStepUnknown);
            return handover;
        }

        if (handover.NextStep == reply.NextStep && handover.NextStepDueAt is null)
            return handover;
        if (Lifecycle.IsFinal(handover.State))
            draft.CloseTasks("next-step", [handover.Id], TaskKinds.CaseWork);
        return draft.Handovers.Change(handover.Id, h => h with { NextStep = reply.NextStep, NextStepDueAt = null });
    }

    /// <summary>Steps follow each other: an end without a next step is looked at again after the agreed days. A client who withdrew is asked nothing.</summary>
    private static HandoverSnapshot Ended(Draft draft, ReferralSnapshot referral, HandoverSnapshot handover)
    {
        var step = handover.State is HandoverState.Completed or HandoverState.Stabilised or HandoverState.Stopped && handover.LastOutcome != ReplyOutcomes.ClientWithdrew;
        return step && handover.NextStep is null
            ? draft.Handovers.Change(handover.Id, h => h with { NextStepDueAt = draft.Agreed.Directory.EndAt(Leads.Of(draft.Agreed.Directory, h), Leads.DueOn(draft, referral, h)) })
            : handover;
    }

    /// <summary>The last of several leads leaves and no next step is known: the referring office and the desk are told, once.</summary>
    private static void AllLeft(Draft draft, ReferralSnapshot referral, HandoverSnapshot before, HandoverSnapshot handover)
    {
        if (referral.LeftAt is not null || referral.OwnServices is not null || Lifecycle.IsFinal(before.State) || !Lifecycle.IsFinal(handover.State))
            return;
        // Whoever withdrew, or wanted no voluntary service, asks for no next step.
        if (handover.LastOutcome is ReplyOutcomes.ClientWithdrew or CoarseStatuses.NotStarted)
            return;
        var parts = JointPlan.Parts(draft, referral);
        if (Leads.All(draft.Agreed.Directory, referral, parts).Count < 2 || parts.Any(p => !Lifecycle.IsFinal(p.State) || p.NextStep is not null))
            return;
        draft.Referrals.Change(referral.Id, r => r with { LeftAt = draft.Moment.Now });
        foreach (var agency in new[] { referral.Agency, "gateway" })
            draft.OpenTask(TaskKinds.CaseWork, agency, referral.Id, PlanCodes.AllLeft, PlanWordings.AllLeft, referral.Id, draft.TodayAt(referral.Agency));
        draft.AuditWith("plan.all-left", "gateway", referral.Id);
    }
}
