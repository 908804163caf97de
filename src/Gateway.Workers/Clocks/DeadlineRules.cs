using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Workers.Intake;
using Gateway.Workers.Referral;
using Gateway.Workers.Stages;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Clocks;

/// <summary>What a deadline does when it passes: work for a person, and for the referring office one and the same message.</summary>
internal sealed class DeadlineRules(Agreed agreed, Handovers handovers) : IStageRules
{
    public string Name => StageNames.Clocks;

    public async Task<IStageBatch> LoadAsync(UnitOfWork unit, IReadOnlyList<WorkItem> steps, CancellationToken cancellation)
    {
        var ids = steps.Select(s => s.SubjectId).ToList();
        return new Batch(this, unit, await unit.Store.Deadlines.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellation));
    }

    private async Task AcknowledgeAsync(UnitOfWork unit, Guid referralId, CancellationToken cancellation)
    {
        var referral = await unit.Store.Referrals.SingleAsync(r => r.Id == referralId, cancellation);
        if (referral.EndedAt is not null || await unit.Store.Handovers.AnyAsync(h => h.ReferralId == referralId && h.AcknowledgedAt != null, cancellation))
            return;
        referral.OverdueAt = unit.Now;
        handovers.TellSender(unit, await PairSequences.LoadAsync(unit, [referral.ClientId], cancellation), referral, CoarseStatuses.ContactDesk);
    }

    private async Task HandoverAsync(UnitOfWork unit, Guid handoverId, CancellationToken cancellation)
    {
        var silent = await unit.Store.Handovers.SingleAsync(h => h.Id == handoverId, cancellation);
        if (silent.AcknowledgedAt is not null || Lifecycle.IsFinal(silent.State))
            return;
        silent.OverdueAt = unit.Now;
        var duty = agreed.Directory.Find(silent.Recipient)?.DutyContact;
        var call = duty is null ? "" : $" Call {duty.Role}, {duty.Phone}.";
        unit.OpenTask(TaskKinds.Overdue, "gateway", silent.Id, "not-acknowledged", $"{silent.Recipient} has not acknowledged in time; the referring counsellor stays in charge.{call}", silent.ReferralId, unit.Today);
        unit.Record("handover.overdue", "gateway", silent.Id);
    }

    private static async Task WithdrawalAsync(UnitOfWork unit, Guid deliveryId, CancellationToken cancellation)
    {
        var notice = await unit.Store.Deliveries.SingleAsync(d => d.Id == deliveryId, cancellation);
        if (notice.State == DeliveryState.Confirmed)
            return;
        unit.OpenTask(TaskKinds.Overdue, notice.Recipient, notice.Id, "withdrawal-not-confirmed",
            "The office has not confirmed in time that it was told of the withdrawal; call its duty contact.", notice.ReferralId, unit.Today);
        unit.Record("withdrawal.not-confirmed", "gateway", notice.Id);
    }

    private static async Task DestroyAsync(UnitOfWork unit, Guid submissionId, CancellationToken cancellation)
    {
        var submission = await unit.Store.Submissions.SingleAsync(s => s.Id == submissionId, cancellation);
        if (submission.DestroyedAt is not null)
            return;
        SubmissionBytes.Destroy(unit, [submission], cancellation);
        unit.Record("submission.destroyed", "gateway", submission.Id);
    }

    private sealed class Batch(DeadlineRules rules, UnitOfWork unit, Dictionary<Guid, Deadline> clocks) : IStageBatch
    {
        public async Task<WorkResult> WorkAsync(WorkItem step, CancellationToken cancellation)
        {
            var clock = clocks[step.SubjectId];
            switch (clock.Kind)
            {
                case DeadlineKinds.Acknowledge:
                    await rules.AcknowledgeAsync(unit, clock.SubjectId, cancellation);
                    break;
                case DeadlineKinds.HandoverAcknowledge:
                    await rules.HandoverAsync(unit, clock.SubjectId, cancellation);
                    break;
                case DeadlineKinds.WithdrawalTold:
                    await WithdrawalAsync(unit, clock.SubjectId, cancellation);
                    break;
                case DeadlineKinds.ApplicationDecision:
                    var client = await unit.Store.Clients.SingleAsync(c => c.Id == clock.SubjectId, cancellation);
                    unit.OpenTask(TaskKinds.CaseWork, client.Agency, client.Id, "application-decision-due", "The decision on an application for assistance is due.", dueOn: unit.Today);
                    break;
                case DeadlineKinds.SubmissionKept:
                    await DestroyAsync(unit, clock.SubjectId, cancellation);
                    break;
                default:
                    throw new InvalidOperationException($"There is no clock '{clock.Kind}'.");
            }

            return WorkResult.Completed;
        }
    }
}
