using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Referral;

/// <summary>Counts clients who now hold a place of an offer that has a limit.</summary>
internal sealed class Occupancy(Agreed agreed)
{
    internal async Task<IOccupancy> ReadAsync(UnitOfWork unit, CancellationToken cancellation)
    {
        var limited = agreed.Directory.Services.SelectMany(s => s.Offers.Where(o => o.Capacity is not null).Select(o => (o.Agency, s.Code))).ToHashSet();
        var taken = new Dictionary<(string, string), int>();
        if (limited.Count == 0)
            return new Places(taken);
        var agencies = limited.Select(l => l.Agency).Distinct(StringComparer.Ordinal).ToList();
        var held = await unit.Store.Handovers.AsNoTracking()
            .Where(h => agencies.Contains(h.Recipient) && (h.State == HandoverState.Accepted || h.State == HandoverState.InService))
            .GroupBy(h => new { h.Recipient, h.Services }).Select(g => new { g.Key.Recipient, g.Key.Services, Count = g.Count() }).ToListAsync(cancellation);
        foreach (var (place, count) in held.SelectMany(h => h.Services.Split(',').Select(s => ((h.Recipient, s), h.Count))).Where(p => limited.Contains(p.Item1)))
            taken[place] = taken.GetValueOrDefault(place) + count;
        return new Places(taken);
    }

    private sealed class Places(Dictionary<(string, string), int> taken) : IOccupancy
    {
        public int Taken(string agency, string service) => taken.GetValueOrDefault((agency, service));
    }
}
