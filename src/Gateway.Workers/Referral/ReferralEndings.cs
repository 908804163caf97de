using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Referral;

/// <summary>A referral is cancelled or recalled by its sender: what waits does not leave, who has it is told to stop.</summary>
internal sealed class ReferralEndings(Handovers handovers)
{
    internal async Task<bool> EndAsync(ReferralDesk desk, RecordSnapshot record, string type, ReferralEnded ended, CancellationToken cancellation)
    {
        if (desk.Referral(record.Agency, ended.InReplyTo) is not { } referral)
            return false;
        record.ReferralId = referral.Id;
        if (referral.EndedAt is not null)
            return true;
        var unit = desk.Unit;
        referral.EndedAt = unit.Now;
        unit.Record(type, record.Agency, referral.Id);
        if (referral.State is ReferralState.Withheld or ReferralState.Unroutable)
            await CloseItemsAsync(desk, referral, cancellation);
        foreach (var handover in await unit.Store.Handovers.Where(h => h.ReferralId == referral.Id && h.State < HandoverState.NotAccepted).ToListAsync(cancellation))
        {
            handover.State = handover.InServiceAt is null ? HandoverState.Cancelled : HandoverState.Stopped;
            handover.StoppedAt = handover.InServiceAt is null ? handover.StoppedAt : unit.Now;
            handover.LastReason = type == EventTypes.ReferralRecalled ? "recalled" : "cancelled";
            if (await unit.Store.Disclosures.AnyAsync(d => d.ReferralId == referral.Id && d.Recipient == handover.Recipient, cancellation))
                handovers.Tell(unit, desk.Pairs, handover, CoarseStatuses.Cancelled, handover.Sender, handover.Recipient);
        }

        foreach (var clock in await unit.Store.Deadlines.Where(c => (c.SubjectId == referral.Id || unit.Store.Handovers.Any(h => h.ReferralId == referral.Id && h.Id == c.SubjectId)) && c.State == DeadlineState.Running).ToListAsync(cancellation))
            clock.State = DeadlineState.Stopped;
        return true;
    }

    private static async Task CloseItemsAsync(ReferralDesk desk, ReferralSnapshot referral, CancellationToken cancellation)
    {
        foreach (var item in await desk.Unit.Store.Tasks.Where(w => w.ReferralId == referral.Id && w.ClosedAt == null).ToListAsync(cancellation))
            (item.ClosedAt, item.ClosedBy) = (desk.Unit.Now, "ended-by-sender");
    }
}
