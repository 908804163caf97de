using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Gateway.Contracts;

/// <summary>
/// A CloudEvents 1.0 envelope in JSON. Context attributes carry ids and agency names only, never anything
/// about a client: brokers, proxies and logs read them.
/// </summary>
/// <remarks>Source: CloudEvents specification 1.0.2 and its JSON event format.</remarks>
public sealed record CloudEvent
{
    /// <summary>Media type of one event in structured mode.</summary>
    public const string MediaType = "application/cloudevents+json";

    /// <summary>Media type of an array of events in batched mode.</summary>
    public const string BatchMediaType = "application/cloudevents-batch+json";

    /// <summary>Type of an event that carries another event's id alone: that one waits in the recipient's feed.</summary>
    public const string Waiting = "event.waiting";

    /// <summary>Version of the specification, always <c>1.0</c>.</summary>
    [JsonPropertyName("specversion")]
    public string SpecVersion { get; init; } = "1.0";

    /// <summary>Fixed at release: the same id again is a redelivery of the same event.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Who produced the event, as <c>urn:work-welfare-gateway:agency:{id}</c>.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary>Type of the event; <c>contracts/events/{type}.schema.json</c> describes its data.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>Id of the referral or handover the event is about; never of a client.</summary>
    [JsonPropertyName("subject"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Subject { get; init; }

    /// <summary>When it happened, RFC 3339, UTC.</summary>
    [JsonPropertyName("time"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Time { get; init; }

    /// <summary>Media type of the data: JSON, or the recipient's own format (for example <c>application/xml</c>).</summary>
    [JsonPropertyName("datacontenttype"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DataContentType { get; init; }

    /// <summary>URN of the JSON Schema of the data, when the data is one of our contract events.</summary>
    [JsonPropertyName("dataschema"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DataSchema { get; init; }

    /// <summary>W3C trace context of the flow that led here (CloudEvents distributed tracing extension).</summary>
    [JsonPropertyName("traceparent"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceParent { get; init; }

    /// <summary>JSON data as an object, or a document in another format as a JSON string.</summary>
    [JsonPropertyName("data"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? Data { get; init; }

    /// <summary>Binary data in base64; excludes <c>data</c>.</summary>
    [JsonPropertyName("data_base64"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DataBase64 { get; init; }

    /// <summary>The <see cref="Source"/> of every event that the gateway hands over.</summary>
    public const string DeskSource = "urn:work-welfare-gateway:desk";

    /// <summary>The <see cref="Source"/> of an agency's events.</summary>
    public static string SourceOf(string agencyId) => "urn:work-welfare-gateway:agency:" + agencyId;
}
