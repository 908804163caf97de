using System.Text;
using Gateway.Core.Operating;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>
/// Keeps the framework's protection keys, each sealed under a data key of the installation and bound to its row. The
/// framework asks for them in the midst of a call and cannot wait otherwise than by blocking; it does so once a day.
/// </summary>
internal sealed class ProtectionKeys(IGatewayDatabase database, Installation installation, KeySequence keys) : IProtectionKeys
{
    private const string Use = "protection-key";

    public IReadOnlyList<string> Read()
    {
        var key = installation.ProtectionKey;
        using var store = database.Open();
        return [.. store.ProtectionKeys.AsNoTracking().OrderBy(k => k.Id).AsEnumerable()
            .Select(row => Encoding.UTF8.GetString(Sealing.Open(key, row.Sealed, Sealing.Context(row.Id, Use))))];
    }

    public void Keep(string key)
    {
        var id = keys.Next();
        var row = new ProtectionKeyRow { Id = id, Sealed = Sealing.Seal(installation.ProtectionKey, Encoding.UTF8.GetBytes(key), Sealing.Context(id, Use)) };
        using var store = database.Open();
        store.ProtectionKeys.Add(row);
        using (database.EnterWriteAsync(CancellationToken.None).GetAwaiter().GetResult())
            store.SaveChanges();
    }
}
