using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Gateway.Contracts;
using Gateway.Contracts.Events;

namespace Gateway.Unit.Tests.Contracts;

/// <summary>
/// JSON Schema 2020-12 of a contract event's data, from its C# type: each record once under <c>$defs</c>, required
/// as the type says, descriptions from its documentation. Optional members may be left out and are never null.
/// </summary>
internal sealed class EventSchema
{
    private static readonly Documentation Documentation = new(typeof(EventTypes).Assembly);
    private readonly SortedDictionary<string, JsonNode> _definitions = new(StringComparer.Ordinal);
    private readonly bool _partial;

    private EventSchema(bool partial) => _partial = partial;

    public static JsonObject Of(string eventType)
    {
        var schema = new EventSchema(partial: false);
        var type = EventTypes.All[eventType];
        var body = (JsonObject)schema.Export(type);
        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = EventTypes.SchemaOf(eventType),
            ["title"] = eventType,
            ["description"] = Documentation.OfConstant(typeof(EventTypes), eventType),
        };
        foreach (var (name, value) in body)
            root[name] = value?.DeepClone();
        if (schema._definitions.Count > 0)
            root["$defs"] = new JsonObject(schema._definitions.Select(d => KeyValuePair.Create(d.Key, (JsonNode?)d.Value)));
        return root;
    }

    private JsonNode Export(Type type) => ContractJson.Options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, node) => Transform(type, context, node),
    });

    private JsonNode Transform(Type root, JsonSchemaExporterContext context, JsonNode node)
    {
        var type = context.TypeInfo.Type;
        var schema = node as JsonObject ?? [];
        if (context.PropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(PartOfAttribute), inherit: false) is [PartOfAttribute part])
            schema = PartOf(part.Whole);
        else if (IsContract(type) && type != root)
            schema = Reference(type);
        else
            Tidy(context.TypeInfo, schema);

        if (context.PropertyInfo is { } property && DescriptionOf(property) is { } description)
        {
            schema.Remove("description");
            schema.Insert(0, "description", description);
        }

        return schema;
    }

    private JsonObject Reference(Type type)
    {
        var name = _partial ? "partOf" + type.Name : JsonNamingPolicy.CamelCase.ConvertName(type.Name);
        if (!_definitions.ContainsKey(name))
        {
            _definitions[name] = new JsonObject();
            var definition = (JsonObject)Export(type);
            if (Documentation.OfType(type) is { } description)
                definition.Insert(0, "description", description);
            _definitions[name] = definition;
        }

        return new JsonObject { ["$ref"] = "#/$defs/" + name };
    }

    private JsonObject PartOf(Type whole)
    {
        var part = new EventSchema(partial: true);
        var schema = part.Reference(whole);
        foreach (var (name, definition) in part._definitions)
            _definitions[name] = definition;
        return schema;
    }

    private void Tidy(JsonTypeInfo type, JsonObject schema)
    {
        if (schema["type"] is JsonArray types)
            schema["type"] = types.Select(t => (string)t!).Single(t => t != "null");
        if (type.Type == typeof(string))
            schema["maxLength"] = ContractText.Longest;
        if (_partial)
            schema.Remove("required");
        else if (IsContract(type.Type))
            AddRequiredParameters(type, schema);
    }

    /// <summary>Record parameters that are not optional are as required as members marked so.</summary>
    private static void AddRequiredParameters(JsonTypeInfo type, JsonObject schema)
    {
        var parameters = type.Properties
            .Where(p => p.AssociatedParameter is { HasDefaultValue: false, IsNullable: false, IsMemberInitializer: false })
            .Select(p => p.Name).ToList();
        if (parameters.Count == 0)
            return;
        var required = schema["required"]?.AsArray().Select(r => (string)r!) ?? [];
        schema["required"] = new JsonArray([.. parameters.Union(required, StringComparer.Ordinal).Select(p => (JsonNode)p)]);
    }

    private static string? DescriptionOf(JsonPropertyInfo property) =>
        property.AttributeProvider is MemberInfo member ? Documentation.OfProperty(member.DeclaringType!, member.Name) : null;

    private static bool IsContract(Type type) => type.Namespace == typeof(Client).Namespace && !type.IsValueType;
}
