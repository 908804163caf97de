using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Stores;

/// <summary>Seals and opens what is known of a record under its key.</summary>
/// <param name="ring">Data keys.</param>
public sealed class RecordVault(KeyRing ring)
{
    private const string Use = "record";

    /// <summary>Seals a record's statements and its slice as one text.</summary>
    /// <param name="record">Record.</param>
    /// <param name="key">Its key.</param>
    /// <param name="statements">Statements; none when it was set aside.</param>
    /// <param name="slice">Its bytes as they may be kept.</param>
    public static byte[] Seal(Guid record, ReadOnlySpan<byte> key, IReadOnlyList<Statement> statements, ReadOnlySpan<byte> slice)
    {
        ArgumentNullException.ThrowIfNull(statements);
        using var buffer = new MemoryStream();
        buffer.Write(stackalloc byte[4]);
        if (statements.Count > 0)
            Write(buffer, statements);
        var length = (int)buffer.Length - 4;
        buffer.Write(slice);
        var plain = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        BinaryPrimitives.WriteInt32LittleEndian(plain, length);
        return Sealing.Seal(key, plain, Sealing.Context(record, Use));
    }

    /// <summary>Opens a record's statements.</summary>
    public static IReadOnlyList<Statement> Open(RecordSnapshot record, ReadOnlySpan<byte> key)
    {
        ArgumentNullException.ThrowIfNull(record);
        var text = Text(record.Id, record.Sealed, key);
        if (text.IsEmpty)
            return [];
        using var opened = JsonDocument.Parse(text);
        return [.. opened.RootElement.EnumerateArray().Select(s => Statement.Of(s.GetProperty("type").GetString()!, JsonMarshal.GetRawUtf8Value(s.GetProperty("data")).ToArray()))];
    }

    /// <summary>Opens a record's statements; null when they cannot be opened.</summary>
    public static IReadOnlyList<Statement>? TryOpen(RecordSnapshot record, ReadOnlySpan<byte> key)
    {
        try
        {
            return Open(record, key);
        }
        catch (Exception e) when (IsDamage(e))
        {
            return null;
        }
    }

    /// <summary>Opens a record's bytes; null when they cannot be opened.</summary>
    public static ReadOnlyMemory<byte>? TryOpenSlice(RecordSnapshot record, ReadOnlySpan<byte> key)
    {
        try
        {
            return OpenSlice(record, key);
        }
        catch (Exception e) when (IsDamage(e))
        {
            return null;
        }
    }

    /// <summary>What bytes are that were changed, cut off or sealed for something else.</summary>
    private static bool IsDamage(Exception exception) =>
        exception is CryptographicException or JsonException or ArgumentException or InvalidOperationException or KeyNotFoundException;

    /// <summary>Opens a record's statements as JSON, for whoever does not read them as what they mean.</summary>
    /// <param name="record">Record.</param>
    /// <param name="sealedText">As it lies in its row.</param>
    /// <param name="key">Its key.</param>
    public static IReadOnlyList<(string Type, JsonObject Data)> OpenData(Guid record, byte[]? sealedText, ReadOnlySpan<byte> key)
    {
        var text = Text(record, sealedText, key);
        return text.IsEmpty ? [] : [.. JsonNode.Parse(text.Span)!.AsArray().Select(s => ((string)s!["type"]!, Taken(s.AsObject(), "data")))];
    }

    /// <summary>Opens a record's statements as JSON; null when they cannot be opened.</summary>
    /// <param name="record">Record.</param>
    /// <param name="sealedText">As it lies in its row.</param>
    /// <param name="key">Its key.</param>
    public static IReadOnlyList<(string Type, JsonObject Data)>? TryOpenData(Guid record, byte[]? sealedText, ReadOnlySpan<byte> key)
    {
        try
        {
            return OpenData(record, sealedText, key);
        }
        catch (Exception e) when (IsDamage(e))
        {
            return null;
        }
    }

    /// <summary>Opens a record's bytes as they were kept.</summary>
    public static ReadOnlyMemory<byte> OpenSlice(RecordSnapshot record, ReadOnlySpan<byte> key)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Sealed is null)
            return default;
        var plain = Sealing.Open(key, record.Sealed, Sealing.Context(record.Id, Use));
        return plain.AsMemory(4 + BinaryPrimitives.ReadInt32LittleEndian(plain));
    }

    private static ReadOnlyMemory<byte> Text(Guid record, byte[]? sealedText, ReadOnlySpan<byte> key)
    {
        if (sealedText is null)
            return default;
        var plain = Sealing.Open(key, sealedText, Sealing.Context(record, Use));
        return plain.AsMemory(4, BinaryPrimitives.ReadInt32LittleEndian(plain));
    }

    private static void Write(Stream buffer, IReadOnlyList<Statement> statements)
    {
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = ContractJson.Options.Encoder });
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

    /// <summary>Opens the keys of records.</summary>
    /// <returns>Keys by record; what was destroyed or cannot be opened is absent.</returns>
    public async Task<IReadOnlyDictionary<Guid, byte[]>> KeysAsync(GatewayContext store, IReadOnlyCollection<RecordSnapshot> records, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(records);
        var clients = records.Select(r => r.ClientId).OfType<Guid>().Distinct().ToList();
        var wrapped = await store.Clients.AsNoTracking().Where(c => clients.Contains(c.Id) && c.Wrapped != null).Select(c => new { c.Id, c.Wrapped }).ToDictionaryAsync(c => c.Id, c => c.Wrapped!, cancellation);
        Dictionary<Guid, byte[]> keys = [];
        foreach (var record in records)
        {
            var key = record.Wrapped is { } own ? ring.TryOpen(record.Id, own) : record.ClientId is { } id && wrapped.TryGetValue(id, out var theirs) ? ring.TryOpen(id, theirs) : null;
            if (key is not null)
                keys[record.Id] = key;
        }

        return keys;
    }

    private static JsonObject Taken(JsonObject from, string name)
    {
        var taken = from[name]!.AsObject();
        from.Remove(name);
        return taken;
    }
}
