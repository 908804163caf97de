using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace Gateway.Chaos.Tests.Agencies;

/// <summary>An event as a recipient got it, for the first time or again.</summary>
/// <param name="Recipient">Who got it.</param>
/// <param name="Event">Id of the event.</param>
/// <param name="Document">Its data, in the recipient's own format.</param>
internal sealed record Sighting(string Recipient, Guid Event, string Document)
{
    /// <summary>Reads a CloudEvent, in which documents that are not JSON are a text.</summary>
    public static Sighting Of(string recipient, JsonNode sent) => new(
        recipient, Guid.Parse((string)sent["id"]!, CultureInfo.InvariantCulture), sent["data"] is JsonValue text ? (string)text! : sent["data"]!.ToJsonString());
}

/// <summary>What all recipients got, in the order each got it.</summary>
internal sealed class Sightings
{
    private readonly Lock _writing = new();
    private readonly List<Sighting> _all = [];
    private readonly HashSet<string> _handedOver = new(StringComparer.Ordinal);

    /// <summary>Handovers that an office got anything of.</summary>
    public int HandedOver
    {
        get
        {
            lock (_writing)
                return _handedOver.Count;
        }
    }

    public IReadOnlyList<Sighting> All
    {
        get
        {
            lock (_writing)
                return [.. _all];
        }
    }

    public void Add(Sighting sighting)
    {
        var handover = HandoverSeen.In(sighting.Document);
        lock (_writing)
        {
            _all.Add(sighting);
            if (handover is not null)
                _handedOver.Add(handover.Ticket);
        }
    }
}

/// <summary>A handover as a welfare office reads it.</summary>
/// <param name="Ticket">Ticket of the handover: the office answers under it.</param>
/// <param name="Step">1 or 2.</param>
/// <param name="Insz">The client's number.</param>
/// <param name="Phone">The client's telephone number.</param>
internal sealed record HandoverSeen(string Ticket, int Step, string Insz, string? Phone)
{
    /// <summary>Reads a document; null when it is no handover.</summary>
    public static HandoverSeen? In(string document)
    {
        try
        {
            var root = XElement.Parse(document);
            return root.Name.LocalName != "Doorverwijzing" ? null : new HandoverSeen(
                (string)root.Element("Header")!.Element("Ticket")!, (int)root.Element("Header")!.Element("Stap")!,
                (string)root.Element("Client")!.Element("INSZ")!, (string?)root.Element("Client")!.Element("Telefoon"));
        }
        catch (XmlException)
        {
            return null;
        }
    }
}

/// <summary>A status as the employment service reads it.</summary>
/// <param name="InReplyTo">Ticket under which the service had referred.</param>
/// <param name="Status">Coarse status.</param>
internal sealed record StatusSeen(string InReplyTo, string Status)
{
    /// <summary>Reads a document; null when it is no status.</summary>
    public static StatusSeen? In(string document)
    {
        try
        {
            var message = JsonNode.Parse(document);
            return (string?)message?["message"]?["type"] == "status"
                ? new StatusSeen((string)message["message"]!["inReplyTo"]!, (string)message["status"]!["code"]!)
                : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
