using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Noes;
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
            NoRules.Apply(draft, record.Agency, client: null, reply, record.ReceivedAt);
        draft.Records.Change(record.Id, r => r with { ReferralId = handover.ReferralId });
        if (HandedOver.NamesOther(draft, handover, reply.Client))
        {
            SetAside.Record(draft, draft.Records.Get(record.Id), SetAside.OtherClient, StatementProblems.HandoverOfOtherClient);
            return;
        }

        if (Arrangements.Problem(handover, reply, draft.Moment) is { } problem)
        {
            SetAside.Record(draft, draft.Records.Get(record.Id), problem.Code, problem.Says);
            return;
        }

        var said = reply.SentAt < record.ReceivedAt ? reply.SentAt.Value : record.ReceivedAt;
        var older = handover.LastReplyAt is { } last && (said < last || (said == last && record.Id.CompareTo(handover.LastReply!.Value) < 0));
        var transition = older ? new Transition(handover.State, null, null, 0, false) : Lifecycle.Apply(handover.State, reply, draft.Agreed.Policy);
        draft.Audit(older ? "reply.in-history" : "reply.applied", record.Agency, handover.Id, new { record = record.Id, outcome = KnownCodes.Outcome(reply.Outcome), from = handover.State.ToString(), to = transition.State.ToString() });
        var (before, notices) = (handover, Acknowledges(draft, handover, reply, said).ToList());
        if (!older)
            handover = draft.Handovers.Change(handover.Id, h => Next(h, record, reply, transition, said, draft.Moment));
        if (reply.CaseNumber is { Length: > 0 } number && (!older || handover.CaseNumber is null))
            draft.NoteCaseNumber(handover, number);
        handover = Acknowledge(draft, handover);
        AcknowledgeWithdrawal(draft, notices);
        if (handover.StepTwoAt is null && Lifecycle.RegistersFile(handover.State, reply) && HasStepTwo(draft, handover))
            HandoverRules.IssueStepTwo(draft, handover);
        if (transition.Tell is { } status && status != handover.Told)
        {
            draft.Handovers.Change(handover.Id, h => h with { Told = status, ToldAt = draft.Moment.Now });
            HandoverRules.Tell(draft, handover, status, handover.Recipient, handover.Sender);
        }
        else if (Arrangements.Differ(before, handover))
        {
            HandoverRules.Tell(draft, handover, handover.Told ?? CoarseStatuses.Received, handover.Recipient, handover.Sender);
        }

        if (Arrangements.Differ(before, handover))
            Arrangements.WatchOut(draft, handover);
        if (transition.Task is { } task)
            Assign(draft, handover, task, transition.TaskDueInWorkingDays);
        if (!TookEffect(draft, before, reply, older, notices.Count > 0))
        {
            var (code, says) = WithoutEffect.Of(before, reply, older, draft.Deliveries.All.Any(d => d.HandoverId == before.Id && d.IsStopNotice && d.AcknowledgedAt is not null));
            draft.Records.Change(record.Id, r => r with { ReasonCode = code, ReasonText = StoredSentence.Store(says) });
        }
    }

    /// <summary>Whether an answer changed anything, or is itself something that happened and is kept as such.</summary>
    private static bool TookEffect(Draft draft, HandoverSnapshot before, ReferralReply reply, bool older, bool acknowledges)
    {
        var after = draft.Handovers.Get(before.Id);
        if (acknowledges || ClientNo.OfOutcome(reply.Outcome) is not null || before.State != after.State || (before.AcknowledgedAt is null && !Lifecycle.IsFinal(before.State)) || before.StepTwoAt != after.StepTwoAt || Arrangements.Differ(before, after))
            return true;
        if (reply.CaseNumber is { Length: > 0 } && before.CaseNumber is null && (!older || !Lifecycle.IsFinal(before.State)))
            return true;
        return !older && !Lifecycle.IsFinal(before.State) && reply.Outcome is ReplyOutcomes.NoShow or ReplyOutcomes.StepRecorded or ReplyOutcomes.NotReached;
    }

    private static HandoverSnapshot Next(HandoverSnapshot handover, RecordSnapshot record, ReferralReply reply, Transition transition, DateTimeOffset said, Moment moment)
    {
        var final = Lifecycle.IsFinal(handover.State);
        return Milestones.Reached(Arrangements.Note(handover, reply), transition.State, moment.Now) with
        {
            State = transition.State,
            LastOutcome = final || (reply.Outcome == ReplyOutcomes.Arranged && handover.LastOutcome is not null) ? handover.LastOutcome : KnownCodes.Outcome(reply.Outcome),
            LastReason = final ? handover.LastReason : ReplyReasons.Coded(reply.Reason),
            LastReplyAt = said,
            LastReply = record.Id,
        };
    }

    /// <summary>The first answer meets the office's deadline and that of the referral as a whole.</summary>
    private static HandoverSnapshot Acknowledge(Draft draft, HandoverSnapshot handover)
    {
        if (handover.AcknowledgedAt is not null)
            return handover;
        draft.CloseTasks("acknowledged", [handover.Id], TaskKinds.Overdue);
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
                From = draft.Agreed.Directory.Find(handover.Sender)!, To = recipient, Today = draft.Moment.Today,
            },
            draft.Agreed) is not null;
    }

    private static void Assign(Draft draft, HandoverSnapshot handover, string task, int workingDays)
    {
        var country = draft.Agreed.Directory.Find(handover.Recipient)!.Country;
        var due = workingDays == 0 ? draft.Moment.Today : draft.Agreed.Directory.AddWorkingDays(country, draft.Moment.Today, workingDays);
        draft.OpenTask(TaskKinds.CaseWork, handover.Recipient, handover.Id, task, TaskSentences.CallClient, handover.ReferralId, due);
    }
}
