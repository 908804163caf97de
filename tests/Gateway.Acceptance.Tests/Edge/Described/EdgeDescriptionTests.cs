using System.Text.RegularExpressions;
using Gateway.Contracts;
using Gateway.Core.Intake;
using Gateway.Acceptance.Tests.Edge.Broker;
using Gateway.Acceptance.Tests.Edge.Departing;
using Gateway.Tests.Running;
using Gateway.Workers.Edge;
using YamlDotNet.RepresentationModel;

namespace Gateway.Acceptance.Tests.Edge.Described;

/// <summary>contracts/asyncapi.yaml says what is so: names, arguments, headers, and every event with its schema.</summary>
[Collection(EdgeCollection.Name)]
public sealed class EdgeDescriptionTests(SharedBroker broker)
{
    private static readonly string File = Path.Combine(Shipped.Folder, "asyncapi.yaml");
    private static readonly YamlMappingNode Document = Load(File);

    [Fact]
    public void Names_kinds_and_arguments_are_those_the_gateway_declares()
    {
        Text("asyncapi").ShouldBe("3.0.0");
        Text("channels", "in", "address").ShouldBe(AgencyQueues.InExchange("{agency}"));
        Text("channels", "in", "bindings", "amqp", "exchange", "name").ShouldBe(AgencyQueues.InExchange("{agency}"));
        Text("channels", "in", "bindings", "amqp", "exchange", "type").ShouldBe(AgencyQueues.InExchangeType);
        Text("channels", "in", "x-queue", "name").ShouldBe(AgencyQueues.InQueue("{agency}"));
        Text("channels", "out", "address").ShouldBe(AgencyQueues.OutQueue("{agency}"));
        Text("channels", "out", "x-queue", "name").ShouldBe(AgencyQueues.OutQueue("{agency}"));
        foreach (var (channel, declared) in new[] { ("in", AgencyQueues.InArguments("vdab")), ("out", AgencyQueues.OutArguments("vdab")) })
        {
            Map("channels", channel, "x-queue", "arguments").Children.ToDictionary(a => $"{a.Key}", a => $"{a.Value}", StringComparer.Ordinal)
                .ShouldBe(declared.ToDictionary(a => a.Key, a => $"{a.Value}".ToLowerInvariant(), StringComparer.Ordinal), ignoreOrder: true);
        }
    }

    [Fact]
    public void The_profile_header_lists_every_format_an_agency_may_send_in()
    {
        var header = Map("components", "schemas", "headersOfRecords", "properties", AgencyQueues.ProfileHeader);

        ((YamlSequenceNode)header["enum"]).Select(v => $"{v}")
            .ShouldBe(Shipped.Contracts.Known.MediaTypesByProfile.Keys.Where(p => p != KnownProfiles.CloudEvents), ignoreOrder: true);
    }

    [Fact]
    public void Every_event_has_a_message_with_its_schema_on_the_side_where_it_travels()
    {
        string[] handedOver = [EventTypes.ReferralHandover, EventTypes.ReferralStatusChanged, EventTypes.PlanChanged, EventTypes.RecordReturned, EventTypes.ClientErased, EventTypes.ReconciliationCounted, EventTypes.TaskChanged, EventTypes.ChannelTested];
        string[] noEvents = ["records", .. Map("channels", "webhook", "messages").Children.Keys.Select(k => $"{k}")];
        var messages = Map("components", "messages").Children.Where(m => !noEvents.Contains($"{m.Key}", StringComparer.Ordinal)).ToDictionary(m => $"{((YamlMappingNode)m.Value)["name"]}", StringComparer.Ordinal);

        messages.Keys.ShouldBe(EventTypes.All.Keys.Except([EventTypes.MandateAnswered]), ignoreOrder: true, "an answer to a mandate is read over HTTP, from the role that opens the compartment");
        foreach (var (type, message) in messages)
        {
            var side = handedOver.Contains(type, StringComparer.Ordinal) ? "out" : "in";
            Map("channels", side, "messages").Children.ContainsKey(message.Key).ShouldBeTrue(type);
            References(message.Value).ShouldContain($"./events/{type}.schema.json");
            References(message.Value).ShouldContain("#/components/messageTraits/" + side);
        }
    }

    [Fact]
    public void A_webhook_carries_what_a_queue_carries() =>
        References(Map("components", "messages", "webhookEvent", "payload"))
            .ShouldBe(Map("channels", "out", "messages").Children.Keys.Select(k => $"#/components/messages/{k}/payload"), ignoreOrder: true);

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        foreach (var reference in References(Document).Distinct(StringComparer.Ordinal))
        {
            if (reference.StartsWith('#'))
                Should.NotThrow(() => Map(reference[2..].Split('/')), reference);
            else
                System.IO.File.Exists(Path.Combine(Path.GetDirectoryName(File)!, reference)).ShouldBeTrue(reference);
        }
    }

    [Fact]
    public async Task What_lies_in_a_queue_is_what_the_description_says()
    {
        using var tracing = new Captured();
        await using var line = await broker.LineAsync("vdab", "ocmw-leuven");
        await using var gateway = await EdgeGateway.StartAsync(broker.Rabbit.Uri, contracts: AmqpContracts.Folder);
        await line.PublishAsync(
            "vdab", System.Text.Encoding.UTF8.GetBytes(Vdab.Referral().ToJsonString()), Vdab.Profile, further: p => p.Headers!["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        var letter = await (await Mailbox.OpenAsync(line, "ocmw-leuven")).NextAsync();

        letter.ContentType.ShouldBe(Text("components", "messages", "referralHandover", "contentType"));
        letter.Type.ShouldBe(Text("components", "messages", "referralHandover", "name"));
        letter.Headers.Keys.Except(Map("components", "schemas", "headersOut", "properties").Children.Keys.Select(k => $"{k}"), StringComparer.Ordinal).ShouldBeEmpty();
        Regex.IsMatch(letter.Headers["traceparent"], Text("components", "schemas", "traceparent", "pattern"), RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBeTrue();
        var envelope = Map("components", "schemas", "envelope");
        letter.Event.Select(m => m.Key).Except([.. ((YamlMappingNode)envelope["properties"]).Children.Keys.Select(k => $"{k}"), "data"], StringComparer.Ordinal).ShouldBeEmpty();
        ((YamlSequenceNode)envelope["required"]).ShouldAllBe(r => letter.Event.ContainsKey($"{r}"));
    }

    private static string Text(params string[] path) => $"{path[..^1].Aggregate(Document, (node, name) => (YamlMappingNode)node[name])[path[^1]]}";

    private static YamlMappingNode Map(params string[] path) => path.Aggregate(Document, (node, name) => (YamlMappingNode)node[name]);

    private static IEnumerable<string> References(YamlNode node) =>
        node.AllNodes.OfType<YamlMappingNode>().SelectMany(m => m.Children).Where(c => $"{c.Key}" == "$ref").Select(c => $"{c.Value}");

    private static YamlMappingNode Load(string file)
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(file);
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
