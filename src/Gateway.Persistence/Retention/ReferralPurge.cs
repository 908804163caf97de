using Gateway.Core.Retention;
using Gateway.Core.Work;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Retention;

/// <summary>Purges referrals with everything that is about them: handovers, deliveries, disclosures, decisions, tasks, records.</summary>
/// <param name="abandoned">Those of which nothing was ever handed over; otherwise those that were.</param>
internal sealed class ReferralPurge(bool abandoned) : Purge(abandoned ? RetentionKinds.ReferralsAbandoned : RetentionKinds.Referrals)
{
    internal override async Task<PurgePage> ReadAsync(PurgeView view, Guid after, CancellationToken cancellation)
    {
        var batch = new LoadBatch(view.Database);
        var page = batch.Values(
            ((SqlText)$"""SELECT t."Id", t."SubmittedAt" FROM "Referral" AS t WHERE t."Id" > {after} ORDER BY t."Id" """).Then(batch.Limit(view.Most)),
            r => (Id: r.Key(0), SubmittedAt: r.Moment(1)));
        await batch.RunAsync(cancellation);
        var (old, last) = Old(view, page, r => (r.Id, r.SubmittedAt));
        var lives = await ReferralLives.ReadAsync(view, old.ConvertAll(r => r.Id), cancellation);
        var decided = await DecidedAsync(view.Database, [.. lives.Keys], cancellation);
        List<Looked> looked = [.. lives.Values.OrderBy(l => l.Referral.Id).Select(l =>
        {
            // The other kind's; it may still be handed over.
            if (RetentionNeeds.KindOf(l.Life) != Kind)
                return NotOfKind(l.Referral.Id, l.Life.LastAt);
            var (need, moment) = RetentionNeeds.OfReferral(l.Life, decided.TryGetValue(l.Referral.Id, out var at) ? at : null);
            return new Looked(l.Referral.Id, moment, RetentionRules.Decide(view.Term, moment, need, view.Now));
        })];
        List<Guid> due = [.. looked.Where(l => l.Decision.Purge).Select(l => l.Id)];
        var (records, clients, deliveries, tasks) = await AboutAsync(view.Database, due, cancellation);
        var emptied = await EmptiedClients.ReadAsync(view, [.. clients.Concat(due.Select(id => lives[id].Referral.ClientId)).Distinct()], records, due, [], [], cancellation);
        return new PurgePage(looked, last, unit =>
        {
            if (due.Count == 0)
                return 0;
            // Whoever decides about one of them at this moment raises its version.
            foreach (var id in due)
                unit.First(new RowStatement($"""DELETE FROM "Referral" WHERE "Id" = {id} AND "Version" = {lives[id].Referral.Version}""", 1));
            foreach (var table in (string[])["Handover", "Delivery", "Disclosure", "Decision", "Record", "Task"])
                unit.First(new RowStatement(SqlText.Of($"DELETE FROM \"{table}\" WHERE \"ReferralId\" ").Then($"{due}")));
            if (tasks.Count > 0)
                TaskPurge.Told(unit, tasks);
            unit.First(new RowStatement($"""DELETE FROM "WorkItem" WHERE "Stage" = {StageNames.Delivery} AND "SubjectId" {deliveries}"""));
            unit.InsideCompartments(c => c.Sealed.Where(s => records.Contains(s.RecordId)).ExecuteDeleteAsync(cancellation));
            return emptied.Write(unit);
        });
    }

    /// <summary>The last decision about each.</summary>
    private static async Task<Dictionary<Guid, DateTimeOffset>> DecidedAsync(IGatewayDatabase database, List<Guid> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return [];
        var batch = new LoadBatch(database);
        var found = batch.Values($"""SELECT "ReferralId", "At" FROM "Decision" WHERE "ReferralId" {ids}""", r => (Referral: r.Key(0), At: r.Moment(1)));
        await batch.RunAsync(cancellation);
        return found.GroupBy(f => f.Referral).ToDictionary(g => g.Key, g => g.Max(f => f.At));
    }

    private static async Task<(List<Guid> Records, List<Guid> Clients, List<Guid> Deliveries, List<Guid> Tasks)> AboutAsync(IGatewayDatabase database, List<Guid> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return ([], [], [], []);
        var batch = new LoadBatch(database);
        var records = batch.Values($"""SELECT "Id", "ClientId" FROM "Record" WHERE "ReferralId" {ids}""", r => (Id: r.Key(0), Client: r.KeyOrNull(1)));
        var tasks = batch.Values($"""SELECT "Id" FROM "Task" WHERE "ReferralId" {ids}""", r => r.Key(0));
        var deliveries = batch.Values($"""SELECT "Id" FROM "Delivery" WHERE "ReferralId" {SqlText.In($"""SELECT "Id" FROM "Task" WHERE "ReferralId" {ids}""")} OR "ReferralId" {ids}""", r => r.Key(0));
        await batch.RunAsync(cancellation);
        return (records.ConvertAll(r => r.Id), [.. records.Select(r => r.Client).OfType<Guid>()], deliveries, tasks);
    }
}
