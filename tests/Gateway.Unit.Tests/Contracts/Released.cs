using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using YamlDotNet.Serialization;

namespace Gateway.Unit.Tests.Contracts;

/// <summary>
/// What the last release had: schemas, codes and one example of each event, kept beside the tests. <c>GATEWAY_APPROVE=release</c> writes
/// it anew; that is done when a release is made, and at no other time.
/// </summary>
internal static class Released
{
    private static readonly JsonSerializerOptions Written = new(ContractJson.Options) { WriteIndented = true, IndentSize = 1, NewLine = "\n" };
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Gateway.Unit.Tests", "Contracts", "LastRelease");

    public static JsonObject Schemas => Read("schemas.json", () => new JsonObject(EventTypes.All.Keys.Order(StringComparer.Ordinal).Select(t => KeyValuePair.Create(t, (JsonNode?)WithoutDescriptions(EventSchema.Of(t))))));

    public static JsonObject Codes => Read("codes.json", () => new JsonObject(PresentCodes().OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => KeyValuePair.Create(c.Key, (JsonNode?)new JsonArray([.. c.Value.Select(v => (JsonNode)v)])))));

    public static JsonObject Samples => Read("samples.json", () => new JsonObject(EventTypes.All.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => KeyValuePair.Create(t.Key, JsonSerializer.SerializeToNode(Examples.All[t.Key], t.Value, ContractJson.Options)))));

    /// <summary>Lists of codes as they are now, by the name of their class: constants, and lists.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> PresentCodes() => typeof(Client).Assembly.GetTypes()
        .Where(t => t is { IsAbstract: true, IsSealed: true, IsPublic: true } && t.Namespace == typeof(Client).Namespace)
        .ToDictionary(t => t.Name, t => (IReadOnlyList<string>)[.. Constants(t).Union(Listed(t), StringComparer.Ordinal).Order(StringComparer.Ordinal)], StringComparer.Ordinal);

    /// <summary>Who writes an event, as <c>asyncapi.yaml</c> says.</summary>
    public static Writers WritersOf(string type)
    {
        var channels = (Dictionary<object, object>)new Deserializer().Deserialize<Dictionary<string, object>>(File.ReadAllText(Path.Combine(Repository.Contracts, "asyncapi.yaml")))["channels"];
        bool Has(string channel) => ((Dictionary<object, object>)((Dictionary<object, object>)channels[channel])["messages"]).Keys
            .Any(k => string.Equals((string)k, type.Replace(".", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        var writers = (Has("in") ? Writers.Agencies : Writers.None) | (Has("out") ? Writers.Gateway : Writers.None);
        // What stands in neither is read over HTTP only.
        return writers == Writers.None ? Writers.Gateway : writers;
    }

    private static IEnumerable<string> Constants(Type type) => type.GetFields().Where(f => f.IsLiteral && f.FieldType == typeof(string)).Select(f => (string)f.GetRawConstantValue()!);

    private static IEnumerable<string> Listed(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Where(p => typeof(IEnumerable<string>).IsAssignableFrom(p.PropertyType)).SelectMany(p => (IEnumerable<string>)p.GetValue(null)!);

    private static JsonNode? WithoutDescriptions(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            // A field may have the name: then it is an object.
            if (members["description"] is JsonValue)
                members.Remove("description");
            foreach (var (_, member) in members)
                WithoutDescriptions(member);
        }

        return node;
    }

    private static JsonObject Read(string name, Func<JsonObject> present)
    {
        var file = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable("GATEWAY_APPROVE") == "release")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(file, present().ToJsonString(Written) + "\n");
        }

        return JsonNode.Parse(File.ReadAllText(file))!.AsObject();
    }
}
