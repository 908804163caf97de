using Gateway.Core.Retention;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Retention;

/// <summary>Purges requests of control services. Who was given what is told to the client as long as it is kept.</summary>
internal sealed class MandatePurge() : Purge(RetentionKinds.Mandates)
{
    internal override async Task<PurgePage> ReadAsync(PurgeView view, Guid after, CancellationToken cancellation)
    {
        var batch = new LoadBatch(view.Database);
        var page = batch.Values(
            ((SqlText)$"""SELECT t."Id", t."AskedAt", t."AnsweredAt", t."ClientId" FROM "Mandate" AS t WHERE t."Id" > {after} ORDER BY t."Id" """).Then(batch.Limit(view.Most)),
            r => (Id: r.Key(0), At: r.Moment(1), Answered: r.MomentOrNull(2), Client: r.KeyOrNull(3)));
        await batch.RunAsync(cancellation);
        var (old, last) = Old(view, page, r => (r.Id, r.At));
        List<Looked> looked = [.. old.Select(r =>
        {
            var moment = r.Answered ?? r.At;
            return new Looked(r.Id, moment, RetentionRules.Decide(view.Term, moment, RetentionNeeds.OfAside(open: false, r.Client is { } client && view.Held.Contains(client), life: null), view.Now));
        })];
        List<Guid> due = [.. looked.Where(l => l.Decision.Purge).Select(l => l.Id)];
        var emptied = await EmptiedClients.ReadAsync(view, [.. old.Where(r => due.Contains(r.Id)).Select(r => r.Client).OfType<Guid>().Distinct()], [], [], [], [], cancellation, due);
        return new PurgePage(looked, last, unit =>
        {
            if (due.Count == 0)
                return 0;
            unit.First(TaskClosing.Where(unit.Now, RetentionStore.Actor, $""" "SubjectId" {due}"""));
            unit.First(new RowStatement($"""DELETE FROM "Mandate" WHERE "Id" {due}""", due.Count));
            return emptied.Write(unit);
        });
    }
}
