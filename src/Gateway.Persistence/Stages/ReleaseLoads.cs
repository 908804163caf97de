using System.Text;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Reconciliation;
using Gateway.Core.Referrals;
using Gateway.Core.Returns;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Reconciling;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Stages;

/// <summary>Reads what releases look at: one round trip, however many deliveries.</summary>
internal sealed class ReleaseLoads(IGatewayDatabase database, KeyRing rings)
{
    private const int MostRounds = 10;

    /// <summary>Reads it.</summary>
    /// <param name="deliveries">Deliveries as they were read.</param>
    /// <param name="onHold">Agencies to which nothing is brought for a while.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal async Task<ReleaseSnapshots> ReadAsync(IReadOnlyList<DeliverySnapshot> deliveries, IReadOnlySet<string> onHold, CancellationToken cancellation)
    {
        if (deliveries.Count == 0)
            return new ReleaseSnapshots { OnHold = onHold };
        for (var round = 0; round < MostRounds; round++)
        {
            if (await TryReadAsync(deliveries, onHold, cancellation) is { } known)
                return known;
        }

        throw new DbUpdateConcurrencyException("A referral is amended again and again while its release is read.");
    }

    /// <returns>
    /// Null when a referral was amended between two of the queries: its record would then be newer than what says which
    /// version of a handover may leave, and the new content would leave under the old version, and once more under its own.
    /// </returns>
    private async Task<ReleaseSnapshots?> TryReadAsync(IReadOnlyList<DeliverySnapshot> deliveries, IReadOnlySet<string> onHold, CancellationToken cancellation)
    {
        var ids = deliveries.Select(d => d.Id).ToList();
        var referralIds = deliveries.Select(d => d.ReferralId).Distinct().ToList();
        var clientIds = deliveries.Select(d => d.ClientId).Distinct().ToList();
        var batch = new LoadBatch(database);
        var referrals = batch.Rows<ReferralSnapshot>($"""WHERE t."Id" {referralIds}""");
        var handovers = batch.Rows<HandoverSnapshot>($"""WHERE t."ReferralId" {referralIds}""");
        // Of other deliveries only a newer version of a handover matters, and only whether it has left.
        var newer = batch.Rows<DeliverySnapshot>(
            $"""WHERE t."ReferralId" {referralIds} AND t."Event" = {EventTypes.ReferralHandover} AND t."Revision" > 0""", abridged: nameof(DeliverySnapshot.Payload));
        var clients = batch.Rows<ClientSnapshot>($"""WHERE t."Id" {clientIds}""");
        // Each query sees what is committed when it begins. An amendment between two of them gives a referral another record and
        // another agreement: so agreements are read by client, and a referral's record by the referral.
        var agreements = batch.Rows<ClientAgreement>(
            $"""
             WHERE t."Id" {SqlText.In($"""
               SELECT "Id" FROM "ClientAgreement" WHERE "ClientId" {clientIds}
               UNION SELECT "AgreementId" FROM "Referral" WHERE "Id" {referralIds} AND "AgreementId" IS NOT NULL
               """)}
             """);
        var records = batch.Values(
            $"""
             SELECT f."Id", r."Id", r."Sealed", r."Wrapped", c."Id", c."Wrapped" FROM "Referral" AS f
             JOIN "Record" AS r ON r."Id" = f."RecordId" LEFT JOIN "Client" AS c ON c."Id" = r."ClientId"
             WHERE f."Id" {referralIds}
             """,
            r => (Referral: r.Key(0), Record: new SealedRecord(r.Key(1), r.BytesOrNull(2), r.IsDBNull(3) ? (r.KeyOrNull(4) ?? r.Key(1), r.BytesOrNull(5)) : (r.Key(1), r.BytesOrNull(3)))));
        var returns = deliveries.Where(d => d.IsUnderOwnKey).Select(d => d.ClientId).Distinct().ToList();
        var returned = returns.Count > 0 ? new ReturnLoads(batch, returns) : null;
        var tasks = deliveries.Where(d => d.IsTask).Select(d => d.ReferralId).Distinct().ToList() is { Count: > 0 } told ? batch.Rows<OfficeTask>($"""WHERE t."Id" {told}""") : [];
        var counts = deliveries.Any(d => d.IsCounts) ? batch.Rows<KeptCounts>($"""WHERE t."Id" {returns} AND t."Document" IS NOT NULL""") : [];
        var disclosed = batch.Values($"""SELECT DISTINCT "ReferralId", "Recipient" FROM "Disclosure" WHERE "ReferralId" {referralIds}""", r => (r.Key(0), r.GetString(1)));
        var generations = Generations(batch, ids);
        await batch.RunAsync(cancellation);
        var read = referrals.ToDictionary(r => r.Id, r => r.RecordId);
        if (records.Exists(r => read.TryGetValue(r.Referral, out var before) && before != r.Record.Id))
            return null;

        var previews = await PreviewsAsync([.. agreements.Select(a => a.PreviewHash).OfType<byte[]>().DistinctBy(Convert.ToHexString)], cancellation);
        var opened = new Opened(rings);
        var clientKeys = opened.Keys(clients.Select(c => (c.Id, c.Wrapped)).Concat(returned?.Keys.Select(k => (k.Id, k.Wrapped)) ?? []));
        var lives = opened.Lives(clients, clientKeys);
        var statements = opened.Statements(records.ToDictionary(r => r.Referral, r => r.Record));
        return new ReleaseSnapshots
        {
            Referrals = new SnapshotSet<ReferralSnapshot>(referrals),
            Handovers = new SnapshotSet<HandoverSnapshot>(handovers),
            Deliveries = new SnapshotSet<DeliverySnapshot>([.. newer, .. deliveries]),
            Clients = new SnapshotSet<ClientSnapshot>(clients),
            Agreements = new SnapshotSet<ClientAgreement>(agreements),
            Tasks = new SnapshotSet<OfficeTask>(tasks),
            Previews = previews,
            Keys = clientKeys,
            Lives = lives,
            Statements = statements,
            CaseNumbers = opened.CaseNumbers(handovers, clientKeys),
            Payloads = opened.Payloads(deliveries, clientKeys),
            Erased = clientIds.Where(c => !clientKeys.ContainsKey(c) && !opened.Unreadable.Contains(c)).ToHashSet(),
            Unreadable = opened.Unreadable,
            Disclosed = disclosed.ToHashSet(),
            Generations = generations.ToDictionary(g => g.Delivery, g => g.Last),
            OnHold = onHold,
            Counted = opened.Counts(counts, clientKeys),
            Returned = returned?.Read() ?? new Dictionary<Guid, ReturnedRecord>(),
        };
    }

