using Gateway.Core.Retention;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Retention;

/// <summary>Purges tasks that were closed.</summary>
internal sealed class TaskPurge() : Purge(RetentionKinds.Tasks)
{
    internal override async Task<PurgePage> ReadAsync(PurgeView view, Guid after, CancellationToken cancellation)
    {
        var batch = new LoadBatch(view.Database);
        var page = batch.Values(
            ((SqlText)$"""
              SELECT t."Id", t."OpenedAt", t."ClosedAt", t."SubjectId", t."ReferralId", COALESCE(r."ClientId", m."ClientId")
              FROM "Task" AS t LEFT JOIN "Record" AS r ON r."Id" = t."SubjectId" LEFT JOIN "Mandate" AS m ON m."Id" = t."SubjectId" WHERE t."Id" > {after} ORDER BY t."Id"
              """).Then(batch.Limit(view.Most)),
            r => (Id: r.Key(0), OpenedAt: r.Moment(1), ClosedAt: r.MomentOrNull(2), Client: r.KeyOrNull(5) ?? r.Key(3), Referral: r.KeyOrNull(4)));
        await batch.RunAsync(cancellation);
        var (old, last) = Old(view, page, r => (r.Id, r.OpenedAt));
        var lives = await ReferralLives.ReadAsync(view, [.. old.Select(r => r.Referral).OfType<Guid>().Distinct()], cancellation);
        List<Looked> looked = [.. old.Select(r =>
        {
            var life = r.Referral is { } referral && lives.TryGetValue(referral, out var found) ? found.Life : null;
            var moment = r.ClosedAt ?? r.OpenedAt;
            return new Looked(r.Id, moment, RetentionRules.Decide(view.Term, moment, RetentionNeeds.OfAside(r.ClosedAt is null, view.Held.Contains(r.Client), life), view.Now));
        })];
        List<Guid> due = [.. looked.Where(l => l.Decision.Purge).Select(l => l.Id)];
        return new PurgePage(looked, last, unit =>
        {
            if (due.Count > 0)
            {
                unit.First(new RowStatement($"""DELETE FROM "Task" WHERE "Id" {due} AND "ClosedAt" IS NOT NULL""", due.Count));
                Told(unit, due);
            }

            return 0;
        });
    }

    /// <summary>With tasks goes what told their offices of them.</summary>
    internal static void Told(UnitOfWork unit, IReadOnlyList<Guid> tasks)
    {
        foreach (var table in (string[])["Delivery", "Disclosure"])
            unit.First(new RowStatement(SqlText.Of($"DELETE FROM \"{table}\" WHERE \"ReferralId\" ").Then($"{tasks}")));
    }
}
