using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Clients of a batch by blind index, per agency; makes those that are new, with their key.</summary>
internal sealed class ClientRegister : IClientRegister
{
    private readonly BlindIndex _index;
    private readonly KeyRing _ring;
    private readonly Dictionary<string, KnownClient> _byHash = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> _unreadable = [];

    private ClientRegister(BlindIndex index, KeyRing ring) => (_index, _ring) = (index, ring);

    /// <summary>Reads the clients that are named.</summary>
    internal static async Task<ClientRegister> LoadAsync(
        IGatewayDatabase database, BlindIndex index, KeyRing ring, IEnumerable<(string Agency, Client Client)> named, CancellationToken cancellation)
    {
        var register = new ClientRegister(index, ring);
        var hashes = named.SelectMany(n => register.HashesOf(n.Agency, n.Client).Select(h => h.Hash)).DistinctBy(Convert.ToHexString).ToList();
        if (hashes.Count == 0)
            return register;
        var batch = new LoadBatch(database);
        var found = batch.Values(
            $"""
             SELECT i."Hash", c."Id", c."Wrapped" FROM "ClientIdentifier" AS i JOIN "Client" AS c ON c."Id" = i."ClientId"
             WHERE c."Wrapped" IS NOT NULL AND i."Hash" {hashes}
             """,
            r => (Hash: r.GetFieldValue<byte[]>(0), Client: r.Key(1), Wrapped: r.GetFieldValue<byte[]>(2)));
        await batch.RunAsync(cancellation);
        foreach (var client in found.GroupBy(f => f.Client))
        {
            var key = ring.TryOpen(client.Key, client.First().Wrapped);
            if (key is null)
                register._unreadable.Add(client.Key);
            foreach (var (hash, _, _) in client)
                register._byHash[Convert.ToHexString(hash)] = new KnownClient(client.Key, key);
        }

        return register;
    }

    public KnownClient Of(Draft draft, string agency, Client client)
    {
        var hashes = HashesOf(agency, client).DistinctBy(h => Convert.ToHexString(h.Hash)).ToList();
        var known = Known(hashes) ?? Create(draft, agency);
        foreach (var (scheme, hash) in hashes.Where(h => !_byHash.ContainsKey(Convert.ToHexString(h.Hash))))
        {
            draft.Add(new ClientIdentifier { Agency = agency, Hash = hash, ClientId = known.ClientId!.Value, Scheme = scheme });
            _byHash[Convert.ToHexString(hash)] = known;
        }

        return known;
    }

    public bool IsUnreadable(string agency, Client client) =>
        _unreadable.Count > 0 && Known(HashesOf(agency, client)) is { ClientId: { } id } && _unreadable.Contains(id);

    public KnownClient Unidentified(Guid record)
    {
        var (wrapped, key) = _ring.CreateFor(record);
        return new KnownClient(null, key, wrapped);
    }

    private KnownClient? Known(IEnumerable<(string Scheme, byte[] Hash)> hashes) =>
        hashes.Select(h => _byHash.GetValueOrDefault(Convert.ToHexString(h.Hash))).FirstOrDefault(k => k is not null);

    private KnownClient Create(Draft draft, string agency)
    {
        var id = draft.NewKey();
        var (wrapped, key) = _ring.CreateFor(id);
        draft.Clients.Add(new ClientSnapshot { Id = id, Agency = agency, Wrapped = wrapped });
        return new KnownClient(id, key);
    }

    /// <summary>Look-up hashes of every number that names the client: a register's notice of a replacement counts, the old one stays. The agency is part of each hash.</summary>
    internal static IEnumerable<(string Scheme, byte[] Hash)> HashesOf(BlindIndex index, string agency, Client client) =>
        client.Identifiers.SelectMany(i => new[] { i.Value, i.ReplacedBy }.OfType<string>().Select(n => (i.Scheme, index.Identifier(agency, i.Scheme, n))));

    private IEnumerable<(string Scheme, byte[] Hash)> HashesOf(string agency, Client client) => HashesOf(_index, agency, client);
}
