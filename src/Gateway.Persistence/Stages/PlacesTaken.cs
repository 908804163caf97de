using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Places of limited offers that clients hold now.</summary>
internal sealed class PlacesTaken(IReadOnlyDictionary<(string, string), int> taken) : IOccupancy
{
    public int Taken(string agency, string service) => taken.GetValueOrDefault((agency, service));

    /// <summary>Adds the query to a batch; null when no offer has a limit.</summary>
    internal static Pending? Add(LoadBatch batch, Agreed agreed)
    {
        var limited = agreed.Directory.Services.SelectMany(s => s.Offers.Where(o => o.Capacity is not null).Select(o => (o.Agency, s.Code))).ToHashSet();
        if (limited.Count == 0)
            return null;
        HandoverState[] held = [HandoverState.Accepted, HandoverState.InService];
        var rows = batch.Values(
            $"""
             SELECT "Recipient", "Services", COUNT(*) FROM "Handover"
             WHERE "Recipient" {limited.Select(l => l.Agency).ToList()} AND "State" {held.Select(s => (int)s).ToList()} GROUP BY "Recipient", "Services"
             """,
            r => (Recipient: r.GetString(0), Services: r.GetString(1), Count: Convert.ToInt32(r.GetValue(2), System.Globalization.CultureInfo.InvariantCulture)));
        return new Pending(limited, rows);
    }

    /// <summary>The query's rows, read when the batch has run.</summary>
    internal sealed record Pending(HashSet<(string Agency, string Code)> Limited, List<(string Recipient, string Services, int Count)> Rows)
    {
        internal PlacesTaken Read()
        {
            var taken = new Dictionary<(string, string), int>();
            foreach (var (place, count) in Rows.SelectMany(h => h.Services.Split(',').Select(s => ((h.Recipient, s), h.Count))).Where(p => Limited.Contains(p.Item1)))
                taken[place] = taken.GetValueOrDefault(place) + count;
            return new PlacesTaken(taken);
        }
    }
}
