using System.Globalization;
using Gateway.Core.Directory;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Who holds the places of offers now, and what offices stated of them: one query.</summary>
internal sealed class PlacesTaken : IOccupancy
{
    private const int OfStatement = -3;
    private const int OfClients = -2;
    private const int OfWaiting = -1;
    private readonly Dictionary<(string, string), int> _taken = [];
    private readonly Dictionary<(string, string), int> _promised = [];
    private readonly Dictionary<(string, string), int> _waiting = [];
    private readonly Dictionary<string, int> _clients = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), StatedCapacity> _stated = [];

    /// <summary>Nobody holds anything.</summary>
    internal static PlacesTaken None => new();

    public int Taken(string agency, string service) => _taken.GetValueOrDefault((agency, service));

    public int Promised(string agency, string service) => _promised.GetValueOrDefault((agency, service));

    public int Waiting(string agency, string service) => _waiting.GetValueOrDefault((agency, service));

    public int Clients(string agency) => _clients.GetValueOrDefault(agency);

    public StatedCapacity? Stated(string agency, string service) => _stated.GetValueOrDefault((agency, service));

    public void Promise(string agency, string services) => Add(_promised, agency, services, 1);

    /// <summary>Adds the query to a batch. What nobody agreed to count is not counted.</summary>
    internal static Pending Add(LoadBatch batch, Agreed agreed)
    {
        // An employment service of a whole country is under no local limit, and nothing waits for it alone.
        var holding = OfficesOf(agreed, agreed.Collaborations.Where(c => c.WhenFull == WhenFull.Hold));
        var bounded = OfficesOf(agreed, agreed.Collaborations.Where(c => c.MostClientsPerOffice is not null));
        int[] held = [(int)HandoverState.Accepted, (int)HandoverState.InService];
        int[] promised = [(int)HandoverState.Issued, (int)HandoverState.Received];
        SqlText sql =
            $"""
             SELECT "Agency" AS a, "Service" AS s, {OfStatement} AS k, "Places" AS n, "WaitingDays" AS w, "AssessFirst" AS f, "StatedAt" AS t FROM "CapacityStatement"
             UNION ALL SELECT "Recipient", "Services", "State", COUNT(*), NULL, NULL, NULL FROM "Handover"
             WHERE ("Recipient" {agreed.Directory.LimitedOffices.ToList()} OR "Recipient" {SqlText.In($"""SELECT "Agency" FROM "CapacityStatement" """)}) AND "State" {held.ToList()} GROUP BY "Recipient", "Services", "State"
             """;
        if (holding.Count > 0)
        {
            sql = sql.Then($""" UNION ALL SELECT "Recipient", "Services", "State", COUNT(*), NULL, NULL, NULL FROM "Handover" WHERE "Recipient" {holding} AND "State" {promised.ToList()} GROUP BY "Recipient", "Services", "State" """)
                .Then($""" UNION ALL SELECT "WaitsFor", '', {OfWaiting}, COUNT(*), NULL, NULL, NULL FROM "Referral" WHERE "State" = {ReferralState.Unroutable} AND "EndedAt" IS NULL AND "WaitsFor" IS NOT NULL GROUP BY "WaitsFor" """);
        }

        if (bounded.Count > 0)
            sql = sql.Then($""" UNION ALL SELECT "Recipient", '', {OfClients}, COUNT(DISTINCT "ClientId"), NULL, NULL, NULL FROM "Handover" WHERE "Recipient" {bounded} AND "State" {held.ToList()} GROUP BY "Recipient" """);
        return new Pending(batch.Values(sql, r => new Row(
            r.GetString(0), r.GetString(1), Number(r.GetValue(2)), Number(r.GetValue(3)), r.IsDBNull(4) ? null : Number(r.GetValue(4)),
            !r.IsDBNull(5) && Convert.ToBoolean(r.GetValue(5), CultureInfo.InvariantCulture), r.MomentOrNull(6))));
    }

    private static List<string> OfficesOf(Agreed agreed, IEnumerable<Collaboration> collaborations) =>
        [.. collaborations.SelectMany(c => c.Parties.Concat(c.Providers)).Distinct(StringComparer.Ordinal)
            .Where(a => agreed.Directory.Find(a) is { } agency && (agency.Class != RecipientClass.Pes || agency.Territory.Count > 0)).Order(StringComparer.Ordinal)];

    private static int Number(object value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);

    private static void Add(Dictionary<(string, string), int> counts, string agency, string services, int count)
    {
        foreach (var service in services.Split(','))
            counts[(agency, service)] = counts.GetValueOrDefault((agency, service)) + count;
    }

    private void Take(Row row)
    {
        switch (row.Kind)
        {
            case OfStatement:
                _stated[(row.Agency, row.Services)] = new StatedCapacity(row.Agency, row.Services, row.Count, row.WaitingDays, row.AssessFirst, row.At!.Value);
                break;
            case OfClients:
                _clients[row.Agency] = row.Count;
                break;
            case OfWaiting:
                foreach (var offer in row.Agency.Split(',').Where(o => !o.StartsWith('!')).Select(o => o.Split('/')))
                    Add(_waiting, offer[0], offer[1], row.Count);
                break;
            case (int)HandoverState.Issued or (int)HandoverState.Received:
                Add(_promised, row.Agency, row.Services, row.Count);
                break;
            default:
                Add(_taken, row.Agency, row.Services, row.Count);
                break;
        }
    }

    internal sealed record Row(string Agency, string Services, int Kind, int Count, int? WaitingDays, bool AssessFirst, DateTimeOffset? At);

    /// <summary>The query's rows, read when the batch has run.</summary>
    internal sealed record Pending(List<Row> Rows)
    {
        internal PlacesTaken Read()
        {
            var places = new PlacesTaken();
            foreach (var row in Rows)
                places.Take(row);
            return places;
        }
    }
}
