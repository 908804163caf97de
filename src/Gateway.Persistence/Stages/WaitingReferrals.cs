using System.Globalization;
using Gateway.Core.Directory;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Looks at waiting referrals as one set; whose turn it is says <see cref="WaitingRules"/>.</summary>
internal sealed class WaitingReferrals(IGatewayDatabase database, UnitsOfWork units, IPresent<Agreed> agreed) : IWaitingReferrals
{
    public Task<int> DecideAgainAsync(Lease lease, int most, CancellationToken cancellation) => database.DespiteConflictsAsync(() => OnceAsync(lease, most, cancellation));

    private async Task<int> OnceAsync(Lease lease, int most, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        var now = agreed.Now;
        var closed = now.Directory.Agencies.Where(a => now.Directory.InPlaceOf(a, CountryTime.DayOf(a.Country, unit.Now)).Id != a.Id).Select(a => a.Id).ToList();
        var batch = new LoadBatch(database);
        // A record whose turn came before, and that is not decided yet, is not asked for twice.
        SqlText due = $"""EXISTS (SELECT 1 FROM "WorkItem" AS w WHERE w."Stage" = {StageNames.Referral} AND w."SubjectId" = r."RecordId")""";
        var waiting = batch.Values(
            SqlText.Of("SELECT r.\"Id\", r.\"RecordId\", r.\"Collaboration\", r.\"WaitsFor\", r.\"WaitsSince\", r.\"NeedsFirst\", CASE WHEN ").Then(due)
                .Then($""" THEN 1 ELSE 0 END FROM "Referral" AS r WHERE r."State" = {ReferralState.Unroutable} AND r."EndedAt" IS NULL AND r."WaitsFor" IS NOT NULL"""),
            r => new WaitingReferral(r.Key(0), r.Key(1), r.IsDBNull(2) ? null : r.GetString(2), r.GetString(3), r.Moment(4), Convert.ToBoolean(r.GetValue(5), CultureInfo.InvariantCulture))
            {
                Due = Convert.ToInt32(r.GetValue(6), CultureInfo.InvariantCulture) == 1,
            });
        var moving = closed.Count == 0 ? [] : batch.Values(
            ((SqlText)$"""SELECT DISTINCT r."RecordId" FROM "Handover" AS h JOIN "Referral" AS r ON r."Id" = h."ReferralId" WHERE h."Recipient" {closed} AND h."State" {Open} AND r."EndedAt" IS NULL AND NOT """).Then(due),
            r => r.Key(0));
        await batch.RunAsync(cancellation);
        if (waiting.Count == 0 && moving.Count == 0)
            return 0;
        var places = new LoadBatch(database);
        var occupancy = PlacesTaken.Add(places, now);
        await places.RunAsync(cancellation);
        List<Guid> next = [.. moving.Concat(WaitingRules.Next(waiting, now, occupancy.Read(), unit.Now).Select(w => w.Record)).Distinct().Take(most)];
        if (next.Count == 0)
            return 0;
        var rounds = new LoadBatch(database);
        var round = rounds.Values($"""SELECT "Id", "Round" FROM "Record" WHERE "Id" {next}""", r => (Id: r.Key(0), Round: r.GetInt32(1)));
        await rounds.RunAsync(cancellation);
        unit.First(LeaseStore.Hold(lease));
        var records = round.ConvertAll(r => r.Id);
        unit.First(new RowStatement($"""UPDATE "Record" SET "Round" = "Round" + 1, "Version" = "Version" + 1 WHERE "Id" {records}""", records.Count));
        var order = round.ToDictionary(r => r.Id, r => r.Round);
        foreach (var record in next.Where(order.ContainsKey))
            unit.Enqueue(StageNames.Referral, record, order[record] + 1);
        await unit.CommitAsync(cancellation);
        return records.Count;
    }

    private static List<int> Open { get; } = [.. Enum.GetValues<HandoverState>().Where(s => !Lifecycle.IsFinal(s)).Select(s => (int)s)];
}
