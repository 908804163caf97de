using System.Text;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Referrals;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Delivery;

/// <summary>A referral's current statement.</summary>
/// <param name="Data">As JSON.</param>
/// <param name="Ticket">The ticket the sender knows it by.</param>
internal sealed record ReferralStatement(JsonObject Data, string Ticket);

/// <summary>Everything a release looks at, read in few queries for many deliveries.</summary>
internal sealed class ReleaseDossier
{
    private readonly Dictionary<Guid, ReferralSnapshot> _referrals;
    private readonly Dictionary<Guid, HandoverSnapshot> _handovers;
    private readonly Dictionary<Guid, ClientSnapshot> _clients;
    private readonly Dictionary<Guid, ClientAgreement> _agreements;
    private readonly Dictionary<Guid, SealedStatements> _records;
    private readonly IReadOnlyDictionary<Guid, byte[]> _keys;
    private readonly Dictionary<Guid, ReferralStatement> _statements = [];
    private readonly HashSet<(Guid, string)> _left;
    private readonly HashSet<ClientAgreement> _relied = [];
    private readonly Dictionary<Guid, ReadOnlyMemory<byte>> _bytes = [];

    private ReleaseDossier(
        Dictionary<Guid, ReferralSnapshot> referrals, Dictionary<Guid, HandoverSnapshot> handovers, Dictionary<Guid, ClientSnapshot> clients,
        Dictionary<Guid, ClientAgreement> agreements, Dictionary<Guid, SealedStatements> records, IReadOnlyDictionary<Guid, byte[]> keys, HashSet<(Guid, string)> left)
    {
        _referrals = referrals;
        _handovers = handovers;
        _clients = clients;
        _agreements = agreements;
        _records = records;
        _keys = keys;
        _left = left;
    }

    internal static async Task<ReleaseDossier> LoadAsync(UnitOfWork unit, RecordVault vault, IReadOnlyList<DeliverySnapshot> deliveries, CancellationToken cancellation)
    {
        var store = unit.Store;
        var referralIds = deliveries.Select(d => d.ReferralId).Distinct().ToList();
        var referrals = await store.Referrals.Where(r => referralIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellation);
        var handovers = await store.Handovers.Where(h => referralIds.Contains(h.ReferralId)).ToDictionaryAsync(h => h.Id, cancellation);
        var clientIds = referrals.Values.Select(r => r.ClientId).Distinct().ToList();
        var clients = await store.Clients.AsNoTracking().Where(c => clientIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellation);
        var agreementIds = referrals.Values.Where(r => r.AgreementId is not null).Select(r => r.AgreementId!.Value).ToList();
        var agreements = await store.ClientAgreements.AsNoTracking().Where(a => agreementIds.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellation);
        var recordIds = referrals.Values.Select(r => r.RecordId).ToList();
        var records = await store.Records.Where(r => recordIds.Contains(r.Id)).Select(r => new SealedStatements(r.Id, r.KeyId, r.Statements)).ToDictionaryAsync(r => r.Id, cancellation);
        var keys = await vault.KeysAsync(store, clients.Values.Select(c => c.KeyId).Concat(records.Values.Select(r => r.KeyId)), cancellation);
        var left = await store.Disclosures.Where(d => referralIds.Contains(d.ReferralId)).Select(d => new { d.ReferralId, d.Recipient }).Distinct().ToListAsync(cancellation);
        return new ReleaseDossier(referrals, handovers, clients, agreements, records, keys, [.. left.Select(l => (l.ReferralId, l.Recipient))]);
    }

    /// <summary>Agreements that releases rely on.</summary>
    internal IReadOnlyCollection<ClientAgreement> Relied => _relied;

    internal void Rely(ClientAgreement agreement) => _relied.Add(agreement);

    /// <summary>Bytes of what was released, as they leave.</summary>
    internal IReadOnlyDictionary<Guid, ReadOnlyMemory<byte>> Bytes => _bytes;

    internal void Keep(DeliverySnapshot delivery, ReadOnlyMemory<byte> bytes) => _bytes[delivery.Id] = bytes;

    internal ReferralSnapshot Referral(DeliverySnapshot delivery) => _referrals[delivery.ReferralId];

    internal HandoverSnapshot? Handover(DeliverySnapshot delivery) => delivery.HandoverId is { } id ? _handovers[id] : null;

    internal ClientSnapshot Client(DeliverySnapshot delivery) => _clients[delivery.ClientId];

    internal ClientAgreement? Agreement(DeliverySnapshot delivery) => Referral(delivery).AgreementId is { } id ? _agreements[id] : null;

    /// <summary>Key of the client at the referring agency; null when it was destroyed.</summary>
    internal byte[]? Key(DeliverySnapshot delivery) => _keys.GetValueOrDefault(Client(delivery).KeyId);

    /// <summary>The referral's current statement; null when it cannot be read any more.</summary>
    internal ReferralStatement? Statement(DeliverySnapshot delivery)
    {
        var referral = Referral(delivery);
        if (_statements.TryGetValue(referral.Id, out var known))
            return known;
        if (!_records.TryGetValue(referral.RecordId, out var record) || !_keys.TryGetValue(record.KeyId, out var key))
            return null;
        // Its fields leave as they stand: only the ticket is read.
        var data = RecordVault.OpenData(record.Id, record.Statements, key).First(s => EventTypes.All[s.Type] == typeof(ReferralSubmitted)).Data;
        return _statements[referral.Id] = new ReferralStatement(data, (string?)data["inReplyTo"] ?? (string)data["ticket"]!);
    }

    /// <summary>The recipient's own case number, when one was told.</summary>
    internal string? CaseNumber(DeliverySnapshot delivery, byte[] key) =>
        Handover(delivery) is { CaseNumber: { } cipher, Id: var id }
            ? Encoding.UTF8.GetString(Sealing.Open(key, cipher, Sealing.Context(id, "case-number")))
            : null;

    /// <summary>Whether anything of this referral ever left to the handover's recipient.</summary>
    internal bool AnythingLeft(HandoverSnapshot handover) => _left.Contains((handover.ReferralId, handover.Recipient));

    private sealed record SealedStatements(Guid Id, Guid KeyId, byte[]? Statements);

    /// <summary>Whether nothing of a referral left to anybody and no part of it is open.</summary>
    internal bool NothingLeft(ReferralSnapshot referral) =>
        _handovers.Values.Where(h => h.ReferralId == referral.Id).All(h => !AnythingLeft(h) && Core.Referrals.Lifecycle.IsFinal(h.State));
}
