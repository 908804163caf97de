using System.Globalization;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Life;
using Gateway.Core.Noes;
using Gateway.Core.Plans;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Replies;

/// <summary>
/// A recipient's reply takes effect: the handover's next state, step two when a file is registered, what the other side may
/// know of it, tasks and deadlines. A reply counts only from the office the handover was addressed to.
/// </summary>
public static class ReplyRules
{
    private const int Patience = 3;
    private static readonly TimeSpan NotItsTurn = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MayBeBehind = TimeSpan.FromSeconds(1);

    /// <summary>Decides a record with replies.</summary>
    /// <param name="known">What was read for the batch.</param>
    /// <param name="order">What was accepted before.</param>
    /// <param name="circumstances">What the agencies agreed, the time, keys.</param>
    /// <param name="item">The work item.</param>
    /// <param name="statements">The record's statements, opened; null when its key was destroyed.</param>
    public static Decision Decide(Snapshots known, RecordOrder order, Circumstances circumstances, WorkItem item, IReadOnlyList<Statement>? statements)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(item);
        var draft = new Draft(known, circumstances, item.TraceParent);
        if (known.Records.Find(item.SubjectId) is not { } record || statements is null)
            return draft.Decided(ItemOutcome.Completed);
        if (!order.IsTurnOf(record))
            return draft.Decided(new ItemOutcome.Later(NotItsTurn, Attempted: false));
        foreach (var reply in statements.Select(s => s.Content).OfType<ReferralReply>())
        {
            var meant = HandedOver.Named(draft, record.Agency, reply.InReplyTo);
            if (meant is [var handover])
            {
                Apply(draft, draft.Records.Get(record.Id), handover, reply);
            }
            else if (meant.Count > 1)
            {
                SetAside.Record(draft, draft.Records.Get(record.Id), "ambiguous-ticket", StatementProblems.TicketOfSeveral);
            }
            else if (ReferrerArrangements.Named(draft, record.Agency, reply) is { Count: > 0 } own)
            {
                ReferrerArrangements.Apply(draft, draft.Records.Get(record.Id), own, reply);
            }
            else if (item.Attempts < Patience)
            {
                return new Draft(known, circumstances, item.TraceParent).Decided(new ItemOutcome.Later(MayBeBehind));
            }
            else
            {
                Waiting.Begin(draft, record, draft.Index.Ticket(record.Agency, reply.InReplyTo), StatementProblems.HandoverUnknown);
                order.Decided(record.Id);
                return draft.Decided(ItemOutcome.Completed);
            }
        }

