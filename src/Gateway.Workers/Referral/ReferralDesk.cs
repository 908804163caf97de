using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Referral;

/// <summary>
/// What lies on the desk while a batch is decided: referrals by ticket, clients, their agreements, and the counters
/// of their recipients. Rows made in the batch are found like those from the store.
/// </summary>
internal sealed class ReferralDesk
{
    private readonly BlindIndex _index;
    private readonly Dictionary<string, ReferralSnapshot> _referrals;
    private readonly Dictionary<Guid, ClientSnapshot> _clients;
    private readonly List<ClientAgreement> _agreements;
    private readonly bool _someWait;
    private readonly List<byte[]> _arrived = [];
    private readonly HashSet<Guid> _sentOn = [];
    private readonly List<RecordSnapshot> _begun = [];

    private ReferralDesk(
        UnitOfWork unit, BlindIndex index, IOccupancy occupancy, IEnumerable<ReferralSnapshot> referrals, Dictionary<Guid, ClientSnapshot> clients,
        List<ClientAgreement> agreements, PairSequences pairs, bool someWait)
    {
        Unit = unit;
        Occupancy = occupancy;
        Pairs = pairs;
        _index = index;
        _referrals = referrals.ToDictionary(r => Convert.ToHexString(r.TicketHash), StringComparer.Ordinal);
        _clients = clients;
        _agreements = agreements;
        _someWait = someWait;
    }

    internal UnitOfWork Unit { get; }

    internal IOccupancy Occupancy { get; }

    internal PairSequences Pairs { get; }

    internal static async Task<ReferralDesk> LoadAsync(
        UnitOfWork unit, BlindIndex index, IEnumerable<RecordSnapshot> records, IReadOnlyDictionary<Guid, IReadOnlyList<Statement>> statements,
        IOccupancy occupancy, CancellationToken cancellation)
    {
        var rows = records.ToList();
        var tickets = rows.SelectMany(r => statements[r.Id].SelectMany(s => TicketsOf(s.Content).Select(t => index.Ticket(r.Agency, t)))).ToList();
        var clientIds = rows.Where(r => r.ClientId is not null).Select(r => r.ClientId!.Value).Distinct().ToList();
        var agencies = rows.Select(r => r.Agency).Distinct(StringComparer.Ordinal).ToList();
        var referrals = await unit.Store.Referrals.Where(r => agencies.Contains(r.Agency) && tickets.Contains(r.TicketHash)).ToListAsync(cancellation);
        var known = clientIds.Union(referrals.Select(r => r.ClientId)).Append(Guid.Empty).ToList();
        var agreements = await unit.Store.ClientAgreements.Where(a => known.Contains(a.ClientId)).ToListAsync(cancellation);
        var clients = await unit.Store.Clients.Where(c => known.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellation);
        var pairs = await PairSequences.LoadAsync(unit, known, cancellation);
        var someWait = await unit.Store.Records.AnyAsync(r => r.WaitingFor != null, cancellation);
        // Both checks run inside the transaction: what came between reading and committing makes the batch decide again.
        // Who waits or withdraws passes alone, so that one of the two sees the other.
        unit.Pass(Passage.Together);
        var distinct = tickets.DistinctBy(Convert.ToHexString).ToList();
        var seen = agreements.ConvertAll(a => a.Id);
        unit.Inside(async store =>
        {
            if (await store.ClientAgreements.AnyAsync(a => known.Contains(a.ClientId) && a.Status == AgreementStatus.Withdrawn && a.GivenOn == null && !seen.Contains(a.Id), cancellation)
                || (!someWait && await store.Records.AnyAsync(r => r.WaitingFor != null && distinct.Contains(r.WaitingFor), cancellation)))
                throw new DbUpdateConcurrencyException("Something this batch decided about arrived meanwhile.");
        });
        return new ReferralDesk(unit, index, occupancy, referrals, clients, agreements, pairs, someWait);
    }

    internal ReferralSnapshot? Referral(string agency, string ticket) => _referrals.GetValueOrDefault(Convert.ToHexString(_index.Ticket(agency, ticket)));

    internal ClientSnapshot Client(Guid id) => _clients[id];

    internal void Add(ReferralSnapshot referral)
    {
        Unit.Write(referral);
        _referrals.Add(Convert.ToHexString(referral.TicketHash), referral);
    }

    internal void Add(ClientAgreement agreement)
    {
        Unit.Write(agreement);
        _agreements.Add(agreement);
    }

    internal async Task<ClientAgreement?> AgreementAsync(Guid? id, CancellationToken cancellation) =>
        id is null ? null : _agreements.Find(a => a.Id == id) ?? await Unit.Store.ClientAgreements.SingleAsync(a => a.Id == id, cancellation);

    /// <summary>Agreements of a client, and withdrawals that came before anything was known of the client.</summary>
    internal IEnumerable<ClientAgreement> AgreementsOf(string agency, Guid client) =>
        _agreements.Where(a => a.Agency == agency && (a.ClientId == client || a.ClientId == Guid.Empty));

    /// <summary>Notes that a record began to wait for a ticket.</summary>
    internal void Wait(RecordSnapshot record) => _begun.Add(record);

    /// <summary>Lets go what waited for a ticket.</summary>
    internal async Task ArrivedAsync(byte[] ticket, CancellationToken cancellation)
    {
        if (_arrived.Count == 0)
            Unit.Inside(store => Waiting.NobodyElseAsync(store, _arrived, _sentOn));
        _arrived.Add(ticket);
        _sentOn.UnionWith(await Waiting.ReleaseAsync(Unit, ticket, _begun, _someWait, cancellation));
    }

    private static IEnumerable<string> TicketsOf(IStatement statement)
    {
        yield return statement.Ticket;
        var other = statement switch
        {
            ReferralSubmitted s => s.InReplyTo,
            ReferralEnded e => e.InReplyTo,
            ConsentGiven g => g.InReplyTo,
            _ => null,
        };
        if (other is not null)
            yield return other;
    }
}
