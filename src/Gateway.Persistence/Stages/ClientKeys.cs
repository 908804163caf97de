using Gateway.Core.Intake;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Keys of clients as they lie in their rows; those that were destroyed are not there.</summary>
internal sealed class ClientKeys
{
    private readonly List<(Guid Client, byte[] Wrapped)> _rows;

    private ClientKeys(List<(Guid, byte[])> rows) => _rows = rows;

    /// <summary>Records whose key is there and cannot be opened.</summary>
    internal HashSet<Guid> Unreadable { get; } = [];

    /// <summary>Adds them to a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="clients">A query that finds the clients.</param>
    internal static ClientKeys Add(LoadBatch batch, SqlText clients) => new(batch.Values(
        $"""SELECT "Id", "Wrapped" FROM "Client" WHERE "Wrapped" IS NOT NULL AND "Id" {SqlText.In(clients)}""", r => (r.Key(0), r.GetFieldValue<byte[]>(1))));

    /// <summary>Keys by client, when the batch has run; what cannot be opened is null.</summary>
    internal Dictionary<Guid, byte[]?> Open(KeyRing ring) => _rows.ToDictionary(r => r.Client, r => ring.TryOpen(r.Client, r.Wrapped));

    /// <summary>Keys by record: the record's own, or its client's. What was destroyed is not there; what cannot be opened is noted.</summary>
    internal Dictionary<Guid, byte[]> OfRecords(IEnumerable<RecordSnapshot> records, KeyRing ring)
    {
        var clients = Open(ring);
        Dictionary<Guid, byte[]> keys = [];
        foreach (var record in records)
        {
            var client = record.ClientId is { } id && clients.TryGetValue(id, out var found) ? (Known: true, Key: found) : default;
            var (known, key) = record.Wrapped is { } own ? (true, ring.TryOpen(record.Id, own)) : client;
            if (key is not null)
                keys[record.Id] = key;
            else if (known)
                Unreadable.Add(record.Id);
        }

        return keys;
    }
}