        order.Decided(record.Id);
        if (draft.Records.Get(record.Id).State != RecordState.SetAside)
            Waiting.End(draft, draft.Records.Get(record.Id));
        return draft.Decided(ItemOutcome.Completed);
    }

    private static void Apply(Draft draft, RecordSnapshot record, HandoverSnapshot handover, ReferralReply reply)
    {
        // In force since intake accepted it, unless its handover was not known then.
        if (record.State == RecordState.Waiting)
            NoRules.Apply(draft, record.Agency, client: null, reply, record.ReceivedAt, register: null);
        draft.Records.Change(record.Id, r => r with { ReferralId = handover.ReferralId });
        if (HandedOver.NamesOther(draft, handover, reply.Client))
        {
            SetAside.Record(draft, draft.Records.Get(record.Id), SetAside.OtherClient, StatementProblems.HandoverOfOtherClient);
            return;
        }

        if (Arrangements.Problem(draft, handover, reply) is { } problem)
        {
            SetAside.Record(draft, draft.Records.Get(record.Id), problem.Code, problem.Says);
            return;
        }

        var said = LifeStatements.SaidAt(record, reply.SentAt);
        var older = handover.LastReplyAt is { } last && (said < last || (said == last && record.Id.CompareTo(handover.LastReply!.Value) < 0));
        if (!older && Pauses.Objection(handover, reply) is { } objection)
        {
            SetAside.Record(draft, draft.Records.Get(record.Id), objection.Code, objection.Says);
            return;
        }

        var before = handover;
        var transition = older ? new Transition(handover.State, null, null, 0, false) : Lifecycle.Apply(handover.State, reply, draft.Agreed.Policy);
        draft.Audit(older ? "reply.in-history" : "reply.applied", record.Agency, handover.Id, new { record = record.Id, outcome = Kept(draft, handover, reply).Outcome, from = handover.State.ToString(), to = transition.State.ToString() });
        var notices = Acknowledges(draft, handover, reply, said).ToList();
        if (!older)
            DeviationRules.Apply(draft, handover, reply);
        handover = draft.Handovers.Get(handover.Id);
        if (!older)
            handover = draft.Handovers.Change(handover.Id, h => Next(Arrangements.Note(h, reply, said), record, Kept(draft, handover, reply), transition, said, draft.Moment));
        if (reply.CaseNumber is { Length: > 0 } number && (!older || handover.CaseNumber is null))
            draft.NoteCaseNumber(handover, number);
        handover = Acknowledge(draft, handover);
        AcknowledgeWithdrawal(draft, notices);
        if (handover.StepTwoAt is null && Lifecycle.RegistersFile(handover.State, reply) && HasStepTwo(draft, handover))
            HandoverRules.IssueStepTwo(draft, handover);
        // What was declined may go on to another office: until that is decided, whoever referred hears nothing.
        var goesOn = !older && transition.Tell is not null && Onward.Begin(draft, handover);
        if (!goesOn && transition.Tell is { } status && status != handover.Told)
        {
            draft.Handovers.Change(handover.Id, h => h with { Told = status, ToldAt = draft.Moment.Now });
            HandoverRules.Tell(draft, handover, status, handover.Recipient, handover.Sender);
        }
        else if (!goesOn && handover.Told is not null && Arrangements.Differ(before, handover))
        {
            HandoverRules.Tell(draft, handover, handover.Told, handover.Recipient, handover.Sender);
        }

        if (!goesOn && reply.Outcome == ReplyOutcomes.DeclinedNotCompetent && transition.Tell is not null)
            CompetenceRules.Declined(draft, draft.Handovers.Get(handover.Id));
        if (Arrangements.Differ(before, handover))
            Arrangements.WatchOut(draft, handover);
        if (transition.Task is { } task)
            Assign(draft, handover, task, transition.TaskDueInWorkingDays);
        var goal = draft.Referrals.Find(handover.ReferralId)?.Goal;
        if (!older)
            PlanReplies.Follow(draft, record, before, reply, goesOn);
        if (!TookEffect(draft, record.Id, before, goal, reply, older, notices.Count > 0))
        {
            var (code, says) = WithoutEffect.Of(before, reply, older, draft.Deliveries.All.Any(d => d.HandoverId == before.Id && d.IsStopNotice && d.AcknowledgedAt is not null));
            draft.Records.Change(record.Id, r => r with { ReasonCode = code, ReasonText = StoredSentence.Store(says) });
        }
    }

    /// <summary>Whether an answer changed anything but what the last answer was, or is itself something that happened and is kept as such.</summary>
    private static bool TookEffect(Draft draft, Guid record, HandoverSnapshot before, string? goal, ReferralReply reply, bool older, bool acknowledges)
    {
        var after = draft.Handovers.Get(before.Id) with { LastOutcome = before.LastOutcome, LastReason = before.LastReason, LastReplyAt = before.LastReplyAt, LastReply = before.LastReply };
        if (Lifecycle.IsFinal(before.State))
            after = after with { AcknowledgedAt = before.AcknowledgedAt, AckDueAt = before.AckDueAt };
        if (acknowledges || ClientNo.OfOutcome(reply.Outcome) is not null || after != before || draft.Referrals.Find(before.ReferralId)?.Goal != goal)
            return true;
        // Something else is said about it already.
        if (draft.Records.Get(record) is { ReasonCode: not null, State: not RecordState.Waiting })
            return true;
        if (reply.CaseNumber is { Length: > 0 } && before.CaseNumber is null && (!older || !Lifecycle.IsFinal(before.State)))
            return true;
        return !older && !Lifecycle.IsFinal(before.State) && reply.Outcome is ReplyOutcomes.NoShow or ReplyOutcomes.StepRecorded or ReplyOutcomes.NotReached;
    }

    /// <summary>
    /// Outcome and reason as they are kept in clear. That a client refused a voluntary service is not stored: what stays is that
    /// it did not start, which is all that the other side learns too.
    /// </summary>
    private static (string Outcome, string? Reason) Kept(Draft draft, HandoverSnapshot handover, ReferralReply reply) =>
        reply.Outcome == ReplyOutcomes.ClientWithdrew && handover.InServiceAt is null
            && handover.Services.Split(',').All(s => draft.Agreed.Directory.FindService(s) is { Character: ServiceCharacter.Voluntary })
                ? (CoarseStatuses.NotStarted, null)
                : (KnownCodes.Outcome(reply.Outcome), ReplyReasons.Coded(reply.Reason));

    private static HandoverSnapshot Next(HandoverSnapshot handover, RecordSnapshot record, (string Outcome, string? Reason) kept, Transition transition, DateTimeOffset said, Moment moment)
    {
        var final = Lifecycle.IsFinal(handover.State);
        return Milestones.Reached(handover, transition.State, moment.Now) with
        {
            State = transition.State,
            LastOutcome = final || (kept.Outcome == ReplyOutcomes.Arranged && handover.LastOutcome is not null) ? handover.LastOutcome : kept.Outcome,
            LastReason = final ? handover.LastReason : kept.Reason,
            LastReplyAt = said,
            LastReply = record.Id,
        };
    }

    /// <summary>The first answer meets the office's deadline and that of the referral as a whole.</summary>
    private static HandoverSnapshot Acknowledge(Draft draft, HandoverSnapshot handover)
    {
        if (handover.AcknowledgedAt is not null)
            return handover;
        draft.CloseTasks("acknowledged", [handover.Id], TaskKinds.Overdue, TaskKinds.Unanswered, TaskKinds.Escalated);
        if (draft.Referrals.Find(handover.ReferralId) is { AckDueAt: not null } referral)
            draft.Referrals.Change(referral.Id, r => r with { AckDueAt = null });
        return draft.Handovers.Change(handover.Id, h => h with { AcknowledgedAt = draft.Moment.Now, AckDueAt = null });
    }

    /// <summary>
    /// The office was told that the client said no, and answers that it does no more, or that it stopped: it has acknowledged the
    /// notice. An answer from before the notice, or one that says that the service goes on, acknowledges nothing.
    /// </summary>
    private static void AcknowledgeWithdrawal(Draft draft, IReadOnlyList<DeliverySnapshot> notices)
    {
        foreach (var notice in notices)
            ConfirmationRules.Acknowledge(draft, notice);
    }

    private static IEnumerable<DeliverySnapshot> Acknowledges(Draft draft, HandoverSnapshot handover, ReferralReply reply, DateTimeOffset said) =>
        Lifecycle.SaysStopped(reply) || reply.Outcome == ReplyOutcomes.StopConfirmed
            ? draft.Deliveries.All.Where(d => d.HandoverId == handover.Id && d.Recipient == handover.Recipient && d.IsUnacknowledged && d.ReleasedAt <= said)
            : [];

    /// <summary>Providers have no second step: where no manifest allows one, none is issued.</summary>
    private static bool HasStepTwo(Draft draft, HandoverSnapshot handover)
    {
        if (draft.Referrals.Find(handover.ReferralId) is not { } referral || draft.Agreed.Directory.Find(handover.Recipient) is not { } recipient)
            return false;
        return Views.Decide(
            new ReleaseCase
            {
                Event = EventTypes.ReferralHandover, Step = 2, Purpose = referral.Purpose, BasisReference = referral.BasisReference ?? "",
                From = draft.Agreed.Directory.Find(handover.Sender)!, To = recipient, Today = draft.TodayAt(handover.Sender),
            },
            draft.Agreed) is not null;
    }

    private static void Assign(Draft draft, HandoverSnapshot handover, string task, int workingDays)
    {
        var office = draft.Agreed.Directory.Find(handover.Recipient)!;
        var due = draft.Agreed.Directory.AddWorkingDays(office, draft.Moment.Now, workingDays);
        var held = draft.Agreed.Sites.Find(draft.Referrals.Find(handover.ReferralId)?.Collaboration)?.HoldPlaceWorkingDays;
        var says = held is { } days
            ? TaskSentences.CallClientUntil.With(draft.Agreed.Directory.AddWorkingDays(office, draft.Moment.Now, days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : TaskSentences.CallClient;
        draft.OpenTask(TaskKinds.CaseWork, handover.Recipient, handover.Id, task, says, handover.ReferralId, due);
    }
}
