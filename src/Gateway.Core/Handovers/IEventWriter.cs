using System.Text.Json.Nodes;
using Gateway.Core.Directory;

namespace Gateway.Core.Handovers;

/// <summary>Writes an event in the format of its recipient.</summary>
public interface IEventWriter
{
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
