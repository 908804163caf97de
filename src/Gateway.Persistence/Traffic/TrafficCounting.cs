using System.Data.Common;
using System.Globalization;
using Gateway.Core.Handovers;
using Gateway.Core.Referrals;
using Gateway.Core.Traffic;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Traffic;

/// <summary>Counts what went through in a time from what the stages left: submissions, referrals, deliveries. Every query goes along an index by agency and time.</summary>
internal static class TrafficCounting
{
    /// <summary>Counts, for each of these agencies that had any.</summary>
    internal static async Task<IReadOnlyDictionary<string, TrafficCounts>> ReadAsync(
        IGatewayDatabase database, IReadOnlyList<string> agencies, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        if (agencies.Count == 0)
            return new Dictionary<string, TrafficCounts>();
        var batch = new LoadBatch(database);
        var took = database.Dialect.Seconds("\"IssuedAt\"", "\"ReleasedAt\"");
        var received = batch.Values(
            $"""SELECT "Agency", SUM("Records"), SUM("SetAside") FROM "Submission" WHERE "Agency" {agencies} AND "ReceivedAt" >= {from} AND "ReceivedAt" < {until} GROUP BY "Agency" """,
            r => (Agency: r.GetString(0), Records: Number(r, 1), SetAside: Number(r, 2)));
        var referred = batch.Values(
            $"""
            SELECT "Agency", COUNT(*), SUM(CASE WHEN "State" = {ReferralState.Withheld} THEN 1 ELSE 0 END), SUM(CASE WHEN "State" = {ReferralState.Unroutable} THEN 1 ELSE 0 END)
            FROM "Referral" WHERE "Agency" {agencies} AND "SubmittedAt" >= {from} AND "SubmittedAt" < {until} GROUP BY "Agency"
            """,
            r => (Agency: r.GetString(0), Referrals: Number(r, 1), Withheld: Number(r, 2), Unroutable: Number(r, 3)));
        var delivered = batch.Values(
            $"""
            SELECT "Recipient", COUNT(*), SUM(CASE WHEN {took} <= 60 THEN 1 ELSE 0 END), SUM(CASE WHEN {took} <= 3600 THEN 1 ELSE 0 END), SUM(CASE WHEN {took} <= 86400 THEN 1 ELSE 0 END)
            FROM "Delivery" WHERE "Recipient" {agencies} AND "ReleasedAt" >= {from} AND "ReleasedAt" < {until} GROUP BY "Recipient"
            """,
            r => (Agency: r.GetString(0), Events: Number(r, 1), InMinute: Number(r, 2), InHour: Number(r, 3), InDay: Number(r, 4)));
        // What waited when the time ended waits still, or left since.
        var waits = batch.Values(
            $"""SELECT "Recipient", COUNT(*) FROM "Delivery" WHERE "Recipient" {agencies} AND "State" = {DeliveryState.Waiting} AND "IssuedAt" < {until} GROUP BY "Recipient" """,
            r => (Agency: r.GetString(0), Events: Number(r, 1)));
        var leftSince = batch.Values(
            $"""SELECT "Recipient", COUNT(*) FROM "Delivery" WHERE "Recipient" {agencies} AND "ReleasedAt" >= {until} AND "IssuedAt" < {until} GROUP BY "Recipient" """,
            r => (Agency: r.GetString(0), Events: Number(r, 1)));
        await batch.RunAsync(cancellation);

        Dictionary<string, TrafficCounts> counts = new(StringComparer.Ordinal);
        foreach (var line in received)
            Put(line.Agency, c => c with { Received = line.Records, SetAside = line.SetAside });
        foreach (var line in referred)
            Put(line.Agency, c => c with { Referred = line.Referrals, Withheld = line.Withheld, Unroutable = line.Unroutable });
        foreach (var line in delivered)
            Put(line.Agency, c => c with { Delivered = line.Events, InMinute = line.InMinute, InHour = line.InHour, InDay = line.InDay });
        foreach (var line in waits.Concat(leftSince))
            Put(line.Agency, c => c with { Waiting = c.Waiting + line.Events });
        return counts;

        void Put(string agency, Func<TrafficCounts, TrafficCounts> change) => counts[agency] = change(counts.GetValueOrDefault(agency, TrafficCounts.None));
    }

    /// <summary>Handovers by sender and recipient.</summary>
    internal static List<(string Sender, string Recipient, long Handovers)> Flows(LoadBatch batch, IReadOnlyList<string> recipients, DateTimeOffset from, DateTimeOffset until) => batch.Values(
        $"""SELECT "Sender", "Recipient", COUNT(*) FROM "Handover" WHERE "Recipient" {recipients} AND "IssuedAt" >= {from} AND "IssuedAt" < {until} GROUP BY "Sender", "Recipient" """,
        r => (r.GetString(0), r.GetString(1), Number(r, 2)));

    /// <summary>A sum, of whatever type the database makes it.</summary>
    internal static long Number(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? 0 : Convert.ToInt64(reader.GetValue(ordinal), CultureInfo.InvariantCulture);
}
