using Gateway.Core.Retention;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Retention;

/// <summary>Forgets one-time links that stopped working; users are few and stay.</summary>
internal sealed class LinkPurge() : Purge(RetentionKinds.OneTimeLinks)
{
    internal override bool ShowsAll => false;

    internal override async Task<PurgePage> ReadAsync(PurgeView view, Guid after, CancellationToken cancellation)
    {
        var batch = new LoadBatch(view.Database);
        var page = batch.Values(
            ((SqlText)$"""SELECT t."Id", t."LinkUntil" FROM "User" AS t WHERE t."LinkUntil" IS NOT NULL AND t."Id" > {after} ORDER BY t."Id" """).Then(batch.Limit(view.Most)),
            r => (Id: r.Key(0), Until: r.Moment(1)));
        await batch.RunAsync(cancellation);
        // A link counts machine time.
        List<Looked> looked = [.. page.Select(p => new Looked(p.Id, p.Until, RetentionRules.Decide(view.Term, p.Until, Need.None, view.MachineNow)))];
        List<(Guid Id, DateTimeOffset Until)> due = [.. looked.Where(l => l.Decision.Purge).Select(l => (l.Id, l.Moment))];
        return new PurgePage(looked, page.Count < view.Most ? null : page[^1].Id, unit =>
        {
            foreach (var (id, until) in due)
                unit.First(new RowStatement($"""UPDATE "User" SET "LinkHash" = NULL, "LinkUntil" = NULL WHERE "Id" = {id} AND "LinkUntil" = {until}""", 1));
            return 0;
        });
    }
}
