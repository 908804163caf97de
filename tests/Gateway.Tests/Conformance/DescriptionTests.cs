using System.Text.Json.Nodes;
using Gateway.Tests.Running;

namespace Gateway.Tests.Conformance;

/// <summary>asyncapi.yaml, openapi.json, schemas and examples, judged by the tools that integration engineers use (tests/conformance/src/contracts.js).</summary>
public sealed class DescriptionTests
{
    [Fact]
    public async Task The_shipped_descriptions_and_examples_keep_to_their_specifications_and_planted_faults_are_found()
    {
        await NodePrograms.InstallAsync();
        using var planted = new TempFolder();
        TempFolder.Copy(Shipped.Folder, planted.Path);
        Plant(planted.Path);

        var both = await Task.WhenAll(NodePrograms.RunAsync("node", "src/contracts.js", Shipped.Folder), NodePrograms.RunAsync("node", "src/contracts.js", planted.Path));

        both[0].Code.ShouldBe(0, both[0].Said);
        both[0].Said.ShouldContain("keep to their descriptions");
        both[1].Code.ShouldBe(1, both[1].Said);
        both[1].Said.ShouldContain("events/referral.reply.example.json: the whole must have required property 'outcome'");
        both[1].Said.ShouldContain("asyncapi.yaml message referralReply: /data must have required property 'outcome'");
        both[1].Said.ShouldContain("asyncapi.yaml message webhookWaiting: /data/id must match format \"uuid\"");
        both[1].Said.ShouldContain("asyncapi.yaml channels/webhook");
        both[1].Said.ShouldContain("(no-unresolved-refs)");
        both[1].Said.ShouldContain("/cursor must be string");
        both[1].Said.ShouldContain("directory/holidays.yaml: ");
    }

    /// <summary>One fault of each kind.</summary>
    private static void Plant(string contracts)
    {
        Change("events/referral.reply.example.json", text => With(text, example => example.AsObject().Remove("outcome")));
        Change("asyncapi.yaml", text => text
            .Replace("              id: 019cb2c4-7d10-7e02-8a41-6c1f9e2b3d50\n    records", "              id: none\n    records", StringComparison.Ordinal)
            .Replace("    title: Webhook of an agency", "    titel: Webhook of an agency", StringComparison.Ordinal));
        Change("openapi.json", text => With(text, api =>
        {
            api["paths"]!["/v1/usage"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/None" };
            api["paths"]!["/v1/feed/ack"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"] = new JsonObject { ["cursor"] = 7 };
        }));
        Change("directory/holidays.yaml", text => text + "\nunknown: 1\n");

        void Change(string file, Func<string, string> change)
        {
            var path = Path.Combine(contracts, file);
            var (before, after) = (File.ReadAllText(path), change(File.ReadAllText(path)));
            after.ShouldNotBe(before, file);
            File.WriteAllText(path, after);
        }
    }

    private static string With(string json, Action<JsonNode> change)
    {
        var node = JsonNode.Parse(json)!;
        change(node);
        return node.ToJsonString();
    }
}
