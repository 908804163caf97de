using System.Text.Json.Nodes;
using Gateway.Contracts.Events;
using Gateway.Core.Routing;
using YamlDotNet.RepresentationModel;

namespace Gateway.Unit.Tests.Catalogue;

/// <summary>The JSON Schemas help editors; the loader decides. These tests keep the two from drifting apart.</summary>
public class EditorSchemaTests
{
    public static TheoryData<string> Files() =>
        [.. new[] { "directory", "policy", "notices", "collaborations", "evaluation" }
            .SelectMany(f => System.IO.Directory.EnumerateFiles(Path.Combine(Shipped.Folder, f), "*.yaml"))
            .Select(f => Path.GetRelativePath(Shipped.Folder, f))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_shipped_file_names_its_schema_and_uses_only_keys_of_it(string file)
    {
        var path = Path.Combine(Shipped.Folder, file);
        var first = File.ReadLines(path).First();
        first.ShouldStartWith("# yaml-language-server: $schema=../schemas/");
        var schema = Read(Path.Combine(Path.GetDirectoryName(path)!, first.Split('=')[1]));
        schema["$schema"]!.GetValue<string>().ShouldBe("https://json-schema.org/draft/2020-12/schema");

        var stream = new YamlStream();
        using var reader = new StreamReader(path);
        stream.Load(reader);

        Strangers(stream.Documents[0].RootNode, schema, schema).ShouldBeEmpty();
    }

    [Fact]
    public void The_schemas_list_the_facts_and_outcomes_that_the_code_knows()
    {
        var agreement = Read(Path.Combine(Shipped.Folder, "schemas", "agreement.schema.json"));
        Listed(agreement["$defs"]!["number"]!).ShouldBe(Facts(FactKind.Number));
        Listed(agreement["$defs"]!["codes"]!).ShouldBe(Facts(FactKind.Codes));
        var feedback = Read(Path.Combine(Shipped.Folder, "schemas", "feedback.schema.json"));
        Listed(feedback["properties"]!["feedback"]!["items"]!["properties"]!["outcome"]!).ShouldBe(ReplyOutcomes.All.Order(StringComparer.Ordinal));

        static IEnumerable<string> Listed(JsonNode node) => node["enum"]!.AsArray().Select(v => v!.GetValue<string>()).Order(StringComparer.Ordinal);
        static IEnumerable<string> Facts(FactKind kind) => ReferralFacts.Known.Where(f => f.Value == kind).Select(f => f.Key).Order(StringComparer.Ordinal);
    }

    private static JsonObject Read(string path) => (JsonObject)JsonNode.Parse(File.ReadAllText(path))!;

    private static IEnumerable<string> Strangers(YamlNode node, JsonNode schema, JsonObject root)
    {
        if (schema["$ref"] is { } reference)
            schema = root["$defs"]![reference.GetValue<string>().Split('/')[^1]]!;
        if (schema["oneOf"] is JsonArray shapes)
            return shapes.Select(s => Strangers(node, s!, root).ToList()).MinBy(s => s.Count)!;
        return node switch
        {
            YamlSequenceNode list => list.SelectMany(n => Strangers(n, schema["items"]!, root)),
            YamlMappingNode map => map.Children.SelectMany(c => Of(((YamlScalarNode)c.Key).Value!, c.Value)),
            _ => [],
        };

        IEnumerable<string> Of(string key, YamlNode value)
        {
            if (schema["properties"]?[key] is { } known)
                return Strangers(value, known, root);
            return schema["additionalProperties"] is JsonObject any ? Strangers(value, any, root) : [key];
        }
    }
}
