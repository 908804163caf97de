using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Clients;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Stores;

/// <summary>Seals and opens what is known of a record under its key.</summary>
/// <param name="ring">Data keys.</param>
public sealed class RecordVault(KeyRing ring)
{
    /// <summary>Seals a record's statements.</summary>
    public static byte[] Seal(Guid record, ReadOnlySpan<byte> key, IReadOnlyList<Statement> statements)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = ContractJson.Options.Encoder }))
        {
            json.WriteStartArray();
            foreach (var statement in statements)
            {
                json.WriteStartObject();
                json.WriteString("type", statement.Type);
                json.WritePropertyName("data");
                json.WriteRawValue(statement.Utf8.Span, skipInputValidation: true);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Sealing.Seal(key, buffer.GetBuffer().AsSpan(0, (int)buffer.Length), Sealing.Context(record, "statements"));
    }

    /// <summary>Seals a record's slice.</summary>
    public static byte[] SealSlice(Guid record, ReadOnlySpan<byte> key, ReadOnlySpan<byte> slice) =>
        Sealing.Seal(key, slice, Sealing.Context(record, "slice"));

    /// <summary>Opens a record's statements.</summary>
    public static IReadOnlyList<Statement> Open(RecordRow record, ReadOnlySpan<byte> key)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Statements is null)
            return [];
        using var opened = JsonDocument.Parse(Sealing.Open(key, record.Statements, Sealing.Context(record.Id, "statements")));
        return [.. opened.RootElement.EnumerateArray().Select(s => Statement.Of(s.GetProperty("type").GetString()!, JsonMarshal.GetRawUtf8Value(s.GetProperty("data")).ToArray()))];
    }

    /// <summary>Opens a record's statements as JSON, for whoever does not read them as what they mean.</summary>
    /// <param name="record">Record.</param>
    /// <param name="statements">As they lie in its row.</param>
    /// <param name="key">Its key.</param>
    public static IReadOnlyList<(string Type, JsonObject Data)> OpenData(Guid record, byte[]? statements, ReadOnlySpan<byte> key)
    {
        if (statements is null)
            return [];
        var plain = Sealing.Open(key, statements, Sealing.Context(record, "statements"));
        return [.. JsonNode.Parse(plain)!.AsArray().Select(s => ((string)s!["type"]!, Taken(s.AsObject(), "data")))];
    }

    /// <summary>Opens data keys.</summary>
    /// <returns>Keys by id; destroyed ones are absent.</returns>
    public async Task<IReadOnlyDictionary<Guid, byte[]>> KeysAsync(GatewayContext store, IEnumerable<Guid> ids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        var wanted = ids.Distinct().ToList();
        var rows = await store.DataKeys.AsNoTracking().Where(k => wanted.Contains(k.Id) && k.Wrapped != null).ToListAsync(cancellation);
        // Keys made in this unit are not in the store yet.
        var made = store.DataKeys.Local.Where(k => wanted.Contains(k.Id) && k.Wrapped is not null);
        return rows.Concat(made).DistinctBy(k => k.Id).ToDictionary(k => k.Id, ring.Open);
    }

    /// <summary>Makes a key and adds its row.</summary>
    public (Guid Id, byte[] Key) Create(GatewayContext store, string purpose)
    {
        ArgumentNullException.ThrowIfNull(store);
        var (row, key) = ring.Create(purpose);
        store.DataKeys.Add(row);
        return (row.Id, key);
    }

    private static JsonObject Taken(JsonObject from, string name)
    {
        var taken = from[name]!.AsObject();
        from.Remove(name);
        return taken;
    }
}
