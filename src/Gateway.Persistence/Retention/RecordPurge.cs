using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Retention;
using Gateway.Core.Work;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Retention;

/// <summary>Purges records with their statements, and what lies of them in compartments.</summary>
/// <param name="unsettled">Those that were set aside or wait; otherwise those whose statements were worked on.</param>
internal sealed class RecordPurge(bool unsettled) : Purge(unsettled ? RetentionKinds.RecordsUnsettled : RetentionKinds.Records)
{
    private static readonly IReadOnlyList<string> Stages = [StageNames.Referral, StageNames.Outcome];

    private sealed record Row(Guid Id, RecordState State, DateTimeOffset ReceivedAt, Guid? Client, Guid? Referral);

    internal override async Task<PurgePage> ReadAsync(PurgeView view, Guid after, CancellationToken cancellation)
    {
        var batch = new LoadBatch(view.Database);
        var page = batch.Values(
            ((SqlText)$"""SELECT t."Id", t."State", t."ReceivedAt", t."ClientId", t."ReferralId" FROM "Record" AS t WHERE t."Id" > {after} ORDER BY t."Id" """).Then(batch.Limit(view.Most)),
            r => new Row(r.Key(0), (RecordState)r.GetInt32(1), r.Moment(2), r.KeyOrNull(3), r.KeyOrNull(4)));
        await batch.RunAsync(cancellation);
        var (old, last) = Old(view, page, r => (r.Id, r.ReceivedAt));
        List<Guid> ids = [.. old.Select(r => r.Id)];
        var lives = await ReferralLives.ReadAsync(view, [.. old.Select(r => r.Referral).OfType<Guid>().Distinct()], cancellation);
        var busy = await BusyAsync(view.Database, ids, cancellation);
        List<Looked> looked = [.. old.Select(r =>
        {
            // The other kind's; it may become one of this kind, when it is translated again or what it waits for comes.
            if (RetentionNeeds.KindOf(r.State) != Kind)
                return NotOfKind(r.Id, r.ReceivedAt);
            var life = r.Referral is { } id && lives.TryGetValue(id, out var found) ? found.Life : null;
            var (need, moment) = RetentionNeeds.OfRecord(r.State, r.ReceivedAt, r.Client is { } client && view.Held.Contains(client), busy.Contains(r.Id), life);
            return new Looked(r.Id, moment, RetentionRules.Decide(view.Term, moment, need, view.Now));
        })];
        var due = looked.Where(l => l.Decision.Purge).Select(l => l.Id).ToHashSet();
        var emptied = await EmptiedClients.ReadAsync(view, [.. old.Where(r => due.Contains(r.Id)).Select(r => r.Client).OfType<Guid>().Distinct()], due, [], [], [], cancellation);
        return new PurgePage(looked, last, unit => Write(unit, [.. due], emptied, cancellation));
    }

    private static int Write(UnitOfWork unit, List<Guid> ids, EmptiedClients emptied, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return 0;
        unit.First(TaskClosing.Where(unit.Now, RetentionStore.Actor, $""" "SubjectId" {ids}"""));
        unit.First(new RowStatement(
            $"""DELETE FROM "Record" WHERE "Id" {ids} AND NOT EXISTS (SELECT 1 FROM "WorkItem" AS w WHERE w."Stage" {Stages} AND w."SubjectId" = "Record"."Id")""", ids.Count));
        unit.InsideCompartments(c => c.Sealed.Where(s => ids.Contains(s.RecordId)).ExecuteDeleteAsync(cancellation));
        return emptied.Write(unit);
    }

    /// <summary>Records on which work waits, or which a replay holds.</summary>
    private static async Task<HashSet<Guid>> BusyAsync(IGatewayDatabase database, List<Guid> records, CancellationToken cancellation)
    {
        if (records.Count == 0)
            return [];
        var batch = new LoadBatch(database);
        var work = batch.Values($"""SELECT "SubjectId" FROM "WorkItem" WHERE "Stage" {Stages} AND "SubjectId" {records}""", r => r.Key(0));
        var replayed = batch.Values(
            $"""SELECT "SubjectId" FROM "ReplayItem" WHERE "ReplayId" {SqlText.In($"""SELECT "Id" FROM "Replay" WHERE "State" < {ReplayState.Cancelled}""")} AND "SubjectId" {records}""", r => r.Key(0));
        await batch.RunAsync(cancellation);
        return [.. work, .. replayed];
    }
}
