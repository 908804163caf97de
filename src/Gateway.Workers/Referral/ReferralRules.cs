using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Gateway.Workers.Stages;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Referral;

/// <summary>
/// What the referring side states takes effect: referrals are decided, corrected and ended, agreements given and
/// withdrawn, clients updated, counts kept. One record may make several statements.
/// </summary>
internal sealed class ReferralRules(
    RecordVault vault, Installation installation, Occupancy occupancy, ReferralDecisions decisions, ReferralEndings endings,
    Consents consents, ClientUpdates updates) : IStageRules
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    public string Name => StageNames.Referral;

    public async Task<IStageBatch> LoadAsync(UnitOfWork unit, IReadOnlyList<WorkItem> steps, CancellationToken cancellation)
    {
        var ids = steps.Select(s => s.SubjectId).ToList();
        var records = await unit.Store.Records.Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellation);
        // Before the desk: what is found decided here lies on the desk. The other way round, a correction could have its turn
        // beside a desk that does not know its referral yet.
        var order = await ClientOrder.LoadAsync(unit, records.Values, cancellation);
        var keys = await vault.KeysAsync(unit.Store, records.Values.Select(r => r.KeyId), cancellation);
        var statements = records.Values.ToDictionary(r => r.Id, r => keys.TryGetValue(r.KeyId, out var key) ? RecordVault.Open(r, key) : []);
        var desk = await ReferralDesk.LoadAsync(unit, installation.Index, records.Values, statements, await occupancy.ReadAsync(unit, cancellation), cancellation);
        return new Batch(this, unit, desk, order, records, statements);
    }

    private Task<bool> ApplyAsync(ReferralDesk desk, RecordSnapshot record, Statement statement, CancellationToken cancellation) => statement.Content switch
    {
        ReferralSubmitted referral when statement.Type == EventTypes.ReferralAmended => decisions.AmendAsync(desk, record, statement, referral, cancellation),
        ReferralSubmitted referral => decisions.SubmitAsync(desk, record, statement, referral, cancellation),
        ReferralEnded ended => endings.EndAsync(desk, record, statement.Type, ended, cancellation),
        ConsentGiven given => consents.GiveAsync(desk, record, given, cancellation),
        // In force since intake accepted it.
        ConsentWithdrawn => Task.FromResult(true),
        _ => updates.ApplyAsync(desk, record, statement, cancellation),
    };

    private byte[] TicketOf(string agency, Statement statement) => installation.Index.Ticket(
        agency,
        statement.Content switch
        {
            ReferralEnded ended => ended.InReplyTo,
            ReferralSubmitted amended => amended.InReplyTo ?? amended.Ticket,
            ConsentGiven given => given.InReplyTo ?? given.Ticket,
            var other => other.Ticket,
        });

    private sealed class Batch(
        ReferralRules rules, UnitOfWork unit, ReferralDesk desk, ClientOrder order, Dictionary<Guid, RecordSnapshot> records,
        Dictionary<Guid, IReadOnlyList<Statement>> statements) : IStageBatch
    {
        public async Task<WorkResult> WorkAsync(WorkItem step, CancellationToken cancellation)
        {
            var record = records[step.SubjectId];
            if (!order.IsTurnOf(record))
                return new WorkResult.Later(Turn, Attempted: false);
            foreach (var statement in statements[record.Id])
            {
                if (!await rules.ApplyAsync(desk, record, statement, cancellation))
                    return WaitFor(record, statement, step);
            }

            order.Decided(record);

            if (record.State == RecordState.Waiting)
                await CloseWaitingAsync(record, cancellation);
            if (record.State != RecordState.SetAside)
                record.State = RecordState.Done;
            return WorkResult.Completed;
        }

        // What names a ticket that is not known yet waits: its referral may be a moment behind. Until it gives up, what
        // follows it waits too.
        private WorkResult WaitFor(RecordSnapshot record, Statement statement, WorkItem step)
        {
            if (step.Attempts < 3)
                return new WorkResult.Later(TimeSpan.FromSeconds(1));
            order.Decided(record);
            Waiting.Mark(unit, record, rules.TicketOf(record.Agency, statement), "It names a referral that is not known here. It waits; when the referral arrives it takes effect.");
            desk.Wait(record);
            return WorkResult.Completed;
        }

        private async Task CloseWaitingAsync(RecordSnapshot record, CancellationToken cancellation)
        {
            record.WaitingFor = null;
            record.ReasonCode = record.ReasonText = null;
            foreach (var item in await unit.Store.Tasks.Where(w => w.SubjectId == record.Id && w.ClosedAt == null).ToListAsync(cancellation))
                (item.ClosedAt, item.ClosedBy) = (unit.Now, "arrived");
        }
    }
}
