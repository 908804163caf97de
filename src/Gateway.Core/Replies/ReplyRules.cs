using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
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
    /// <summary>Code of an answer that came after the office's final one.</summary>
    public const string AfterFinalAnswer = "after-final-answer";

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
            var meant = Meant(draft, record.Agency, reply.InReplyTo);
            if (meant is [var handover])
            {
                Apply(draft, draft.Records.Get(record.Id), handover, reply);
            }
            else if (meant.Count > 1)
            {
                SetAside.Record(draft, draft.Records.Get(record.Id), "ambiguous-ticket", "The ticket names several handovers to this office, because two referring offices use it. Answer under the handover's own ticket.");
            }
            else if (item.Attempts < Patience)
            {
                return new Draft(known, circumstances, item.TraceParent).Decided(new ItemOutcome.Later(MayBeBehind));
            }
            else
            {
                Waiting.Begin(draft, record, draft.Index.Ticket(record.Agency, reply.InReplyTo), "It answers a handover that is not known here. Check the ticket; if the handover is still to come, the reply takes effect then.");
                order.Decided(record.Id);
                return draft.Decided(ItemOutcome.Completed);
            }
        }

        order.Decided(record.Id);
        if (draft.Records.Get(record.Id).State != RecordState.SetAside)
            Waiting.End(draft, draft.Records.Get(record.Id));
        return draft.Decided(ItemOutcome.Completed);
    }

    /// <summary>The handovers a reply may mean, by their own ticket or by the referring office's; only those addressed to the caller.</summary>
    private static List<HandoverSnapshot> Meant(Draft draft, string agency, string inReplyTo)
    {
        if (Guid.TryParse(inReplyTo, out var id) && draft.Handovers.Find(id) is { } named && named.Recipient == agency)
            return [named];
        var ticket = draft.Index.Ticket(agency, inReplyTo);
        return [.. draft.Handovers.All.Where(h => h.Recipient == agency && AgreementRules.Same(h.TicketHash, ticket))];
    }

    private static void Apply(Draft draft, RecordSnapshot record, HandoverSnapshot handover, ReferralReply reply)
    {
        draft.Records.Change(record.Id, r => r with { ReferralId = handover.ReferralId });
        if (NamesOtherClient(draft, handover, reply.Client))
        {
            SetAside.Record(draft, draft.Records.Get(record.Id), SetAside.OtherClient, "It names another client than the handover it answers. Check ticket and number; nothing was applied.");
            return;
        }

        var said = reply.SentAt < record.ReceivedAt ? reply.SentAt.Value : record.ReceivedAt;
        var older = handover.LastReplyAt is { } last && (said < last || (said == last && record.Id.CompareTo(handover.LastReply!.Value) < 0));
        var transition = older ? new Transition(handover.State, null, null, 0, false) : Lifecycle.Apply(handover.State, reply, draft.Agreed.Policy);
        draft.Audit(older ? "reply.in-history" : "reply.applied", record.Agency, handover.Id, new { record = record.Id, outcome = KnownCodes.Outcome(reply.Outcome), from = handover.State.ToString(), to = transition.State.ToString() });
        // Its sender hears that it has no effect; the same final answer once more says nothing new.
        if (!older && Lifecycle.IsFinal(handover.State) && handover.LastOutcome is { } final && final != reply.Outcome)
        {
            draft.Records.Change(record.Id, r => r with
            {
                ReasonCode = AfterFinalAnswer,
                ReasonText = "The office has given its final answer to this handover before; this answer is kept and has no effect. Ask the referring office for a new referral if the client is helped again.",
            });
        }

        if (!older)
            handover = draft.Handovers.Change(handover.Id, h => Next(h, record, reply, transition, said, draft.Moment));
        if (reply.CaseNumber is { Length: > 0 } number && (!older || handover.CaseNumber is null))
            draft.NoteCaseNumber(handover, number);
        handover = Acknowledge(draft, handover);
        AcknowledgeWithdrawal(draft, handover, reply, said);
        if (handover.StepTwoAt is null && Lifecycle.RegistersFile(handover.State, reply) && HasStepTwo(draft, handover))
            HandoverRules.IssueStepTwo(draft, handover);
        if (transition.Tell is { } status && status != handover.Told)
        {
            draft.Handovers.Change(handover.Id, h => h with { Told = status, ToldAt = draft.Moment.Now });
            HandoverRules.Tell(draft, handover, status, handover.Recipient, handover.Sender);
        }

        if (transition.Task is { } task)
            Assign(draft, handover, task, transition.TaskDueInWorkingDays);
    }

    private static HandoverSnapshot Next(HandoverSnapshot handover, RecordSnapshot record, ReferralReply reply, Transition transition, DateTimeOffset said, Moment moment)
    {
        var final = Lifecycle.IsFinal(handover.State);
        return Milestones.Reached(handover, transition.State, moment.Now) with
        {
            State = transition.State,
            LastOutcome = final ? handover.LastOutcome : KnownCodes.Outcome(reply.Outcome),
            LastReason = final ? handover.LastReason : ReplyReasons.Coded(reply.Reason),
            LastReplyAt = said,
            LastReply = record.Id,
        };
    }

    /// <summary>
    /// Whether a reply names another client than its handover. Numbers are compared within the referring office's own index;
    /// a number of a scheme that it knows none of for this client says nothing.
    /// </summary>
    private static bool NamesOtherClient(Draft draft, HandoverSnapshot handover, Client? stated)
    {
        if (stated is null)
            return false;
        var known = draft.Known.Identifiers.Where(i => i.ClientId == handover.ClientId).Select(i => i.Scheme).ToHashSet(StringComparer.Ordinal);
        var comparable = stated.Identifiers.Where(i => known.Contains(i.Scheme)).ToList();
        if (comparable.Count == 0)
            return false;
        var named = comparable.SelectMany(i => new[] { i.Value, i.ReplacedBy }.OfType<string>().Select(v => draft.Known.ClientOf(handover.Sender, draft.Index.Identifier(handover.Sender, i.Scheme, v)))).ToList();
        return !named.Contains(handover.ClientId) || named.Exists(n => n is not null && n != handover.ClientId);
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
    /// The office was told that the client withdrew, and answers that it does no more: it has acknowledged the notice. An
    /// answer from before the notice, or one that says that the service goes on, acknowledges nothing.
    /// </summary>
    private static void AcknowledgeWithdrawal(Draft draft, HandoverSnapshot handover, ReferralReply reply, DateTimeOffset said)
    {
        if (!Lifecycle.SaysStopped(reply))
            return;
        foreach (var notice in draft.Deliveries.All.Where(d => d.HandoverId == handover.Id && d.Recipient == handover.Recipient && d.IsUnacknowledged && d.ReleasedAt <= said).ToList())
            ConfirmationRules.Acknowledge(draft, notice);
    }

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
        draft.OpenTask(TaskKinds.CaseWork, handover.Recipient, handover.Id, task, TaskSentence.Store(TaskSentences.CallClient), handover.ReferralId, due);
    }
}
