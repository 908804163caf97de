using Gateway.Core.Handovers;
using Gateway.Core.Noes;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Work;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>The load and apply side of feeds and inboxes over the database.</summary>
internal sealed class FeedStore(IGatewayDatabase database, UnitsOfWork units, KeyRing rings, ReleaseLoads loads, WorkSignals signals, QueueStarts starts) : IFeedStore
{
    private const int Released = (int)DeliveryState.Released;

    public async Task<StoredPage> ReadAsync(string agency, long after, int take, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        // The counter before the rows: every position up to it is then among them.
        var feed = Feed(batch, agency);
        var rows = batch.Rows<DeliverySnapshot>(
            ((SqlText)$"""WHERE t."Recipient" = {agency} AND t."Position" IS NOT NULL AND t."Position" > {after} ORDER BY t."Position" """).Then(batch.Limit(take)));
        var look = starts.Begin("feed:" + agency);
        var waiting = Waiting(batch, agency, look, 1);
        var onHold = HoldsInForce.Of(batch, agency);
        await batch.RunAsync(cancellation);
        Ended(look, waiting);
        var stored = await OpenAsync(rows, cancellation);
        return new StoredPage(
            feed.Count > 0 ? feed[0].Last : 0, stored.Items, rows.Count, rows.Count > 0 ? rows[^1].Position!.Value : after, stored.Unreadable, waiting.Count > 0 && onHold.Count == 0);
    }

    public async Task<HeadLoad> LoadHeadsAsync(string agency, int most, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var look = starts.Begin("feed:" + agency);
        var heads = batch.Rows<DeliverySnapshot>(
            ((SqlText)$"""WHERE t."Recipient" = {agency} AND t."Id" >= {look.FromKey} AND """).Then(PairOrder.IsFirst).Then(SqlText.Of(""" ORDER BY t."Id" """)).Then(batch.Limit(most)));
        var feed = Feed(batch, agency);
        var waiting = Waiting(batch, agency, look, most + 1);
        var onHold = HoldsInForce.Of(batch, agency);
        await batch.RunAsync(cancellation);
        Ended(look, waiting);
        if (onHold.Count > 0)
            return new HeadLoad([], new ReleaseSnapshots(), feed.FirstOrDefault(), More: false);
        var known = await loads.ReadAsync(heads, new HashSet<string>(), cancellation);
        return new HeadLoad(heads, known, feed.FirstOrDefault(), waiting.Count > heads.Count);
    }

    public Task<HeadLoad?> LoadHandoverHeadAsync(string agency, Guid handover, CancellationToken cancellation) => HeadAsync(
        agency, Of(agency, handover, "SELECT COUNT(*) FROM \"Delivery\" AS t"),
        $"""SELECT "ClientId" FROM "Handover" WHERE "Id" = {handover} AND "Recipient" = {agency}""", cancellation);

    public Task<HeadLoad?> LoadReferralHeadAsync(string agency, Guid referral, CancellationToken cancellation) => HeadAsync(
        agency, SqlText.Of("SELECT COUNT(*) FROM \"Delivery\" AS t ").Then(OfReferral(agency, referral)),
        $"""SELECT "ClientId" FROM "Referral" WHERE "Id" = {referral} AND "Agency" = {agency}""", cancellation);

    public async Task<Snapshots> LoadReferralUnconfirmedAsync(string agency, Guid referral, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var rows = batch.Rows<DeliverySnapshot>(OfReferral(agency, referral).Then($""" AND t."State" = {Released}"""), abridged: nameof(DeliverySnapshot.Payload));
        await batch.RunAsync(cancellation);
        return new Snapshots { Deliveries = new SnapshotSet<DeliverySnapshot>(rows) };
    }

