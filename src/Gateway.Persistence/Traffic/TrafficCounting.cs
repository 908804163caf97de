using System.Data.Common;
using System.Globalization;
using Gateway.Core.Handovers;
using Gateway.Core.Referrals;
using Gateway.Core.Traffic;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Traffic;

/// <summary>Counts what went through in a time from what the stages left: submissions, referrals, deliveries. Every query goes along an index by agency and time, however many times it counts.</summary>
internal static class TrafficCounting
{
    /// <summary>
    /// What left later than this after a time that is counted long afterwards is not counted as waiting then: looking at all that left since would
    /// take longer the further counting is behind.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(14);

    /// <summary>Counts of times that follow each other, all in one round trip.</summary>
    /// <param name="database">Database.</param>
    /// <param name="agencies">Agencies.</param>
    /// <param name="edges">Where each time begins and the one before ends, UTC; the last is the end of the last.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>For each time the counts of the agencies that had any.</returns>
    internal static async Task<IReadOnlyList<IReadOnlyDictionary<string, TrafficCounts>>> ReadAsync(
        IGatewayDatabase database, IReadOnlyList<string> agencies, IReadOnlyList<DateTimeOffset> edges, CancellationToken cancellation)
    {
        var counts = Enumerable.Range(0, edges.Count - 1).Select(_ => new Dictionary<string, TrafficCounts>(StringComparer.Ordinal)).ToList();
        if (agencies.Count == 0)
            return counts;
        var (from, until, times) = (edges[0], edges[^1], Times(edges));
        var batch = new LoadBatch(database);
        var took = database.Dialect.Seconds("\"IssuedAt\"", "\"ReleasedAt\"");
        var received = batch.Values(
            $"""
            SELECT t."Number", "Agency", SUM("Records"), SUM("SetAside") FROM "Submission" JOIN {times} ON "ReceivedAt" >= t."Begins" AND "ReceivedAt" < t."Ends"
            WHERE "Agency" {agencies} AND "ReceivedAt" >= {from} AND "ReceivedAt" < {until} GROUP BY t."Number", "Agency"
            """,
            r => Line(r, new TrafficCounts { Received = Number(r, 2), SetAside = Number(r, 3) }));
        var referred = batch.Values(
            $"""
            SELECT t."Number", "Agency", COUNT(*), SUM(CASE WHEN "State" = {ReferralState.Withheld} THEN 1 ELSE 0 END), SUM(CASE WHEN "State" = {ReferralState.Unroutable} THEN 1 ELSE 0 END)
            FROM "Referral" JOIN {times} ON "SubmittedAt" >= t."Begins" AND "SubmittedAt" < t."Ends"
            WHERE "Agency" {agencies} AND "SubmittedAt" >= {from} AND "SubmittedAt" < {until} GROUP BY t."Number", "Agency"
            """,
            r => Line(r, new TrafficCounts { Referred = Number(r, 2), Withheld = Number(r, 3), Unroutable = Number(r, 4) }));
        var delivered = batch.Values(
            $"""
            SELECT t."Number", "Recipient", COUNT(*), SUM(CASE WHEN {took} <= 60 THEN 1 ELSE 0 END), SUM(CASE WHEN {took} <= 3600 THEN 1 ELSE 0 END), SUM(CASE WHEN {took} <= 86400 THEN 1 ELSE 0 END)
            FROM "Delivery" JOIN {times} ON "ReleasedAt" >= t."Begins" AND "ReleasedAt" < t."Ends"
            WHERE "Recipient" {agencies} AND "ReleasedAt" >= {from} AND "ReleasedAt" < {until} GROUP BY t."Number", "Recipient"
            """,
            r => Line(r, new TrafficCounts { Delivered = Number(r, 2), InMinute = Number(r, 3), InHour = Number(r, 4), InDay = Number(r, 5) }));
        // What waited when a time ended waits still, or left since.
        var waits = batch.Values(
            $"""
            SELECT t."Number", "Recipient", COUNT(*) FROM "Delivery" JOIN {times} ON "IssuedAt" < t."Ends"
            WHERE "Recipient" {agencies} AND "State" = {DeliveryState.Waiting} AND "IssuedAt" < {until} GROUP BY t."Number", "Recipient"
            """,
            r => Line(r, new TrafficCounts { Waiting = Number(r, 2) }));
        var leftSince = batch.Values(
            $"""
            SELECT t."Number", "Recipient", COUNT(*) FROM "Delivery" JOIN {times} ON "ReleasedAt" >= t."Ends" AND "IssuedAt" < t."Ends"
            WHERE "Recipient" {agencies} AND "ReleasedAt" >= {edges[1]} AND "ReleasedAt" < {until + LongestWait} AND "IssuedAt" < {until} GROUP BY t."Number", "Recipient"
            """,
            r => Line(r, new TrafficCounts { Waiting = Number(r, 2) }));
        await batch.RunAsync(cancellation);
        foreach (var (time, agency, some) in received.Concat(referred).Concat(delivered).Concat(waits).Concat(leftSince))
            counts[time][agency] = counts[time].GetValueOrDefault(agency, TrafficCounts.None).And(some);
        return counts;

        static (int Time, string Agency, TrafficCounts Counts) Line(DbDataReader row, TrafficCounts counts) => (row.GetInt32(0), row.GetString(1), counts);
    }

    /// <summary>The times as rows, named <c>t</c>.</summary>
    private static SqlText Times(IReadOnlyList<DateTimeOffset> edges)
    {
        var rows = SqlText.Of("(");
        for (var number = 0; number < edges.Count - 1; number++)
            rows = rows.Then(SqlText.Of(FormattableString.Invariant($"{(number == 0 ? "" : " UNION ALL ")}SELECT {number} AS \"Number\", "))).Then($"""{edges[number]} AS "Begins", {edges[number + 1]} AS "Ends" """);
        return rows.Then(SqlText.Of(") AS t"));
    }

    /// <summary>Handovers by sender and recipient.</summary>
    internal static List<(string Sender, string Recipient, long Handovers)> Flows(LoadBatch batch, IReadOnlyList<string> recipients, DateTimeOffset from, DateTimeOffset until) => batch.Values(
        $"""SELECT "Sender", "Recipient", COUNT(*) FROM "Handover" WHERE "Recipient" {recipients} AND "IssuedAt" >= {from} AND "IssuedAt" < {until} GROUP BY "Sender", "Recipient" """,
        r => (r.GetString(0), r.GetString(1), Number(r, 2)));

    /// <summary>A sum, of whatever type the database makes it.</summary>
    internal static long Number(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? 0 : Convert.ToInt64(reader.GetValue(ordinal), CultureInfo.InvariantCulture);
}
