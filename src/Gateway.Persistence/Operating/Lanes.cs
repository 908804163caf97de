using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stages;
using Gateway.Persistence.Traffic;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Reads agencies' traffic of the last day. Every query goes along an index by agency.</summary>
internal static class Lanes
{
    internal static async Task<IReadOnlyList<Lane>> ReadAsync(GatewayContext store, AgencyDirectory directory, IReadOnlyList<Agency> agencies, IReadOnlyDictionary<string, IReadOnlyList<DateOnly>> contacts, DateTimeOffset now, CancellationToken cancellation)
    {
        var ids = agencies.Select(a => a.Id).ToList();
        var since = now.AddDays(-1);
        var received = await store.Submissions.Where(s => ids.Contains(s.Agency) && s.ReceivedAt >= since)
            .GroupBy(s => s.Agency).Select(g => new { g.Key, Count = g.Sum(s => s.Records), SetAside = g.Sum(s => s.SetAside) }).ToDictionaryAsync(g => g.Key, StringComparer.Ordinal, cancellation);
        var delivered = await store.Deliveries.Where(d => ids.Contains(d.Recipient) && d.ReleasedAt >= since)
            .GroupBy(d => d.Recipient).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellation);
        var waiting = await store.Deliveries.Where(d => ids.Contains(d.Recipient) && d.State == DeliveryState.Waiting)
            .GroupBy(d => d.Recipient).Select(g => new { g.Key, Count = g.Count(), Oldest = g.Min(d => d.IssuedAt) }).ToDictionaryAsync(g => g.Key, StringComparer.Ordinal, cancellation);
        var aside = await store.Tasks.Where(w => w.ClosedAt == null && w.Kind == TaskKinds.SetAside)
            .GroupBy(w => w.Agency).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellation);
        var holds = HoldsInForce.Among([.. (await store.Holds.AsNoTracking().ToListAsync(cancellation)).Select(h => (h.Agency, h.User))], ids);
        List<Lane> lanes = [];
        foreach (var agency in agencies)
        {
            var wait = waiting.GetValueOrDefault(agency.Id);
            var came = received.GetValueOrDefault(agency.Id);
            var last = await LastContactAsync(store, agency.Id, cancellation);
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

    private static async Task<DateTimeOffset?> LastContactAsync(GatewayContext store, string agency, CancellationToken cancellation)
    {
        var came = await store.Submissions.Where(s => s.Agency == agency).OrderByDescending(s => s.ReceivedAt).Select(s => (DateTimeOffset?)s.ReceivedAt).FirstOrDefaultAsync(cancellation);
        var left = await store.Deliveries.Where(d => d.Recipient == agency && d.ReleasedAt != null).OrderByDescending(d => d.ReleasedAt).Select(d => d.ReleasedAt).FirstOrDefaultAsync(cancellation);
        return came > left || left is null ? came : left;
    }
}
