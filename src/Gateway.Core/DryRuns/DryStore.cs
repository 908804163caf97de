using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Reading;
using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.DryRuns;

/// <summary>
/// What a dry run keeps in place of the store: for each record it loads the rows that the record is about, as the stages'
/// loads do, and no others.
/// </summary>
/// <param name="index">Keyed hashes of tickets and numbers.</param>
internal sealed class DryStore(BlindIndex index)
{
    private readonly DryTable<ClientSnapshot> _clients = new(_ => []);
    private readonly DryTable<ClientAgreement> _agreements = new(a => a.ClientId == Guid.Empty ? Hashes(a.TicketHash, a.RecordHash) : [Name(a.ClientId)]);
    private readonly DryTable<ReferralSnapshot> _referrals = new(r => Hashes(r.TicketHash));
    private readonly DryTable<HandoverSnapshot> _handovers = new(h => [Name(h.ReferralId), .. Hashes(h.TicketHash)]);
    private readonly DryTable<DeliverySnapshot> _deliveries = new(d => [Name(d.ReferralId)]);
    private readonly DryTable<RecordSnapshot> _records = new(r => Hashes(r.WaitingFor));
    private readonly DryTable<PilotCount> _counts = new(c => [c.Period]);
    private readonly Dictionary<string, List<ClientIdentifier>> _identifiers = new(StringComparer.Ordinal);
    private readonly Dictionary<(Guid Client, string Recipient), int> _sequences = [];

    /// <summary>Rows that were handed to rules so far.</summary>
    internal int Looked => _clients.Looked + _agreements.Looked + _referrals.Looked + _handovers.Looked + _deliveries.Looked + _records.Looked + _counts.Looked;

    /// <summary>What a record that was just translated is decided from.</summary>
    internal Snapshots Of(RecordSnapshot record, IReadOnlyList<Statement> statements)
    {
        var contents = statements.Select(s => s.Content).ToList();
        var replies = contents.OfType<ReferralReply>().ToList();
        List<string> tickets = [.. contents.SelectMany(Statement.TicketsOf).Select(t => Name(index.Ticket(record.Agency, t)))];
        List<HandoverSnapshot> answered =
            [.. replies.Select(r => Guid.TryParse(r.InReplyTo, out var id) ? _handovers.Find(id) : null).OfType<HandoverSnapshot>(), .. replies.Count > 0 ? _handovers.Having(tickets) : []];
        List<ReferralSnapshot> referrals = [.. _referrals.Having(tickets), .. answered.Select(h => _referrals.Find(h.ReferralId)).OfType<ReferralSnapshot>()];
        List<Guid> clients = [.. referrals.Select(r => r.ClientId).Append(record.ClientId ?? Guid.Empty).Distinct()];
        List<string> about = [.. referrals.Select(r => Name(r.Id)).Distinct(StringComparer.Ordinal)];
        return new Snapshots
        {
            Records = new SnapshotSet<RecordSnapshot>([.. referrals.Select(r => _records.Find(r.RecordId)).OfType<RecordSnapshot>(), .. _records.Having(tickets), record]),
            Clients = new SnapshotSet<ClientSnapshot>(clients.Select(c => _clients.Find(c)).OfType<ClientSnapshot>()),
            Agreements = new SnapshotSet<ClientAgreement>(
                [.. _agreements.Having([.. clients.Select(Name), .. tickets, .. AgreementsOf(record.Agency, contents)]), .. referrals.Select(r => _agreements.Find(r.AgreementId)).OfType<ClientAgreement>()]),
            Referrals = new SnapshotSet<ReferralSnapshot>(referrals),
            Handovers = new SnapshotSet<HandoverSnapshot>(_handovers.Having(about)),
            Deliveries = new SnapshotSet<DeliverySnapshot>(_deliveries.Having(about)),
            Counts = new SnapshotSet<PilotCount>(_counts.Having(contents.OfType<PilotCounts>().Select(c => c.Period))),
            Identifiers = [.. clients.Select(Name).Concat(NumbersOf(record.Agency, answered, contents)).SelectMany(n => _identifiers.GetValueOrDefault(n) ?? [])],
            LastSequences = _sequences,
            // A preview that was shown is not among the records.
            Previews = null,
        };
    }

    /// <summary>Keeps what a decision did.</summary>
    internal void Take(Decision decision)
    {
        foreach (var effect in decision.Effects)
            Take(effect is Effect.Added added ? added.Row : effect is Effect.Changed changed ? changed.After : effect is Effect.Kept kept ? kept.Record : null);
    }

    private void Take(object? row)
    {
        switch (row)
        {
            case ClientSnapshot client:
                _clients.Take(client);
                break;
            case ClientAgreement agreement:
                _agreements.Take(agreement);
                break;
            case ReferralSnapshot referral:
                _referrals.Take(referral);
                break;
            case HandoverSnapshot handover:
                _handovers.Take(handover);
                break;
            case DeliverySnapshot delivery:
                _deliveries.Take(delivery);
                var pair = (delivery.ClientId, delivery.Recipient);
                _sequences[pair] = Math.Max(_sequences.GetValueOrDefault(pair), delivery.Sequence);
                break;
            case PilotCount count:
                _counts.Take(count);
                break;
            case RecordSnapshot record:
                _records.Take(record);
                break;
            case ClientIdentifier identifier:
                Note(Name(identifier.ClientId), identifier);
                Note(Name(identifier.Hash), identifier);
                break;
            default:
                break;
        }
    }

    private void Note(string name, ClientIdentifier identifier)
    {
        if (!_identifiers.TryGetValue(name, out var known))
            _identifiers[name] = known = [];
        known.Add(identifier);
    }

    /// <summary>Agreements that are named by the number of their own record.</summary>
    private IEnumerable<string> AgreementsOf(string agency, IEnumerable<IStatement> contents) =>
        contents.Select(c => c is ReferralSubmitted referral ? referral.Agreement?.RecordId : c is ConsentGiven given ? given.Agreement?.RecordId : null)
            .Where(id => !string.IsNullOrEmpty(id)).Select(id => Name(index.AgreementRecord(agency, id!)));

    /// <summary>Clients' numbers as a reply or a change of a client states them; a reply's are those of whoever referred.</summary>
    private IEnumerable<string> NumbersOf(string agency, IEnumerable<HandoverSnapshot> answered, IEnumerable<IStatement> contents)
    {
        List<string> owners = [.. answered.Select(h => h.Sender).Append(agency).Distinct(StringComparer.Ordinal)];
        return contents.OfType<IClientStatement>().Select(c => c.Client).OfType<Client>()
            .SelectMany(c => owners.SelectMany(o => ClientsByNumber.HashesOf(index, o, c))).Select(h => Name(h.Hash));
    }

    private static string Name(Guid id) => id.ToString("N");

    private static string Name(byte[] hash) => Convert.ToHexString(hash);

    private static IEnumerable<string> Hashes(params byte[]?[] hashes) => hashes.OfType<byte[]>().Select(Name).Distinct(StringComparer.Ordinal);
}
