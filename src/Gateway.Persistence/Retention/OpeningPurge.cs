using Gateway.Core.Retention;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Retention;

/// <summary>Purges who was shown what. A client of whom nothing else was left is kept until then, so that it could be told.</summary>
internal sealed class OpeningPurge() : Purge(RetentionKinds.Openings)
{
    internal override async Task<PurgePage> ReadAsync(PurgeView view, Guid after, CancellationToken cancellation)
    {
        var batch = new LoadBatch(view.Database);
        var page = batch.Values(
            ((SqlText)$"""SELECT t."Id", t."At", t."LastAt", t."Count", t."ClientId", t."ReferralId" FROM "Opening" AS t WHERE t."Id" > {after} ORDER BY t."Id" """).Then(batch.Limit(view.Most)),
            r => (Id: r.Key(0), At: r.Moment(1), LastAt: r.Moment(2), Count: r.GetInt32(3), Client: r.KeyOrNull(4), Referral: r.KeyOrNull(5)));
        await batch.RunAsync(cancellation);
        var (old, last) = Old(view, page, r => (r.Id, r.At));
        var lives = await ReferralLives.ReadAsync(view, [.. old.Select(r => r.Referral).OfType<Guid>().Distinct()], cancellation);
        List<Looked> looked = [.. old.Select(r =>
        {
            var life = r.Referral is { } referral && lives.TryGetValue(referral, out var found) ? found.Life : null;
            var need = RetentionNeeds.OfAside(open: false, r.Client is { } client && view.Held.Contains(client), life);
            return new Looked(r.Id, r.LastAt, RetentionRules.Decide(view.Term, r.LastAt, need, view.Now));
        })];
        var ids = looked.Where(l => l.Decision.Purge).Select(l => l.Id).ToHashSet();
        var due = old.FindAll(r => ids.Contains(r.Id));
        var emptied = await EmptiedClients.ReadAsync(view, [.. due.Select(r => r.Client).OfType<Guid>().Distinct()], [], [], [], ids, cancellation);
        return new PurgePage(looked, last, unit =>
        {
            // One that is opened again at this moment counts once more, and is read again.
            foreach (var (id, _, _, count, _, _) in due)
                unit.First(new RowStatement($"""DELETE FROM "Opening" WHERE "Id" = {id} AND "Count" = {count}""", 1));
            return due.Count == 0 ? 0 : emptied.Write(unit);
        });
    }
}
