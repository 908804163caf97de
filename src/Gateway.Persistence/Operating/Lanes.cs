using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stages;
using Gateway.Persistence.Traffic;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Reads agencies' traffic of the last day. Every query goes along an index by agency.</summary>
internal static class Lanes
{
    internal static async Task<IReadOnlyList<Lane>> ReadAsync(IGatewayDatabase database, AgencyDirectory directory, IReadOnlyList<Agency> agencies, IReadOnlyDictionary<string, IReadOnlyList<DateOnly>> contacts, DateTimeOffset now, CancellationToken cancellation)
    {
        var ids = agencies.Select(a => a.Id).ToList();
        var since = now.AddDays(-1);
        await using var store = database.Open();
        var received = await store.Submissions.Where(s => ids.Contains(s.Agency) && s.ReceivedAt >= since)
            .GroupBy(s => s.Agency).Select(g => new { g.Key, Count = g.Sum(s => s.Records), SetAside = g.Sum(s => s.SetAside) }).ToDictionaryAsync(g => g.Key, StringComparer.Ordinal, cancellation);
        var delivered = await store.Deliveries.Where(d => ids.Contains(d.Recipient) && d.ReleasedAt >= since)
            .GroupBy(d => d.Recipient).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellation);
        var waiting = await store.Deliveries.Where(d => ids.Contains(d.Recipient) && d.State == DeliveryState.Waiting)
            .GroupBy(d => d.Recipient).Select(g => new { g.Key, Count = g.Count(), Oldest = g.Min(d => d.IssuedAt) }).ToDictionaryAsync(g => g.Key, StringComparer.Ordinal, cancellation);
        var aside = await store.Tasks.Where(w => w.ClosedAt == null && w.Kind == TaskKinds.SetAside)
            .GroupBy(w => w.Agency).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellation);
        var holds = HoldsInForce.Among([.. (await store.Holds.AsNoTracking().ToListAsync(cancellation)).Select(h => (h.Agency, h.User))], ids);
        var latest = await LatestContactsAsync(database, store, ids, cancellation);
        List<Lane> lanes = [];
        foreach (var agency in agencies)
        {
            var wait = waiting.GetValueOrDefault(agency.Id);
            var came = received.GetValueOrDefault(agency.Id);
            var last = latest.GetValueOrDefault(agency.Id);
            lanes.Add(new Lane(
                agency.Id, agency.Name, agency.Channel.ToString(), came?.Count ?? 0, delivered.GetValueOrDefault(agency.Id),
                wait?.Count ?? 0, aside.GetValueOrDefault(agency.Id), wait?.Oldest, last, holds.Contains(agency.Id))
            {
                Rejected = came?.SetAside ?? 0,
                Rhythm = OfficeRhythms.Of(agency, directory, contacts.GetValueOrDefault(agency.Id) ?? [], last, now),
            });
        }

        return lanes;
    }

    /// <summary>When each agency last handed in or was handed something: the ends of two indexes for each, by one statement.</summary>
    private static async Task<IReadOnlyDictionary<string, DateTimeOffset?>> LatestContactsAsync(IGatewayDatabase database, GatewayContext store, IReadOnlyList<string> agencies, CancellationToken cancellation)
    {
        if (agencies.Count == 0)
            return new Dictionary<string, DateTimeOffset?>(StringComparer.Ordinal);
        SqlText asked = $"""SELECT {agencies[0]} AS "Agency" """;
        foreach (var agency in agencies.Skip(1))
            asked = asked.Then($"UNION ALL SELECT {agency} ");
        var batch = new LoadBatch(database);
        var contacts = batch.Values(
            $"""
             SELECT a."Agency",
               (SELECT MAX(s."ReceivedAt") FROM "Submission" s WHERE s."Agency" = a."Agency"),
               (SELECT MAX(d."ReleasedAt") FROM "Delivery" d WHERE d."Recipient" = a."Agency")
             FROM ({asked}) a
             """,
            row => (Agency: row.GetString(0), Came: row.MomentOrNull(1), Left: row.MomentOrNull(2)));
        await batch.RunInAsync(store, cancellation);
        return contacts.ToDictionary(c => c.Agency, c => c.Came > c.Left || c.Left is null ? c.Came : c.Left, StringComparer.Ordinal);
    }
}
