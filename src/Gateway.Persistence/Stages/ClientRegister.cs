using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Rights;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Clients of a batch by blind index, per agency; those that are new get a key of their own.</summary>
internal sealed class ClientRegister : ClientsByNumber
{
    private readonly BlindIndex _index;
    private readonly KeyRing _ring;

    private ClientRegister(BlindIndex index, KeyRing ring) : base(index) => (_index, _ring) = (index, ring);

    /// <summary>Reads the clients that are named.</summary>
    internal static async Task<ClientRegister> LoadAsync(
        IGatewayDatabase database, BlindIndex index, KeyRing ring, Tombstones tombstones, IEnumerable<(string Agency, Client Client)> named, CancellationToken cancellation)
    {
        var register = new ClientRegister(index, ring);
        await register.AddAsync(database, tombstones, [.. named], cancellation);
        return register;
    }

    /// <summary>Reads further clients that are named.</summary>
    internal async Task AddAsync(IGatewayDatabase database, Tombstones tombstones, IReadOnlyList<(string Agency, Client Client)> people, CancellationToken cancellation)
    {
        var hashes = people.SelectMany(n => HashesOf(_index, n.Agency, n.Client).Select(h => h.Hash)).DistinctBy(Convert.ToHexString).ToList();
        if (hashes.Count == 0)
            return;
        var batch = new LoadBatch(database);
        var found = batch.Values(
            $"""
             SELECT i."Hash", c."Id", c."Wrapped" FROM "ClientIdentifier" AS i JOIN "Client" AS c ON c."Id" = i."ClientId"
             WHERE c."Wrapped" IS NOT NULL AND i."Hash" {hashes}
             """,
            r => (Hash: r.GetFieldValue<byte[]>(0), Client: r.Key(1), Wrapped: r.GetFieldValue<byte[]>(2)));
        // A tombstone was made under the index key of its day, and no rotation reaches it.
        var digests = tombstones.IsKept
            ? people.SelectMany(n => EverOf(_index, n.Agency, n.Client)).SelectMany(ever => ever.Select(e => (Digest: Convert.ToHexString(tombstones.DigestOf(e)), Newest: ever[^1])))
                .DistinctBy(d => d.Digest).ToDictionary(d => d.Digest, d => d.Newest)
            : [];
        var erased = digests.Count == 0
            ? []
            : batch.Rows<TombstoneRow>($"""WHERE t."Digest" {digests.Keys.Select(Convert.FromHexString).ToList()}""");
        await batch.RunAsync(cancellation);
        foreach (var of in erased.GroupBy(e => Convert.ToHexString(e.Digest)))
            Erased(digests[of.Key], of.Max(e => e.At));
        foreach (var client in found.GroupBy(f => f.Client))
        {
            var key = _ring.TryOpen(client.Key, client.First().Wrapped);
            if (key is null)
                CannotOpen(client.Key);
            foreach (var (hash, _, _) in client)
                Know(hash, new KnownClient(client.Key, key, client.First().Wrapped));
        }
    }

    protected override (byte[] Wrapped, byte[] Key) KeyFor(Guid row) => _ring.CreateFor(row);
}
