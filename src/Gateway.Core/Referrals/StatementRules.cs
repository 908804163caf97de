using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Noes;
using Gateway.Core.Work;

namespace Gateway.Core.Referrals;

/// <summary>
/// What the referring side states takes effect: referrals are decided, corrected and ended, agreements given, clients
/// updated, counts kept. One record may make several statements.
/// </summary>
public static class StatementRules
{
    /// <summary>So often a record that names an unknown referral is looked at again before it waits in a worklist.</summary>
    private const int Patience = 3;

    private static readonly TimeSpan NotItsTurn = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MayBeBehind = TimeSpan.FromSeconds(1);

    /// <summary>Decides a record.</summary>
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
        // Erased meanwhile: nothing is left to decide.
        if (known.Records.Find(item.SubjectId) is not { } record || statements is null)
            return draft.Decided(ItemOutcome.Completed);
        if (!order.IsTurnOf(record))
            return draft.Decided(new ItemOutcome.Later(NotItsTurn, Attempted: false));
        foreach (var statement in statements)
        {
            if (Apply(draft, draft.Records.Get(record.Id), statement))
                continue;
            // Its referral may be a moment behind. Until it gives up, what follows it waits too. A withdrawal is in force already.
            if (item.Attempts < Patience && statement.Content is not ConsentWithdrawn)
                return new Draft(known, circumstances, item.TraceParent).Decided(new ItemOutcome.Later(MayBeBehind));
            Waiting.Begin(
                draft, record, TicketOf(draft, record.Agency, statement),
                statement.Content is ConsentWithdrawn ? StatementProblems.WithdrawalOfUnknownReferral : StatementProblems.ReferralUnknown);
            order.Decided(record.Id);
            return draft.Decided(ItemOutcome.Completed);
        }

        order.Decided(record.Id);
        if (draft.Records.Get(record.Id).State != RecordState.SetAside)
            Waiting.End(draft, draft.Records.Get(record.Id));
        return draft.Decided(ItemOutcome.Completed);
    }

    /// <returns>False: the referral it names is not known (yet).</returns>
    private static bool Apply(Draft draft, RecordSnapshot record, Statement statement)
    {
        switch (statement.Content)
        {
            case ReferralSubmitted amended when statement.Type == EventTypes.ReferralAmended:
                return ReferralRules.Amend(draft, record, statement, amended);
            case ReferralSubmitted referral:
                return ReferralRules.Submit(draft, record, statement, referral);
            case ReferralEnded ended:
                return ReferralRules.End(draft, record, statement.Type, ended);
            case ConsentGiven given:
                return ConsentGivenRule.Apply(draft, record, given);
            case ConsentWithdrawn withdrawn:
                return WithdrawnRule.Apply(draft, record, withdrawn);
            default:
                ClientStatementRules.Apply(draft, record, statement);
                return true;
        }
    }

    private static byte[] TicketOf(Draft draft, string agency, Statement statement) => draft.Index.Ticket(
        agency,
        statement.Content switch
        {
            ReferralEnded ended => ended.InReplyTo,
            ReferralSubmitted amended => amended.InReplyTo ?? amended.Ticket,
            ConsentGiven given => given.InReplyTo ?? given.Ticket,
            ConsentWithdrawn withdrawn => withdrawn.InReplyTo ?? withdrawn.Ticket,
            var other => other.Ticket,
        });
}
