using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Translation;

namespace Gateway.Workers.Inbox;

/// <summary>
/// Reads a handover's bytes back field by field, as they left: contract events as they are, other formats through the
/// agency's own profile. Only what the disclosure names is shown.
/// </summary>
internal sealed class ReleasedFields(IPresent<ProfileSet> profiles, Translator translator)
{
    private const string ContractEvents = "cloudevents";

    internal IReadOnlyList<InboxField> Of(Agency agency, DeliverySnapshot delivery, byte[] bytes, IReadOnlyList<string> disclosed)
    {
        var values = agency.HandoverProfile == ContractEvents ? OfEvent(bytes) : OfProfile(agency, delivery, bytes);
        var byField = values.ToLookup(v => v.Path, v => v.Value, StringComparer.Ordinal);
        return [.. disclosed.Select(f => new InboxField(f, [.. byField[f].Distinct(StringComparer.Ordinal)]))];
    }

    /// <summary>A joint plan as it left; null where it left in a form of the agency's own.</summary>
    internal static InboxPlan? Plan(byte[] bytes)
    {
        try
        {
            return JsonNode.Parse(bytes) is JsonObject data
                ? new InboxPlan(data["goal"].Deserialize<Goal>(ContractJson.Options), data["parts"].Deserialize<IReadOnlyList<PlanPart>>(ContractJson.Options) ?? [])
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<(string Path, string Value)> OfEvent(byte[] bytes)
    {
        List<(string, string)> values = [];
        if (JsonNode.Parse(bytes) is not JsonObject data)
            return values;
        Collect(data["referral"], "", values);
        Collect(data["sender"], "sender", values);
        return values;
    }

    private List<(string Path, string Value)> OfProfile(Agency agency, DeliverySnapshot delivery, byte[] bytes)
    {
        if (profiles.Now.Find(agency.HandoverProfile) is not { } profile)
            return [];
        using var content = new MemoryStream(bytes, writable: false);
        var options = new TranslateOptions { Today = DateOnly.FromDateTime(delivery.ReleasedAt!.Value.UtcDateTime), Explain = true, ContentType = delivery.MediaType };
        return [.. translator.Translate(profile, content, options, CancellationToken.None).SelectMany(r => r.Fields)
            .Where(f => f is { Raw: not null, Value: not null }).Select(f => (WithoutPlaces(f.Target), f.Value!))];
    }

    /// <summary>Every value of a statement with its path.</summary>
    internal static IReadOnlyList<(string Path, string Value)> Values(JsonObject data)
    {
        List<(string, string)> values = [];
        Collect(data, "", values);
        return values;
    }

    private static void Collect(JsonNode? node, string path, List<(string, string)> values)
    {
        switch (node)
        {
            case JsonObject inner:
                foreach (var (name, value) in inner)
                    Collect(value, path.Length == 0 ? name : path + "." + name, values);
                break;
            case JsonArray list:
                foreach (var entry in list)
                    Collect(entry, path, values);
                break;
            case not null:
                values.Add((path, node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString()));
                break;
            default:
                break;
        }
    }

    /// <summary><c>barriers[2].code</c> is a value of <c>barriers.code</c>.</summary>
    private static string WithoutPlaces(string target)
    {
        while (target.IndexOf('[', StringComparison.Ordinal) is var from and >= 0 && target.IndexOf(']', from) is var to and >= 0)
            target = target.Remove(from, to - from + 1);
        return target;
    }
}
