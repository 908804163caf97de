using Gateway.Persistence;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Referral;

/// <summary>Counters that order what one recipient gets about one client. The row is its own concurrency token.</summary>
internal sealed class PairSequences
{
    private readonly UnitOfWork _unit;
    private readonly Dictionary<(Guid, string), PairRow> _pairs;

    private PairSequences(UnitOfWork unit, Dictionary<(Guid, string), PairRow> pairs) => (_unit, _pairs) = (unit, pairs);

    internal static async Task<PairSequences> LoadAsync(UnitOfWork unit, IEnumerable<Guid> clients, CancellationToken cancellation)
    {
        var ids = clients.Distinct().ToList();
        var rows = await unit.Store.Pairs.Where(p => ids.Contains(p.ClientId)).ToListAsync(cancellation);
        foreach (var row in unit.Store.Pairs.Local.Where(p => ids.Contains(p.ClientId) && !rows.Contains(p)))
            rows.Add(row);
        return new PairSequences(unit, rows.ToDictionary(p => (p.ClientId, p.Recipient)));
    }

    internal int Next(Guid client, string recipient)
    {
        if (!_pairs.TryGetValue((client, recipient), out var pair))
        {
            pair = new PairRow { ClientId = client, Recipient = recipient };
            _unit.Store.Pairs.Add(pair);
            _pairs.Add((client, recipient), pair);
        }

        return ++pair.Last;
    }
}
