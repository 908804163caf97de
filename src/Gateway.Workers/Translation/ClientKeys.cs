using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Translation;

/// <summary>Finds the clients that records name, per agency, by blind index; makes those that are new.</summary>
internal sealed class ClientKeys(Installation installation, RecordVault vault)
{
    internal async Task<ClientKeySet> LoadAsync(UnitOfWork unit, IEnumerable<(string Agency, Client? Client)> stated, CancellationToken cancellation)
    {
        var named = stated.Where(s => s.Client is not null).ToList();
        var agencies = named.Select(s => s.Agency).Distinct(StringComparer.Ordinal).ToList();
        var wanted = named.SelectMany(s => ClientKeySet.HashesOf(installation.Index, s.Agency, s.Client!))
            .DistinctBy(Convert.ToHexString).ToList();
        var set = new ClientKeySet(installation.Index, unit, vault);
        if (wanted.Count == 0)
            return set;
        var found = await unit.Store.ClientIdentifiers.AsNoTracking().Where(i => agencies.Contains(i.Agency) && wanted.Contains(i.Hash))
            .Join(unit.Store.Clients, i => i.ClientId, c => c.Id, (i, c) => new { i.Agency, i.Hash, i.ClientId, c.KeyId }).ToListAsync(cancellation);
        // Made earlier in the same unit, by another statement of the same file.
        found.AddRange(unit.Store.ClientIdentifiers.Local.Where(i => wanted.Exists(w => w.AsSpan().SequenceEqual(i.Hash)))
            .Join(unit.Store.Clients.Local, i => i.ClientId, c => c.Id, (i, c) => new { i.Agency, i.Hash, i.ClientId, c.KeyId }));
        var keys = await vault.KeysAsync(unit.Store, found.Select(f => f.KeyId), cancellation);
        foreach (var client in found.Where(f => keys.ContainsKey(f.KeyId)))
            set.Add(client.Hash, new ClientKey(client.ClientId, client.KeyId, keys[client.KeyId]));
        return set;
    }
}

/// <summary>A client and the key of what an agency knows of it.</summary>
internal sealed record ClientKey(Guid ClientId, Guid KeyId, byte[] Key);

/// <summary>Clients of a chunk.</summary>
internal sealed class ClientKeySet(Persistence.Keys.BlindIndex index, UnitOfWork unit, RecordVault vault)
{
    private readonly Dictionary<string, ClientKey> _byHash = new(StringComparer.Ordinal);

    internal void Add(byte[] hash, ClientKey key) => _byHash[Convert.ToHexString(hash)] = key;

    /// <summary>The client that any of the identifiers names. Further identifiers beside a known one are noted with it.</summary>
    internal ClientKey Of(string agency, Client client)
    {
        var hashes = HashesOf(index, agency, client).ToList();
        var known = hashes.Select(h => _byHash.GetValueOrDefault(Convert.ToHexString(h))).FirstOrDefault(k => k is not null) ?? Create(agency);
        foreach (var hash in hashes.Where(h => !_byHash.ContainsKey(Convert.ToHexString(h))))
        {
            unit.Store.ClientIdentifiers.Add(new ClientIdentifier { Agency = agency, Hash = hash, ClientId = known.ClientId });
            Add(hash, known);
        }

        return known;
    }

    /// <summary>Look-up hashes of every number that names the client: a register's notice of a replacement counts, the old one stays.</summary>
    internal static IEnumerable<byte[]> HashesOf(Persistence.Keys.BlindIndex index, string agency, Client client) =>
        client.Identifiers.SelectMany(i => new[] { i.Value, i.ReplacedBy }.OfType<string>().Select(n => index.Identifier(agency, i.Scheme, n)))
            .DistinctBy(Convert.ToHexString);

    private ClientKey Create(string agency)
    {
        var (keyId, key) = vault.Create(unit.Store, "client");
        var row = new ClientSnapshot { Id = unit.Keys.Next(), Agency = agency, KeyId = keyId };
        unit.Store.Clients.Add(row);
        return new ClientKey(row.Id, keyId, key);
    }
}