    /// <summary>Previews never change: they are read apart, and only where an agreement names one.</summary>
    private async Task<Dictionary<string, KeptPreview>> PreviewsAsync(IReadOnlyList<byte[]> hashes, CancellationToken cancellation)
    {
        if (hashes.Count == 0)
            return [];
        var batch = new LoadBatch(database);
        var kept = batch.Rows<KeptPreview>($"""WHERE t."Hash" {hashes}""");
        await batch.RunAsync(cancellation);
        return kept.ToDictionary(p => Convert.ToHexStringLower(p.Hash));
    }

    /// <summary>The last generation of the deliveries' work items.</summary>
    internal static List<(Guid Delivery, int Last)> Generations(LoadBatch batch, IReadOnlyList<Guid> deliveries) => batch.Values(
        $"""SELECT "SubjectId", MAX("Generation") FROM "WorkItem" WHERE "Stage" = {StageNames.Delivery} AND "SubjectId" {deliveries} GROUP BY "SubjectId" """,
        r => (r.Key(0), r.GetInt32(1)));

    private sealed record SealedRecord(Guid Id, byte[]? Sealed, (Guid Row, byte[]? Wrapped) Key);

    /// <summary>Opens what is sealed. What is there and cannot be opened is noted, and stops nothing else.</summary>
    private sealed class Opened(KeyRing rings)
    {
        private readonly Dictionary<Guid, byte[]?> _keys = [];

        internal HashSet<Guid> Unreadable { get; } = [];

        internal Dictionary<Guid, byte[]> Keys(IEnumerable<(Guid Id, byte[]? Wrapped)> owners)
        {
            Dictionary<Guid, byte[]> keys = [];
            foreach (var owner in owners)
            {
                if (Key(owner, owner.Id) is { } key)
                    keys[owner.Id] = key;
            }

            return keys;
        }