    private async Task<HeadLoad?> HeadAsync(string agency, SqlText counting, SqlText client, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var waits = batch.Values(counting.Then(SqlText.Of(" AND ")).Then(PairOrder.Waits), Count);
        // A maintenance hold holds nobody up who opens the inbox; a restore does.
        var heads = batch.Rows<DeliverySnapshot>($"""WHERE t."Recipient" = {agency} AND t."ClientId" {SqlText.In(client)} AND {PairOrder.IsFirst} AND NOT {HoldsInForce.Restore}""");
        var feed = Feed(batch, agency);
        await batch.RunAsync(cancellation);
        if (waits[0] == 0)
            return null;
        return new HeadLoad(heads, await loads.ReadAsync(heads, new HashSet<string>(), cancellation), feed.FirstOrDefault(), More: waits[0] > 1);
    }

    public async Task<EventLoad?> LoadEventAsync(string agency, Guid delivery, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        SqlText of = $"""WHERE t."Id" = {delivery} AND t."Recipient" = {agency} AND """;
        var left = batch.Rows<DeliverySnapshot>(of.Then(SqlText.Of("t.\"Position\" IS NOT NULL")));
        var waits = batch.Values(SqlText.Of("SELECT t.\"Id\" FROM \"Delivery\" AS t ").Then(of).Then(PairOrder.Waits), r => r.Key(0));
        var heads = batch.Rows<DeliverySnapshot>(of.Then(PairOrder.IsFirst));
        var feed = Feed(batch, agency);
        var onHold = HoldsInForce.Of(batch, agency);
        await batch.RunAsync(cancellation);
        if (left.Count == 0 && waits.Count == 0)
            return null;
        if (left.Count > 0)
            return (await OpenAsync(left, cancellation)).Items is [var stored] ? new EventLoad(stored, new HeadLoad([], new ReleaseSnapshots(), feed.FirstOrDefault(), More: false)) : null;
        List<DeliverySnapshot> first = onHold.Count > 0 ? [] : heads;
        return new EventLoad(null, new HeadLoad(first, await loads.ReadAsync(first, new HashSet<string>(), cancellation), feed.FirstOrDefault(), More: false));
    }

    public async Task<AcknowledgeLoad> LoadUnconfirmedAsync(string agency, long position, int most, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var feed = Feed(batch, agency);
        // Whatever lies before the last acknowledgement is confirmed already, and may be millions of rows.
        SqlText range = $"""WHERE t."Recipient" = {agency} AND t."Position" IS NOT NULL AND t."Position" > (SELECT f."Acknowledged" FROM "Feed" AS f WHERE f."Agency" = {agency}) AND t."Position" <= {position} AND t."State" = {Released} ORDER BY t."Position" """;
        var rows = batch.Rows<DeliverySnapshot>(range.Then(batch.Limit(most)), abridged: nameof(DeliverySnapshot.Payload));
        await batch.RunAsync(cancellation);
        return new AcknowledgeLoad(
            feed.FirstOrDefault(), new Snapshots { Deliveries = new SnapshotSet<DeliverySnapshot>(rows) }, rows.Count == most ? rows[^1].Position : null);
    }

    public async Task<Snapshots> LoadUnconfirmedAsync(string agency, Guid handover, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var rows = batch.Rows<DeliverySnapshot>(Of(agency, handover, "").Then($""" AND (t."State" = {Released} OR (t."Status" {StopNotices.Statuses.ToList()} AND t."AcknowledgedAt" IS NULL AND t."ReleasedAt" IS NOT NULL))"""), abridged: nameof(DeliverySnapshot.Payload));
        await batch.RunAsync(cancellation);
        return new Snapshots { Deliveries = new SnapshotSet<DeliverySnapshot>(rows) };
    }

    public async Task<ReleaseSnapshots> LoadUnreadableAsync(IReadOnlyList<Guid> deliveries, CancellationToken cancellation)
    {
        var batch = new LoadBatch(database);
        var rows = batch.Rows<DeliverySnapshot>($"""WHERE t."Id" {deliveries} AND t."Position" IS NOT NULL""", abridged: nameof(DeliverySnapshot.Payload));
        var generations = ReleaseLoads.Generations(batch, deliveries);
        await batch.RunAsync(cancellation);
        return new ReleaseSnapshots { Deliveries = new SnapshotSet<DeliverySnapshot>(rows), Generations = generations.ToDictionary(g => g.Delivery, g => g.Last) };
    }

