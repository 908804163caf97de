using System.Text.Json.Nodes;
using Gateway.Core.Directory;
using Gateway.Core.Operating;
using Gateway.Core.Routing;

namespace Gateway.Core.Handovers;

/// <summary>Writes an event in the format of its recipient.</summary>
public interface IEventWriter
{
    /// <summary>The writer with the formats that belong to what the agencies agreed: what is decided under one set is written under the same, also when another is loaded meanwhile.</summary>
    /// <param name="agreed">What a release is decided under.</param>
    IEventWriter Under(Agreed agreed) => this;

    /// <summary>A sentence of the gateway's in the language of the recipient.</summary>
    string Say(Agency to, Sentence sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        return sentence.ToString();
    }

    /// <summary>Canonical paths, lists transparent, for which the recipient's own format of an event has a place; none: it has none for the event; null: for everything.</summary>
    /// <param name="to">Recipient.</param>
    /// <param name="eventType">Event type.</param>
    IReadOnlySet<string>? PlacesOf(Agency to, string eventType) => null;

    /// <summary>Writes it.</summary>
    /// <param name="to">Recipient.</param>
    /// <param name="eventType">Event type.</param>
    /// <param name="data">Canonical data.</param>
    /// <exception cref="Exception">The recipient's format cannot carry the event: a fault of the format, not of the client's case.</exception>
    WrittenEvent Write(Agency to, string eventType, JsonObject data);
}

/// <summary>An event as it leaves.</summary>
/// <param name="MediaType">Media type.</param>
/// <param name="Bytes">Bytes.</param>
/// <param name="NotCarried">Canonical paths that the format has no place for.</param>
public sealed record WrittenEvent(string MediaType, ReadOnlyMemory<byte> Bytes, IReadOnlyList<string> NotCarried);
