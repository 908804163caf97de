using Gateway.Core.Handovers;
using Gateway.Core.Retention;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Retention;

/// <summary>Purges what is about a referral and ends before it: contents of deliveries, decisions.</summary>
/// <param name="kind">Kind.</param>
/// <param name="table">Table.</param>
/// <param name="madeAt">Column with the moment at which a row was made.</param>
/// <param name="open">Condition under which a row is open itself.</param>
/// <param name="there">Condition under which there is anything to purge of a row.</param>
/// <param name="purge">Statement that purges rows of these keys.</param>
internal sealed class AboutReferralPurge(string kind, string table, string madeAt, string open, string there, Func<IReadOnlyList<Guid>, SqlText> purge) : Purge(kind)
{
    /// <summary>Contents of deliveries that are settled; proof and order of what left stay.</summary>
    internal static AboutReferralPurge Payloads { get; } = new(
        RetentionKinds.Payloads, "Delivery", "IssuedAt", IsOpen<DeliveryState>(RetentionNeeds.IsOpen), "t.\"Payload\" IS NOT NULL",
        ids => $"""UPDATE "Delivery" SET "Payload" = NULL, "Version" = "Version" + 1 WHERE "Id" {ids} AND "State" IN ({DeliveryState.Confirmed}, {DeliveryState.Blocked})""");

    /// <summary>Decisions.</summary>
    internal static AboutReferralPurge Decisions { get; } = new(
        RetentionKinds.Decisions, "Decision", "At", "1 = 0", "1 = 1", ids => $"""DELETE FROM "Decision" WHERE "Id" {ids}""");

    internal override async Task<PurgePage> ReadAsync(PurgeView view, Guid after, CancellationToken cancellation)
    {
        var batch = new LoadBatch(view.Database);
        var page = batch.Values(
            SqlText.Of($"SELECT t.\"Id\", t.\"{madeAt}\", t.\"ReferralId\", CASE WHEN {open} THEN 1 ELSE 0 END, CASE WHEN {there} THEN 1 ELSE 0 END FROM \"{table}\" AS t WHERE t.\"Id\" > ")
                .Then($"""{after} ORDER BY t."Id" """).Then(batch.Limit(view.Most)),
            r => (Id: r.Key(0), MadeAt: r.Moment(1), Referral: r.Key(2), Open: r.GetInt32(3) == 1, There: r.GetInt32(4) == 1));
        await batch.RunAsync(cancellation);
        var (old, last) = Old(view, page, r => (r.Id, r.MadeAt));
        old = old.FindAll(r => r.There || r.Open);
        var lives = await ReferralLives.ReadAsync(view, [.. old.Select(r => r.Referral).Distinct()], cancellation);
        List<Looked> looked = [.. old.Select(r =>
        {
            if (!r.There)
                return NotOfKind(r.Id, r.MadeAt);
            var life = lives.TryGetValue(r.Referral, out var found) ? found.Life : null;
            var (need, moment) = RetentionNeeds.OfPart(r.Open, r.MadeAt, life);
            return new Looked(r.Id, moment, RetentionRules.Decide(view.Term, moment, need, view.Now));
        })];
        List<Guid> due = [.. looked.Where(l => l.Decision.Purge).Select(l => l.Id)];
        return new PurgePage(looked, last, unit =>
        {
            if (due.Count > 0)
                unit.First(new RowStatement(purge(due), due.Count));
            return 0;
        });
    }
}
