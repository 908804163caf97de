using System.Diagnostics;
using System.Text;
using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Microsoft.Net.Http.Headers;
using RabbitMQ.Client;

namespace Gateway.Workers.Edge;

/// <summary>
/// A message as its headers describe it. Nobody waits for an answer: what a caller over HTTP would be refused is set
/// aside here under the same code.
/// </summary>
internal sealed record ArrivedMessage
{
    private const string UnknownProfile = "unknown";
    private static readonly string[] AttributePrefixes = ["cloudEvents:", "cloudEvents_"];

    /// <summary>A profile the gateway knows; what the sender wrote instead is not repeated.</summary>
    public required string Profile { get; init; }

    /// <summary>What the sender wrote instead; null: it wrote a profile the gateway knows, or nothing.</summary>
    public string? NamedProfile { get; init; }

    /// <summary>Media type of <see cref="Body"/>.</summary>
    public string? ContentType { get; init; }

    /// <summary>The agency's <c>message-id</c>; null: it gave none.</summary>
    public string? Key { get; init; }

    /// <summary>The set-aside record that it replaces, as written; null: none.</summary>
    public string? Corrects { get; init; }

    /// <summary>W3C trace parent, when the header holds one.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The bytes; an event in binary mode is in structured mode here.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Why it cannot be worked on; null: it can be offered to intake.</summary>
    public SetAsideReason? SetAside { get; init; }

    /// <summary>Reads properties and headers (AMQP 0-9-1; CloudEvents AMQP binding 1.0).</summary>
    /// <param name="agency">The agency whose queue it came from.</param>
    /// <param name="profiles">Profiles the gateway knows.</param>
    /// <param name="properties">Properties.</param>
    /// <param name="body">Body.</param>
    internal static ArrivedMessage Read(Agency agency, KnownProfiles profiles, IReadOnlyBasicProperties properties, byte[] body)
    {
        var named = TextOf(properties, AgencyQueues.ProfileHeader);
        var profile = named ?? KnownProfiles.CloudEvents;
        var message = new ArrivedMessage
        {
            Profile = profiles.Find(profile) is null ? UnknownProfile : profile,
            ContentType = properties.ContentType,
            Key = properties.MessageId is { Length: > 0 } id ? id : null,
            TraceParent = TextOf(properties, "traceparent") is { } trace && ActivityContext.TryParse(trace, null, out _) ? trace : null,
            Corrects = TextOf(properties, AgencyQueues.CorrectsHeader),
            Body = body,
        };
        if (message.Profile == UnknownProfile)
            return message with { NamedProfile = profile, SetAside = ArrivalReasons.ProfileUnknown };
        if (!agency.Profiles.Contains(profile, StringComparer.Ordinal))
            return message with { SetAside = ArrivalReasons.ProfileNotAllowed };
        if (properties.ContentEncoding is { Length: > 0 } encoding && encoding.ToUpperInvariant() is not ("IDENTITY" or "UTF-8"))
            return message with { SetAside = ArrivalReasons.ContentEncoding };
        return named is null ? message.AsEvent(properties) : message;
    }

    private ArrivedMessage AsEvent(IReadOnlyBasicProperties properties)
    {
        var type = BareType;
        if (type is "" or CloudEvent.MediaType or CloudEvent.BatchMediaType)
            return this with { ContentType = type is "" ? CloudEvent.MediaType : ContentType };
        var attributes = Attributes(properties).ToList();
        if (attributes.Count == 0 || !IsJson(type))
            return this with { SetAside = ArrivalReasons.ContentType };
        using var data = StrictJson.Parse(Body);
        return data is null
            ? this with { SetAside = ArrivalReasons.JsonInvalid }
            : this with { Body = BinaryEvents.ToStructured(attributes, ContentType, data.RootElement), ContentType = CloudEvent.MediaType };
    }

    private string BareType => MediaTypeHeaderValue.TryParse(ContentType, out var type) ? type.MediaType.ToString().ToLowerInvariant() : ContentType ?? "";

    private static bool IsJson(string type) => type is "application/json" || type.EndsWith("+json", StringComparison.Ordinal);

    private static IEnumerable<(string Name, string Value)> Attributes(IReadOnlyBasicProperties properties) =>
        (properties.Headers ?? new Dictionary<string, object?>(StringComparer.Ordinal))
            .Select(h => (Name: AttributeOf(h.Key), Value: Text(h.Value)))
            .Where(a => a is { Name: not null, Value: not null })
            .Select(a => (a.Name!, a.Value!))
            .DistinctBy(a => a.Item1, StringComparer.Ordinal);

    private static string? AttributeOf(string header) =>
        AttributePrefixes.FirstOrDefault(p => header.StartsWith(p, StringComparison.OrdinalIgnoreCase)) is { } prefix
            ? header[prefix.Length..].ToLowerInvariant()
            : null;

    private static string? TextOf(IReadOnlyBasicProperties properties, string header) =>
        properties.Headers is { } headers && headers.TryGetValue(header, out var value) ? Text(value) ?? "" : null;

    private static string? Text(object? value) => value switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        string text => text,
        AmqpTimestamp time => DateTimeOffset.FromUnixTimeSeconds(time.UnixTime).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };
}
