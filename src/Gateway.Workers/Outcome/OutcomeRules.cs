using System.Text;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Gateway.Workers.Referral;
using Gateway.Workers.Stages;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Outcome;

/// <summary>
/// A recipient's reply takes effect: the handover's next state, step two when a file is registered, what the other
/// side may know of it, tasks and clocks. A reply counts only from the office the handover was addressed to.
/// </summary>
internal sealed class OutcomeRules(RecordVault vault, Installation installation, Handovers handovers, Agreed agreed) : IStageRules
{
    public string Name => StageNames.Outcome;

    public async Task<IStageBatch> LoadAsync(UnitOfWork unit, IReadOnlyList<WorkItem> steps, CancellationToken cancellation)
    {
        var ids = steps.Select(s => s.SubjectId).ToList();
        var records = await unit.Store.Records.Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellation);
        var keys = await vault.KeysAsync(unit.Store, records.Values.Select(r => r.KeyId), cancellation);
        var replies = records.Values.Where(r => keys.ContainsKey(r.KeyId)).ToDictionary(
            r => r.Id, r => RecordVault.Open(r, keys[r.KeyId]).Select(s => s.Content).OfType<ReferralReply>().ToList());
        var board = await ReplyBoard.LoadAsync(unit, vault, installation.Index, records.Values, replies, cancellation);
        return new Batch(this, unit, board, records, replies);
    }

    private void Apply(UnitOfWork unit, ReplyBoard board, HandoverSnapshot handover, RecordSnapshot record, ReferralReply reply)
    {
        var transition = Lifecycle.Apply(handover.State, reply, agreed.Policy);
        unit.Record("reply.applied", record.Agency, handover.Id, new { record = record.Id, reply.Outcome, from = handover.State.ToString(), to = transition.State.ToString() });
        Milestones.Note(handover, transition.State, unit.Now);
        if (!Lifecycle.IsFinal(handover.State))
            (handover.LastOutcome, handover.LastReason) = (reply.Outcome, ReplyReasons.Coded(reply.Reason));
        handover.State = transition.State;
        if (reply.CaseNumber is { Length: > 0 } number && board.Key(handover.ClientId) is { } key)
            handover.CaseNumber = Sealing.Seal(key, Encoding.UTF8.GetBytes(number), Sealing.Context(handover.Id, "case-number"));
        Acknowledge(unit, board, handover);
        if (transition.OpensStepTwo && handover.StepTwoAt is null && HasStepTwo(unit, board, handover))
            handovers.IssueStepTwo(unit, board.Pairs, handover);
        if (transition.Tell is { } status && status != handover.Told)
        {
            (handover.Told, handover.ToldAt) = (status, unit.Now);
            handovers.Tell(unit, board.Pairs, handover, status, handover.Recipient, handover.Sender);
        }

        if (transition.Task is { } task)
            Assign(unit, handover, task, transition.TaskDueInWorkingDays);
    }

    /// <summary>Providers have no second step: where no manifest allows one, none is issued.</summary>
    private bool HasStepTwo(UnitOfWork unit, ReplyBoard board, HandoverSnapshot handover)
    {
        var referral = board.Referral(handover.ReferralId);
        return Views.Decide(
            new ReleaseCase
            {
                Event = EventTypes.ReferralHandover,
                Step = 2,
                Purpose = referral.Purpose,
                BasisReference = referral.BasisReference ?? "",
                From = agreed.Directory.Find(handover.Sender)!,
                To = agreed.Directory.Find(handover.Recipient)!,
                Today = unit.Today,
            },
            agreed) is not null;
    }

    private byte[] TicketOf(string agency, ReferralReply reply) => installation.Index.Ticket(agency, reply.InReplyTo);

    private static void Acknowledge(UnitOfWork unit, ReplyBoard board, HandoverSnapshot handover)
    {
        if (handover.AcknowledgedAt is not null)
            return;
        handover.AcknowledgedAt = unit.Now;
        foreach (var item in board.OverdueItems(handover.Id))
            (item.ClosedAt, item.ClosedBy) = (unit.Now, "acknowledged");
        board.StopDeadlines(handover);
    }

    private void Assign(UnitOfWork unit, HandoverSnapshot handover, string task, int workingDays)
    {
        var country = agreed.Directory.Find(handover.Recipient)!.Country;
        var due = workingDays == 0 ? unit.Today : agreed.Directory.AddWorkingDays(country, unit.Today, workingDays);
        unit.OpenTask(TaskKinds.CaseWork, handover.Recipient, handover.Id, task, "Call the client today and hold the place; note each attempt.", handover.ReferralId, due);
    }

    private sealed class Batch(
        OutcomeRules rules, UnitOfWork unit, ReplyBoard board, Dictionary<Guid, RecordSnapshot> records,
        Dictionary<Guid, List<ReferralReply>> replies) : IStageBatch
    {
        public async Task<WorkResult> WorkAsync(WorkItem step, CancellationToken cancellation)
        {
            var record = records[step.SubjectId];
            foreach (var reply in replies.GetValueOrDefault(record.Id) ?? [])
            {
                if (board.Handover(record.Agency, reply.InReplyTo) is { } handover)
                {
                    record.ReferralId = handover.ReferralId;
                    rules.Apply(unit, board, handover, record, reply);
                }
                else if (board.IsAmbiguous(record.Agency, reply.InReplyTo))
                {
                    SetAside(record);
                    return WorkResult.Completed;
                }
                else if (step.Attempts < 3)
                {
                    return new WorkResult.Later(TimeSpan.FromSeconds(1));
                }
                else
                {
                    Waiting.Mark(unit, record, rules.TicketOf(record.Agency, reply),
                        "It answers a handover that is not known here. Check the ticket; if the handover is still to come, the reply takes effect then.");
                    return WorkResult.Completed;
                }
            }

            if (record.State == RecordState.Waiting)
            {
                record.WaitingFor = null;
                record.ReasonCode = record.ReasonText = null;
                foreach (var item in await unit.Store.Tasks.Where(w => w.SubjectId == record.Id && w.ClosedAt == null).ToListAsync(cancellation))
                    (item.ClosedAt, item.ClosedBy) = (unit.Now, "arrived");
            }

            record.State = RecordState.Done;
            return WorkResult.Completed;
        }

        private void SetAside(RecordSnapshot record)
        {
            record.State = RecordState.SetAside;
            record.ReasonCode = "ambiguous-ticket";
            record.ReasonText = "The ticket names several handovers to this office, because two referring offices use it. Answer under the handover's own ticket.";
            unit.OpenTask(TaskKinds.SetAside, record.Agency, record.Id, record.ReasonCode, record.ReasonText);
            unit.Record("record.set-aside", record.Agency, record.Id, new { code = record.ReasonCode });
        }
    }
}
