using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Unit.Tests.Contracts;

/// <summary>Compares a document with one of our schemas: kinds, required members, no member that it does not name.</summary>
internal static class Conformance
{
    public static IEnumerable<string> Faults(JsonObject schema, JsonNode? document) => Faults(schema, schema, document, "$");

    private static IEnumerable<string> Faults(JsonObject root, JsonObject schema, JsonNode? node, string path)
    {
        if ((string?)schema["$ref"] is { } reference)
            schema = root["$defs"]![reference["#/$defs/".Length..]]!.AsObject();
        if ((string?)schema["type"] is { } expected && expected != KindOf(node))
            return [$"{path} is {KindOf(node)}, not {expected}"];
        return node switch
        {
            JsonObject members => OfObject(root, schema, members, path),
            JsonArray items => items.SelectMany((item, i) => Faults(root, schema["items"]!.AsObject(), item, $"{path}[{i}]")),
            _ => [],
        };
    }

    private static IEnumerable<string> OfObject(JsonObject root, JsonObject schema, JsonObject members, string path)
    {
        var known = schema["properties"]!.AsObject();
        var missing = (schema["required"]?.AsArray() ?? []).Select(r => (string)r!).Where(r => !members.ContainsKey(r));
        return missing.Select(name => $"{path}.{name} is missing")
            .Concat(members.Where(m => !known.ContainsKey(m.Key)).Select(m => $"{path}.{m.Key} is not in the schema"))
            .Concat(members.Where(m => known.ContainsKey(m.Key)).SelectMany(m => Faults(root, known[m.Key]!.AsObject(), m.Value, $"{path}.{m.Key}")));
    }

    private static string KindOf(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => node.ToJsonString().Contains('.') ? "number" : "integer",
        _ => "null",
    };
}
