using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Clients of a batch by blind index, per agency; those that are new get a key of their own.</summary>
internal sealed class ClientRegister : ClientsByNumber
{
    private readonly KeyRing _ring;

    private ClientRegister(BlindIndex index, KeyRing ring) : base(index) => _ring = ring;

    /// <summary>Reads the clients that are named.</summary>
    internal static async Task<ClientRegister> LoadAsync(
        IGatewayDatabase database, BlindIndex index, KeyRing ring, IEnumerable<(string Agency, Client Client)> named, CancellationToken cancellation)
    {
        var register = new ClientRegister(index, ring);
        var hashes = named.SelectMany(n => HashesOf(index, n.Agency, n.Client).Select(h => h.Hash)).DistinctBy(Convert.ToHexString).ToList();
        if (hashes.Count == 0)
            return register;
        var batch = new LoadBatch(database);
        var found = batch.Values(
            $"""
             SELECT i."Hash", i."ClientId", k."Id", k."Wrapped" FROM "ClientIdentifier" AS i
             JOIN "Client" AS c ON c."Id" = i."ClientId" JOIN "DataKey" AS k ON k."Id" = c."KeyId"
             WHERE k."Wrapped" IS NOT NULL AND i."Hash" {hashes}
             """,
            r => (Hash: r.GetFieldValue<byte[]>(0), Client: r.Key(1), Row: new DataKeyRow { Id = r.Key(2), Purpose = "client", Wrapped = r.GetFieldValue<byte[]>(3) }));
        await batch.RunAsync(cancellation);
        foreach (var (hash, client, row) in found)
            register.Know(hash, new KnownClient(client, row.Id, ring.Open(row)));
        return register;
    }

    protected override (Guid Key, ReadOnlyMemory<byte> Bytes) KeyFor(Draft draft, string purpose)
    {
        var (row, key) = _ring.Create(purpose);
        draft.Add(row);
        return (row.Id, key);
    }
}
