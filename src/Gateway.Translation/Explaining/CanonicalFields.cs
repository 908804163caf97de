using System.Text.Json.Nodes;
using Gateway.Catalogue;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Privacy;
using Gateway.Translation.Profiles;

namespace Gateway.Translation.Explaining;

/// <summary>A canonical field, as somebody needs it who writes a profile.</summary>
/// <param name="Path">Path from the event on, lists transparent.</param>
/// <param name="Type">text, date, moment, number, yes or no, or a list of one of them.</param>
/// <param name="IsRequired">The event or the entry cannot be without it.</param>
/// <param name="Meaning">What it is, from the schema.</param>
/// <param name="Codes">Values it may have; empty when it is not coded.</param>
/// <param name="Protection">What keeps it from leaving; null: a manifest alone decides.</param>
public sealed record CanonicalField(string Path, string Type, bool IsRequired, string Meaning, IReadOnlyList<string> Codes, string? Protection);

/// <summary>The canonical fields of an event: what <c>profile fields</c> prints.</summary>
public static class CanonicalFields
{
    /// <summary>The fields of an event in the order of its schema; null when there is no such event.</summary>
    /// <param name="contractsFolder">Folder that holds <c>events/</c>.</param>
    /// <param name="eventType">Event type.</param>
    /// <param name="names">Names of directory and policy.</param>
    /// <param name="principles">Principles of the policy.</param>
    public static IReadOnlyList<CanonicalField>? Of(string contractsFolder, string eventType, CatalogueNames names, Principles principles)
    {
        ArgumentNullException.ThrowIfNull(principles);
        if (ContractShape.Of(eventType) is not { } shape)
            return null;
        var file = Path.Combine(contractsFolder, "events", eventType + ".schema.json");
        var schema = File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file))!.AsObject() : [];
        var fields = new List<CanonicalField>();
        Collect(shape, schema, schema, eventType, new CanonicalCodes(names), principles, fields);
        return fields;
    }

    private static void Collect(ContractShape shape, JsonObject schema, JsonObject document, string eventType, CanonicalCodes codes, Principles principles, List<CanonicalField> fields)
    {
        foreach (var field in shape.Fields)
        {
            var described = Resolved(schema, document)["properties"]?[field.Name]?.AsObject() ?? [];
            var value = field.Item ?? field;
            var own = Resolved(described, document);
            if (value.Kind == ContractKind.Object)
            {
                Collect(value, field.Item is null ? own : own["items"]?.AsObject() ?? [], document, eventType, codes, principles, fields);
                continue;
            }

            var path = field.Path.StartsWith("referral.", StringComparison.Ordinal) ? field.Path["referral.".Length..] : field.Path;
            fields.Add(new CanonicalField(
                field.Path, TypeOf(value, field.Item is not null, (string?)described["description"] ?? "", (string?)own["format"]), field.IsRequired,
                (string?)described["description"] ?? "", [.. codes.Of(eventType, field.Path) ?? []], ProtectionOf(path, principles)));
        }
    }

    private static JsonObject Resolved(JsonObject schema, JsonObject document) =>
        (string?)schema["$ref"] is { } reference && document["$defs"]?[reference.Split('/')[^1]] is JsonObject definition ? definition : schema;

    private static string TypeOf(ContractShape shape, bool isList, string meaning, string? format)
    {
        var type = shape.Kind switch
        {
            ContractKind.Number => "number",
            ContractKind.Flag => "yes or no",
            ContractKind.Instant => "moment",
            _ when format == "date" || meaning.StartsWith("Day ", StringComparison.Ordinal) || meaning.StartsWith("Last day", StringComparison.Ordinal)
                || meaning.StartsWith("First day", StringComparison.Ordinal) || meaning.StartsWith("Birth date", StringComparison.Ordinal) => "date",
            _ => "text",
        };
        return isList ? "list of " + type : type;
    }

    private static string? ProtectionOf(string path, Principles principles)
    {
        if (path == "barriers.code")
            return $"{string.Join(", ", BarrierCodes.Protected)}: sealed as special category, in no statement";
        if (ProtectedCodes.CompartmentOf(path, "14") == Compartment.Walled)
            return "14 (excluded) is sealed behind the compliance wall; leaves to nobody";
        if (principles.NeverForward.Contains(path))
            return "leaves to nobody";
        return principles.StepTwoOnly.Contains(path) ? "leaves in step two only" : null;
    }
}