        internal Dictionary<Guid, ReferralStatement> Statements(Dictionary<Guid, SealedRecord> records)
        {
            Dictionary<Guid, ReferralStatement> statements = [];
            foreach (var (referral, record) in records)
            {
                if (record.Sealed is not null && Key(record.Key, referral) is { } key && Try(referral, () => Statement(record, key)) is { } statement)
                    statements[referral] = statement;
            }

            return statements;
        }

        private static ReferralStatement Statement(SealedRecord record, byte[] key)
        {
            var data = RecordVault.OpenData(record.Id, record.Sealed, key).First(s => EventTypes.All[s.Type] == typeof(ReferralSubmitted)).Data;
            // Its fields leave as they stand: only the ticket is read.
            return new ReferralStatement(data, (string?)data["inReplyTo"] ?? (string)data["ticket"]!);
        }

        /// <summary>What became known of clients: one whose life cannot be opened is unreadable, because its benefit and numbers are not known then.</summary>
        internal Dictionary<Guid, Core.Life.ClientLife> Lives(List<ClientSnapshot> clients, Dictionary<Guid, byte[]> keys)
        {
            Dictionary<Guid, Core.Life.ClientLife> lives = [];
            foreach (var client in clients.Where(c => c.Life is not null && keys.ContainsKey(c.Id)))
            {
                if (Try(client.Id, () => LifeVault.Open(client, keys[client.Id])) is { } life)
                    lives[client.Id] = life;
            }

            return lives;
        }

        internal Dictionary<Guid, ReadOnlyMemory<byte>> Counts(List<KeptCounts> counts, Dictionary<Guid, byte[]> keys)
        {
            Dictionary<Guid, ReadOnlyMemory<byte>> documents = [];
            foreach (var kept in counts)
            {
                if (keys.TryGetValue(kept.Id, out var key) && Try(kept.Id, () => Reconciliations.Open(kept, key)) is { } document)
                    documents[kept.Id] = document;
            }

            return documents;
        }

        internal Dictionary<Guid, string> CaseNumbers(List<HandoverSnapshot> handovers, Dictionary<Guid, byte[]> keys)
        {
            Dictionary<Guid, string> numbers = [];
            foreach (var handover in handovers.Where(h => h.CaseNumber is not null))
            {
                if (keys.TryGetValue(handover.ClientId, out var key)
                    && Try(handover.Id, () => Encoding.UTF8.GetString(Sealing.Open(key, handover.CaseNumber!, Sealing.Context(handover.Id, "case-number")))) is { } number)
                    numbers[handover.Id] = number;
            }

            return numbers;
        }

        internal Dictionary<Guid, ReadOnlyMemory<byte>> Payloads(IReadOnlyList<DeliverySnapshot> deliveries, Dictionary<Guid, byte[]> keys)
        {
            Dictionary<Guid, ReadOnlyMemory<byte>> payloads = [];
            foreach (var delivery in deliveries.Where(d => d is { State: DeliveryState.Released or DeliveryState.Parked, Payload: not null }))
            {
                if (keys.TryGetValue(delivery.ClientId, out var key) && StoredPayloads.Open(delivery, key) is { } bytes)
                    payloads[delivery.Id] = bytes;
            }

            return payloads;
        }

        /// <summary>A key; null when it was destroyed.</summary>
        private byte[]? Key((Guid Row, byte[]? Wrapped) key, Guid of)
        {
            if (key.Wrapped is not { } wrapped)
                return null;
            if (_keys.TryGetValue(key.Row, out var known))
            {
                if (known is null)
                    Unreadable.Add(of);
                return known;
            }

            return _keys[key.Row] = Try(of, () => rings.Open(key.Row, wrapped));
        }

        private T? Try<T>(Guid of, Func<T> open) where T : class
        {
            try
            {
                return open();
            }
            catch (Exception)
            {
                Unreadable.Add(of);
                return null;
            }
        }
    }
}

/// <summary>Bytes of deliveries as they lie in their rows.</summary>
internal static class StoredPayloads
{
    /// <summary>Opens them; null when they cannot be opened.</summary>
    internal static byte[]? Open(DeliverySnapshot delivery, ReadOnlySpan<byte> key)
    {
        try
        {
            return delivery.Payload is null ? null : Sealing.Open(key, delivery.Payload, Sealing.Context(delivery.Id, "payload"));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