    public async Task ApplyAsync(Snapshots known, IReadOnlyList<Decision> decisions, IReadOnlyList<FeedChange> feeds, CancellationToken cancellation)
    {
        await using var unit = units.Open();
        EffectWriter.Write(unit, known, decisions);
        Write(unit, feeds);
        await unit.CommitAsync(cancellation);
    }

    public Task Committed(string agency) => signals.Feed(agency).Next;

    /// <summary>Writes feeds' rows; a feed that somebody else counted in meanwhile conflicts.</summary>
    internal static void Write(UnitOfWork unit, IReadOnlyList<FeedChange> feeds)
    {
        foreach (var feed in feeds)
        {
            if (feed.Before is null)
                unit.Write(feed.After);
            else
                unit.Change(feed.Before, feed.After);
        }
    }

    /// <summary>What was erased since is not there any more, and its position stays empty; so does that of what cannot be opened.</summary>
    private async Task<(IReadOnlyList<StoredEvent> Items, IReadOnlyList<Guid> Unreadable)> OpenAsync(List<DeliverySnapshot> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
            return ([], []);
        var clients = rows.Select(r => r.ClientId).Distinct().ToList();
        var batch = new LoadBatch(database);
        var wrapped = ClientKeys.Add(batch, $"""SELECT "Id" FROM "Client" WHERE "Id" {clients}""");
        var returns = rows.Where(r => r.IsUnderOwnKey).Select(r => r.ClientId).Distinct().ToList();
        var returned = returns.Count == 0 ? [] : ReturnLoads.KeysOf(batch, returns);
        await batch.RunAsync(cancellation);
        var keys = wrapped.Open(rings);
        foreach (var key in returned)
            keys[key.Id] = rings.TryOpen(key.Id, key.Wrapped!);
        List<StoredEvent> items = [];
        List<Guid> unreadable = [];
        foreach (var row in rows.Where(r => r.Payload is not null && keys.ContainsKey(r.ClientId)))
        {
            if (keys[row.ClientId] is { } key && StoredPayloads.Open(row, key) is { } bytes)
                items.Add(new StoredEvent(row, bytes));
            else if (row.State == DeliveryState.Released)
                unreadable.Add(row.Id);
        }

        return (items, unreadable);
    }

    private static List<FeedSnapshot> Feed(LoadBatch batch, string agency) => batch.Rows<FeedSnapshot>($"""WHERE t."Agency" = {agency}""");

    private static void Ended(QueueStarts.Look look, List<Guid> waiting) => look.Ended(waiting.Count > 0 ? KeySequence.TimeOf(waiting[0]) : null);

    private static List<Guid> Waiting(LoadBatch batch, string agency, QueueStarts.Look look, int most) => batch.Values(
        ((SqlText)$"""SELECT t."Id" FROM "Delivery" AS t WHERE t."Recipient" = {agency} AND t."Id" >= {look.FromKey} AND """).Then(PairOrder.Waits).Then(SqlText.Of(""" ORDER BY t."Id" """)).Then(batch.Limit(most)),
        r => r.Key(0));

    private static SqlText Of(string agency, Guid handover, string select) =>
        SqlText.Of(select).Then($""" WHERE t."HandoverId" = {handover} AND t."Recipient" = {agency} AND t."ReferralId" {SqlText.In($"""SELECT "ReferralId" FROM "Handover" WHERE "Id" = {handover}""")}""");

    /// <summary>What an agency is told about a referral that it sent itself.</summary>
    private static SqlText OfReferral(string agency, Guid referral) =>
        $"""WHERE t."ReferralId" = {referral} AND t."Recipient" = {agency} AND t."ReferralId" {SqlText.In($"""SELECT "Id" FROM "Referral" WHERE "Id" = {referral} AND "Agency" = {agency}""")}""";

    private static int Count(System.Data.Common.DbDataReader reader) => Convert.ToInt32(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture);
}
