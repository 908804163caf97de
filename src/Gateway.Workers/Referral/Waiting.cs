using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Referral;

/// <summary>Records that name a referral or handover not known yet: they wait in a worklist and go on when it arrives.</summary>
internal static class Waiting
{
    internal const string UnknownReferral = "unknown-referral";

    internal static void Mark(UnitOfWork unit, RecordSnapshot record, byte[] ticket, string text)
    {
        record.State = RecordState.Waiting;
        record.WaitingFor = ticket;
        record.ReasonCode = UnknownReferral;
        record.ReasonText = text;
        unit.OpenTask(TaskKinds.WaitingReply, record.Agency, record.Id, UnknownReferral, text);
        unit.Record("record.waiting", record.Agency, record.Id);
        unit.Pass(Passage.Alone);
        unit.Inside(async store =>
        {
            if (await store.Referrals.AnyAsync(r => r.Agency == record.Agency && r.TicketHash == ticket) || await store.Handovers.AnyAsync(h => h.TicketHash == ticket))
                throw new DbUpdateConcurrencyException("What a record was to wait for arrived meanwhile.");
        });
    }

    /// <summary>Sends records that waited for a ticket on their way again.</summary>
    /// <param name="unit">Unit of work.</param>
    /// <param name="ticket">Ticket that is known now.</param>
    /// <param name="begun">Records that began to wait in this unit; they are sent on too.</param>
    /// <param name="stored">Whether the store is asked; false when nothing waited when the unit began.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Their ids.</returns>
    internal static async Task<IReadOnlyList<Guid>> ReleaseAsync(
        UnitOfWork unit, byte[] ticket, IEnumerable<RecordSnapshot> begun, bool stored, CancellationToken cancellation)
    {
        var waiting = begun.Where(r => r.State == RecordState.Waiting && r.WaitingFor is { } other && other.AsSpan().SequenceEqual(ticket)).ToList();
        if (stored)
        {
            var rows = await unit.Store.Records.AsNoTracking().Where(r => r.WaitingFor == ticket && r.State == RecordState.Waiting).ToListAsync(cancellation);
            waiting.AddRange(rows.Where(r => !waiting.Exists(w => w.Id == r.Id)));
        }

        foreach (var record in waiting)
        {
            var stage = record.StatementType == Contracts.EventTypes.ReferralReply ? StageNames.Outcome : StageNames.Referral;
            var generation = await unit.Store.WorkItems.Where(s => s.Stage == stage && s.SubjectId == record.Id).MaxAsync(s => s.Generation, cancellation);
            unit.Enqueue(stage, record.Id, generation + 1);
        }

        return waiting.ConvertAll(r => r.Id);
    }

    /// <summary>
    /// Holds, inside the transaction that makes tickets known, that nobody else began to wait for them since it read:
    /// who waits and what arrives would otherwise miss each other for good.
    /// </summary>
    internal static async Task NobodyElseAsync(GatewayContext store, IReadOnlyCollection<byte[]> tickets, IReadOnlySet<Guid> sentOn)
    {
        var waiting = await store.Records.Where(r => r.WaitingFor != null && tickets.Contains(r.WaitingFor) && r.State == RecordState.Waiting).Select(r => r.Id).ToListAsync();
        if (waiting.Exists(id => !sentOn.Contains(id)))
            throw new DbUpdateConcurrencyException("A record began to wait for what has just arrived.");
    }
}
