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
    private readonly HashSet<Guid> _unreadable = [];
    private readonly Dictionary<string, DateTimeOffset> _erased = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public KnownClient Of(Draft draft, string agency, Client client)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(client);
        var hashes = HashesOf(index, agency, client).DistinctBy(h => Convert.ToHexString(h.Hash)).ToList();
        var known = Known(hashes) ?? Made(draft, agency);
        foreach (var (scheme, hash) in hashes.Where(h => Known(h.Hash) is null))
        {
            draft.Add(new ClientIdentifier { Agency = agency, Hash = hash, ClientId = known.ClientId!.Value, Scheme = scheme });
            _byHash[Convert.ToHexString(hash)] = known;
        }

        return known;
    }

    /// <inheritdoc />
    public bool IsUnreadable(string agency, Client client) =>
        _unreadable.Count > 0 && Known(HashesOf(index, agency, client)) is { ClientId: { } id } && _unreadable.Contains(id);

    /// <inheritdoc />
    public DateTimeOffset? ErasedAt(string agency, Client client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return _erased.Count == 0
            ? null
            : HashesOf(index, agency, client).Select(h => _erased.TryGetValue(Convert.ToHexString(h.Hash), out var at) ? at : (DateTimeOffset?)null).Max();
    }

    /// <inheritdoc />
    public KnownClient Unidentified(Guid record)
    {
        var (wrapped, key) = KeyFor(record);
        return new KnownClient(null, key, wrapped);
    }

    /// <summary>Look-up hashes of every number that names the client; the agency is part of each. One that is said to have replaced another names nobody by that: only a register's notice links them (<see cref="Life.ReplacementRules"/>).</summary>
    /// <param name="index">Blind index.</param>
    /// <param name="agency">Agency.</param>
    /// <param name="client">The client as stated.</param>
    public static IEnumerable<(string Scheme, byte[] Hash)> HashesOf(BlindIndex index, string agency, Client client)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(client);
        return client.Identifiers.Select(i => (i.Scheme, index.Identifier(agency, i.Scheme, i.Value)));
    }

    /// <summary>The numbers that name the client, each with its digests under all keys that there were, the newest last.</summary>
    /// <param name="index">Blind index.</param>
    /// <param name="agency">Agency.</param>
    /// <param name="client">The client as stated.</param>
    protected static IEnumerable<IReadOnlyList<byte[]>> EverOf(BlindIndex index, string agency, Client client)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(client);
        return client.Identifiers.Select(i => index.IdentifierEver(agency, i.Scheme, i.Value));
    }

    /// <summary>Notes a client that is known already.</summary>
    /// <param name="hash">Hash of a number that names the client.</param>
    /// <param name="client">The client.</param>
    protected void Know(byte[] hash, KnownClient client) => _byHash[Convert.ToHexString(hash)] = client;

    /// <summary>Notes a client whose key is there and cannot be opened.</summary>
    /// <param name="client">The client.</param>
    protected void CannotOpen(Guid client) => _unreadable.Add(client);

    /// <summary>Notes that the client whom a number named was erased.</summary>
    /// <param name="hash">Hash of the number.</param>
    /// <param name="at">When it was erased last.</param>
    protected void Erased(byte[] hash, DateTimeOffset at) => _erased[Convert.ToHexString(hash)] = at;

    /// <summary>Makes the key of a row.</summary>
    /// <param name="row">The client, or the record whose client is not known.</param>
    /// <returns>The key, under the master key and as it is.</returns>
    protected abstract (byte[] Wrapped, byte[] Key) KeyFor(Guid row);

    private KnownClient? Known(IEnumerable<(string Scheme, byte[] Hash)> hashes) =>
        hashes.Select(h => Known(h.Hash)).FirstOrDefault(k => k is not null);

    private KnownClient? Known(byte[] hash) =>
        BlindIndex.Variants(hash).Select(v => _byHash.GetValueOrDefault(Convert.ToHexString(v))).FirstOrDefault(k => k is not null);

    private KnownClient Made(Draft draft, string agency)
    {
        var id = draft.NewKey();
        var (wrapped, key) = KeyFor(id);
        draft.Clients.Add(new ClientSnapshot { Id = id, Agency = agency, Wrapped = wrapped });
        return new KnownClient(id, key, wrapped);
    }
}
