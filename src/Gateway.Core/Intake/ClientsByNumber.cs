using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Work;

namespace Gateway.Core.Intake;

/// <summary>
/// Clients by the numbers that name them, per agency. It knows what it was given and what it made; where a client's key comes
/// from is its heir's to say.
/// </summary>
/// <param name="index">Keyed hashes of numbers.</param>
public abstract class ClientsByNumber(BlindIndex index) : IClientRegister
{
    private readonly Dictionary<string, KnownClient> _byHash = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public KnownClient Of(Draft draft, string agency, Client client)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(client);
        var hashes = HashesOf(index, agency, client).DistinctBy(h => Convert.ToHexString(h.Hash)).ToList();
        var known = hashes.Select(h => _byHash.GetValueOrDefault(Convert.ToHexString(h.Hash))).FirstOrDefault(k => k is not null) ?? Made(draft, agency);
        foreach (var (scheme, hash) in hashes.Where(h => !_byHash.ContainsKey(Convert.ToHexString(h.Hash))))
        {
            draft.Add(new ClientIdentifier { Agency = agency, Hash = hash, ClientId = known.ClientId!.Value, Scheme = scheme });
            _byHash[Convert.ToHexString(hash)] = known;
        }

        return known;
    }

    /// <inheritdoc />
    public KnownClient Unidentified(Draft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var (key, bytes) = KeyFor(draft, "record");
        return new KnownClient(null, key, bytes);
    }

    /// <summary>Look-up hashes of every number that names the client: a register's notice of a replacement counts, the old one stays. The agency is part of each hash.</summary>
    /// <param name="index">Blind index.</param>
    /// <param name="agency">Agency.</param>
    /// <param name="client">The client as stated.</param>
    public static IEnumerable<(string Scheme, byte[] Hash)> HashesOf(BlindIndex index, string agency, Client client)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(client);
        return client.Identifiers.SelectMany(i => new[] { i.Value, i.ReplacedBy }.OfType<string>().Select(n => (i.Scheme, index.Identifier(agency, i.Scheme, n))));
    }

    /// <summary>Notes a client that is known already.</summary>
    /// <param name="hash">Hash of a number that names the client.</param>
    /// <param name="client">The client.</param>
    protected void Know(byte[] hash, KnownClient client) => _byHash[Convert.ToHexString(hash)] = client;

    /// <summary>Makes a key in the draft.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="purpose"><c>client</c> or <c>record</c>.</param>
    protected abstract (Guid Key, ReadOnlyMemory<byte> Bytes) KeyFor(Draft draft, string purpose);

    private KnownClient Made(Draft draft, string agency)
    {
        var (key, bytes) = KeyFor(draft, "client");
        var client = draft.Clients.Add(new ClientSnapshot { Id = draft.NewKey(), Agency = agency, KeyId = key });
        return new KnownClient(client.Id, key, bytes);
    }
}
