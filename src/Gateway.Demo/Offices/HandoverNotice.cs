using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Gateway.Contracts;

namespace Gateway.Demo.Offices;

/// <summary>What an office finds in a handover to know whom it is about.</summary>
/// <param name="Ticket">The handover's ticket.</param>
/// <param name="Identifiers">National numbers; none for a provider.</param>
/// <param name="Name">Family or whole name.</param>
internal sealed record HandoverNotice(string Ticket, IReadOnlyList<string> Identifiers, string? Name)
{
    /// <summary>The benefit that it names; null: none.</summary>
    public string? Benefit { get; private init; }

    /// <summary>When it was sent, simulated UTC; null: not read.</summary>
    public DateTimeOffset? SentAt { get; private init; }

    /// <summary>A handover in a feed item; null when the item is something else.</summary>
    public static HandoverNotice? InFeedItem(JsonNode? item)
    {
        if (Text(item?["type"]) != EventTypes.ReferralHandover)
            return null;
        return item!["data"] switch
        {
            JsonValue text when text.GetValueKind() is JsonValueKind.String => InXml(text.GetValue<string>()),
            JsonObject data when data["message"] is JsonObject message => InVdabReferral(data, message),
            JsonObject data => InContractEvent(data),
            _ => null,
        };
    }

    /// <summary>A handover in a welfare office's XML; null when the document is something else.</summary>
    public static HandoverNotice? InXml(string document)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(document), settings);
        var root = XElement.Load(reader);
        if (root.Name.LocalName != "Doorverwijzing" || Value(root, "Header", "Ticket") is not { Length: > 0 } ticket)
            return null;
        return new HandoverNotice(ticket, Value(root, "Client", "INSZ") is { Length: > 0 } insz ? [insz] : [], Value(root, "Client", "Naam"))
        {
            Benefit = Value(root, "Inschrijving", "CdUitkering"),
            SentAt = DateTimeOffset.TryParse(Value(root, "Header", "Verzonden"), CultureInfo.InvariantCulture, out var sent) ? sent.ToUniversalTime() : null,
        };
    }

    private static HandoverNotice? InVdabReferral(JsonObject data, JsonObject message) =>
        Text(message["ticket"]) is { } ticket
            ? new HandoverNotice(ticket, Text(data["person"]?["insz"]) is { } insz ? [insz] : [], Text(data["person"]?["familyName"]))
            : null;

    private static HandoverNotice? InContractEvent(JsonObject data)
    {
        if (Text(data["ticket"]) is not { } ticket)
            return null;
        var client = data["referral"]?["client"];
        var numbers = (client?["identifiers"] as JsonArray)?.Select(i => Text(i?["value"])).OfType<string>() ?? [];
        return new HandoverNotice(ticket, [.. numbers], Text(client?["familyName"]) ?? Text(client?["fullName"]));
    }

    private static string? Value(XElement root, string parent, string name) =>
        root.Elements().FirstOrDefault(e => e.Name.LocalName == parent)?
            .Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value.Trim();

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : null;
}
