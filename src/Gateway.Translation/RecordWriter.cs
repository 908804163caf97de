using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Gateway.Contracts;
using Gateway.Translation.Reading;
using Gateway.Translation.Writing;

namespace Gateway.Translation;

/// <summary>A document in a recipient's own format.</summary>
/// <param name="Bytes">The document, UTF-8.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="NotCarried">
/// Canonical paths that are in the data and for which the format has no place, lists transparent: they do not leave,
/// and a disclosure must not list them.
/// </param>
public sealed record Rendered(ReadOnlyMemory<byte> Bytes, string MediaType, IReadOnlyList<string> NotCarried);

/// <summary>Writes contract events in a recipient's own profile. Holds no state; safe for any number of threads.</summary>
public sealed class RecordWriter
{
    private static readonly XmlWriterSettings Document = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, CheckCharacters = false };

    /// <summary>Writes one event. Whatever is absent from the data is left out.</summary>
    /// <param name="profile">The recipient's profile.</param>
    /// <param name="eventType">One of <see cref="Profile.Writes"/>.</param>
    /// <param name="data">Canonical data, already cut down to what may leave.</param>
    /// <exception cref="ArgumentException">The profile does not write this event type.</exception>
    public Rendered Write(Profile profile, string eventType, JsonObject data)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(data);
        if (profile.Rules.Contract is not null && profile.Writes.Contains(eventType))
            return new Rendered(JsonSerializer.SerializeToUtf8Bytes(data, ContractJson.Options), "application/json", []);
        if (!profile.Rules.Outbound.TryGetValue(eventType, out var rule))
            throw new ArgumentException($"Profile '{profile.Id}' does not write '{eventType}'.", nameof(eventType));
        var root = new SourceNode(SourceName.Of(rule.Root ?? ""), NodeKind.Object, null) { Namespace = profile.Rules.Namespace };
        var document = new DocumentLines(root, profile.Format);
        document.Write(rule.Fields, data);
        var bytes = profile.Format switch
        {
            SourceFormat.Xml => TreeBytes.XmlOf(root, Document),
            SourceFormat.Table => TableBytes.Of(root, rule),
            _ => new TreeBytes(profile.Format).Of(root),
        };
        return new Rendered(bytes, profile.MediaType, document.NotCarried(data));
    }
}
