using Gateway.Persistence;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Referral;

/// <summary>Records that name a referral or handover not known yet: they wait in a worklist and go on when it arrives.</summary>
internal static class Waiting
{
    internal const string UnknownReferral = "unknown-referral";

    internal static void Mark(UnitOfWork unit, RecordRow record, byte[] ticket, string text)
    {
        record.State = RecordState.Waiting;
        record.WaitingFor = ticket;
        record.ReasonCode = UnknownReferral;
        record.ReasonText = text;
        unit.Raise(WorklistKinds.WaitingReply, record.Agency, record.Id, UnknownReferral, text);
        unit.Record("record.waiting", record.Agency, record.Id);
        unit.Inside(async store =>
        {
            if (await store.Referrals.AnyAsync(r => r.Agency == record.Agency && r.TicketHash == ticket) || await store.Handovers.AnyAsync(h => h.Recipient == record.Agency && h.TicketHash == ticket))
                throw new DbUpdateConcurrencyException("What this record waits for arrived meanwhile.");
        });
    }

    /// <summary>Sends records that waited for a ticket on their way again.</summary>
    internal static async Task ReleaseAsync(UnitOfWork unit, byte[] ticket, CancellationToken cancellation)
    {
        foreach (var record in await unit.Store.Records.AsNoTracking().Where(r => r.WaitingFor == ticket && r.State == RecordState.Waiting).ToListAsync(cancellation))
        {
            var stage = record.StatementType == Contracts.EventTypes.ReferralReply ? StageNames.Outcome : StageNames.Referral;
            var generation = await unit.Store.Steps.Where(s => s.Stage == stage && s.SubjectId == record.Id).MaxAsync(s => s.Generation, cancellation);
            unit.Enqueue(stage, record.Id, generation + 1);
        }
    }
}
