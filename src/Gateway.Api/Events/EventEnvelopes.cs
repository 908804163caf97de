using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gateway.Api.Events;

/// <summary>Checks CloudEvents 1.0 envelopes; what they carry is translation's business.</summary>
internal static class EventEnvelopes
{
    private static readonly string[] Required = ["specversion", "id", "source", "type"];

    /// <summary>Attributes that an envelope lacks or has otherwise than as a non-empty text.</summary>
    /// <param name="envelope">An event, or whatever stands in its place.</param>
    /// <param name="place">Where it stands: empty for a single event, <c>events[2].</c> in a batch.</param>
    public static IEnumerable<string> Faults(JsonElement envelope, string place) => Required.Where(name => !Has(envelope, name)).Select(name => place + name);

    /// <summary>
    /// The idempotency key of a single event: source and id make an event unique (CloudEvents 1.0, section 3.1.1),
    /// hashed because both are the sender's words.
    /// </summary>
    public static string KeyOf(JsonElement envelope)
    {
        var source = envelope.GetProperty("source").GetString()!;
        var id = envelope.GetProperty("id").GetString()!;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{source.Length}:{source}{id}")));
    }

    private static bool Has(JsonElement envelope, string name) =>
        envelope.ValueKind == JsonValueKind.Object
        && envelope.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
        && (name != "specversion" || text == "1.0");
}
