using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Clients;
using Gateway.Core.Life;
using Gateway.Persistence.Keys;

namespace Gateway.Persistence.Stores;

/// <summary>Seals and opens what became known of a client since the referrals were written, under the client's key.</summary>
internal static class LifeVault
{
    private const string Use = "life";

    internal static byte[] Seal(Guid client, ReadOnlySpan<byte> key, ClientLife life) =>
        Sealing.Seal(key, JsonSerializer.SerializeToUtf8Bytes(life, ContractJson.Options), Sealing.Context(client, Use));

    /// <summary>What is known of those clients whose key is there.</summary>
    /// <param name="clients">Clients as they were read.</param>
    /// <param name="keys">Unwrapped keys.</param>
    internal static Dictionary<Guid, ClientLife> Open(IEnumerable<ClientSnapshot> clients, IReadOnlyDictionary<Guid, byte[]> keys)
    {
        Dictionary<Guid, ClientLife> lives = [];
        foreach (var client in clients.Where(c => c.Life is not null && keys.ContainsKey(c.Id)))
            lives[client.Id] = Open(client, keys[client.Id]);
        return lives;
    }

    /// <summary>What is known of one client of whom something is.</summary>
    internal static ClientLife Open(ClientSnapshot client, ReadOnlySpan<byte> key) =>
        JsonSerializer.Deserialize<ClientLife>(Sealing.Open(key, client.Life!, Sealing.Context(client.Id, Use)), ContractJson.Options)!;

    /// <summary>Keys of clients of whom something became known, or may be noted now; of one whose life cannot be opened there is none, so that nothing is written over it.</summary>
    /// <param name="clients">Clients as they were read.</param>
    /// <param name="ring">Data keys.</param>
    internal static Dictionary<Guid, byte[]> Keys(IEnumerable<ClientSnapshot> clients, KeyRing ring)
    {
        Dictionary<Guid, byte[]> keys = [];
        foreach (var client in clients.Where(c => c.Wrapped is not null).DistinctBy(c => c.Id))
        {
            if (ring.TryOpen(client.Id, client.Wrapped!) is { } key && CanOpen(client, key))
                keys[client.Id] = key;
        }

        return keys;
    }

    private static bool CanOpen(ClientSnapshot client, byte[] key)
    {
        if (client.Life is null)
            return true;
        try
        {
            return Sealing.Open(key, client.Life, Sealing.Context(client.Id, Use)).Length > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
