using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Privacy;

namespace Gateway.Core.Rights;

/// <summary>
/// A correction becomes what the agency itself would have sent: an amendment of each referral that states another value, and a
/// change of the client. From there on it takes the way of every record, through translation and gate.
/// </summary>
public static class CorrectionRules
{
    private const string Below = "client.";

    /// <summary>Fields that can be corrected: of the client, but no number and no protection, which have ways of their own.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        .. KnownFields.Referral.Where(f => f.StartsWith(Below, StringComparison.Ordinal)
            && !f.StartsWith("client.identifiers.", StringComparison.Ordinal) && !f.StartsWith("client.protection.", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The events of a correction.</summary>
    /// <param name="stated">What is stated now.</param>
    /// <param name="correction">The correction.</param>
    /// <param name="ticket">Ticket of the first event; those behind it get it with a number.</param>
    /// <param name="now">Domain time, UTC.</param>
    /// <returns>Type and data of each; none when nothing would change, the field cannot be corrected, or the value is of another kind.</returns>
    public static IReadOnlyList<(string Type, JsonObject Data)> Events(StatedNow stated, Correction correction, string ticket, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(stated);
        ArgumentNullException.ThrowIfNull(correction);
        if (!Fields.Contains(correction.Field))
            return [];
        List<(string, JsonObject)> events = [];
        JsonObject? client = null;
        foreach (var (referral, data) in stated.Statements)
        {
            var changed = data.DeepClone().AsObject();
            if (changed["client"] is not JsonObject person || !Set(person, correction))
                continue;
            client ??= person.DeepClone().AsObject();
            if (referral is null)
                continue;
            changed["inReplyTo"] = (string?)data["inReplyTo"] ?? (string)data["ticket"]!;
            events.Add((EventTypes.ReferralAmended, Stamped(changed, $"{ticket}-{events.Count + 1}", now)));
        }

        if (client is not null)
            events.Add((EventTypes.ClientChanged, Stamped(new JsonObject { ["client"] = client }, ticket, now)));
        return events.TrueForAll(e => IsWellFormed(e.Item1, e.Item2)) ? events : [];
    }

    /// <summary>Sets the field; false when it has the value already.</summary>
    private static bool Set(JsonObject client, Correction correction)
    {
        // What protects the client is not said again with a newer time: it could undo what was said since.
        client.Remove("protection");
        var parts = correction.Field[Below.Length..].Split('.');
        var at = client;
        foreach (var part in parts[..^1])
        {
            if (at[part] is not JsonObject next)
                at[part] = next = [];
            at = next;
        }

        if (JsonNode.DeepEquals(at[parts[^1]], correction.Value))
            return false;
        if (correction.Value is null)
            at.Remove(parts[^1]);
        else
            at[parts[^1]] = correction.Value.DeepClone();
        return true;
    }

    private static JsonObject Stamped(JsonObject data, string ticket, DateTimeOffset now)
    {
        data["ticket"] = ticket;
        data["sentAt"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        // The agency that sends it is known; how an older record called it says nothing more.
        data.Remove("sender");
        return data;
    }

    private static bool IsWellFormed(string type, JsonObject data)
    {
        try
        {
            return Statement.Of(type, data.DeepClone().AsObject()) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
