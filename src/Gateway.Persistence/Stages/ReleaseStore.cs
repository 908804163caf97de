using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Persistence.Work;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>The load and apply sides of the delivery stage over the database.</summary>
internal sealed class ReleaseStore(IGatewayDatabase database, UnitsOfWork units, ReleaseLoads loads, WorkItemStore items, WorkSignals signals) : IReleaseStore
{
    public async Task<DeliveryLoad> LoadDeliveriesAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation)
    {
        var held = SqlText.In(Held(token, items));
        var batch = new LoadBatch(database);
        var work = Work(batch, token, items);
        var deliveries = batch.Rows<DeliverySnapshot>($"""WHERE t."Id" {held}""");
        var heads = batch.Values(
            $"""SELECT t."Id" FROM "Delivery" AS t WHERE t."Id" {held} AND {PairOrder.IsFirst}""", r => r.Key(0));
        var recipients = SqlText.In($"""SELECT "Recipient" FROM "Delivery" WHERE "Id" {held}""");
        var feeds = batch.Rows<FeedSnapshot>($"""WHERE t."Agency" {recipients}""");
        var onTheWay = batch.Values(
            $"""SELECT t."Recipient", COUNT(*) FROM "Delivery" AS t WHERE t."Recipient" {recipients} AND {PairOrder.IsOnTheWay} GROUP BY t."Recipient" """,
            r => (Recipient: r.GetString(0), Count: Convert.ToInt64(r.GetValue(1), System.Globalization.CultureInfo.InvariantCulture)));
        var onHold = HoldsInForce.All(batch);
        await batch.RunAsync(cancellation);

        var first = heads.ToHashSet();
        // Only these may be released; what waits for another of its pair needs nothing else. What is parked is looked at before
        // it is replayed: a preview decides it as the replay would.
        var candidates = deliveries.FindAll(d => d.State is DeliveryState.Released or DeliveryState.Parked || first.Contains(d.Id));
        var known = await loads.ReadAsync(candidates, HoldsInForce.Among(onHold, candidates.Select(d => d.Recipient)), cancellation);
        foreach (var other in deliveries.Except(candidates))
            known.Deliveries.Add(other);
        return new DeliveryLoad(work, known, first, feeds, onTheWay.ToDictionary(r => r.Recipient, r => r.Count, StringComparer.Ordinal));
    }

    public async Task<(IReadOnlyList<WorkItem> Items, Snapshots Known)> LoadAttemptedAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var work = Work(batch, token, items);
        var deliveries = batch.Rows<DeliverySnapshot>(
            $"""WHERE t."Id" {SqlText.In(Held(token, items))}""", abridged: nameof(DeliverySnapshot.Payload));
        await batch.RunAsync(cancellation);
        return (work, new Snapshots { Deliveries = new SnapshotSet<DeliverySnapshot>(deliveries) });
    }

    public async Task ApplyAsync(Snapshots known, Guid token, IReadOnlyList<SettledItem> settled, IReadOnlyList<FeedChange> feeds, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        Leases.Settle(unit, token, [.. settled.Select(s => s.Fault is null ? s : s with { Decision = null })]);
        EffectWriter.Write(unit, known, settled.Select(s => s.Decision).OfType<Decision>());
        FeedStore.Write(unit, feeds);
        var over = settled.Where(s => s.Fault is not null || s.Decision?.Outcome is ItemOutcome.Done).Select(s => known.Deliveries.Find(s.Item.SubjectId)).OfType<DeliverySnapshot>().ToList();
        WakeNext(unit, over);
        await unit.CommitAsync(cancellation);
        signals.Committed(over.Count > 0 ? [StageNames.Delivery] : [], feeds.Select(f => f.After.Agency));
    }

    public async Task<bool> WakeAsync(string recipient, int most, bool attempted, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        // Only what has work that rests: of what was announced and waits to be fetched nothing is left to do.
        SqlText of = $"""SELECT t."Id" FROM "Delivery" AS t WHERE t."Recipient" = {recipient} AND EXISTS (SELECT 1 FROM "WorkItem" AS w WHERE w."Stage" = {StageNames.Delivery} AND w."SubjectId" = t."Id" AND w."State" = {WorkItemState.Open} AND w."Attempts" <= {(attempted ? int.MaxValue : 0)}) AND """;
        var order = SqlText.Of(""" ORDER BY t."Id" """).Then(batch.Limit(most));
        var onTheWay = batch.Values(of.Then(PairOrder.IsOnTheWay).Then(order), r => r.Key(0));
        var heads = batch.Values(of.Then(PairOrder.IsFirst).Then(order), r => r.Key(0));
        var onHold = HoldsInForce.Of(batch, recipient);
        await batch.RunAsync(cancellation);
        if (onHold.Count > 0)
            return true;
        List<Guid> resting = [.. onTheWay, .. heads.Take(most - onTheWay.Count)];
        if (resting.Count == 0)
            return false;
        if (await items.WakeSleepingAsync(StageNames.Delivery, resting, cancellation) > 0)
            signals.Committed([StageNames.Delivery], []);
        return true;
    }

    /// <summary>
    /// Makes those due that come next in the pairs of what is over. The last statement of the transaction: behind the
    /// confirmations, so that it sees who comes next, and behind the items that are put to rest, because the next may be among
    /// them. A lease on them ends: whoever holds it decided before.
    /// </summary>
    private static void WakeNext(UnitOfWork unit, List<DeliverySnapshot> over)
    {
        if (over.Count == 0)
            return;
        SqlText next = $"""SELECT t."Id" FROM "Delivery" AS t WHERE {PairOrder.IsFirst} AND t."ClientId" {over.Select(d => d.ClientId).ToList()} AND t."Recipient" {over.Select(d => d.Recipient).ToList()}""";
        unit.Last(new RowStatement($"""UPDATE "WorkItem" SET "NotBefore" = {unit.MachineNow}, "LeasedUntil" = NULL, "LeaseToken" = NULL WHERE "Stage" = {StageNames.Delivery} AND "State" = {WorkItemState.Open} AND "SubjectId" {SqlText.In(next)}"""));
    }

    private static List<WorkItem> Work(LoadBatch batch, Guid token, IReadOnlyList<Guid> items) =>
        batch.Rows<WorkItem>($"""WHERE t."Id" {items} AND {HeldItems.Condition(token)} ORDER BY t."Id" """);

    private static SqlText Held(Guid token, IReadOnlyList<Guid> items) =>
        $"""SELECT "SubjectId" FROM "WorkItem" WHERE "Id" {items} AND {HeldItems.Condition(token)}""";
}
