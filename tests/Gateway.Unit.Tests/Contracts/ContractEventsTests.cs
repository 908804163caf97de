using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;

namespace Gateway.Unit.Tests.Contracts;

public sealed class ContractEventsTests
{
    private static readonly JsonSerializerOptions Written = new(ContractJson.Options) { WriteIndented = true, NewLine = "\n" };

    public static TheoryData<string> Types => [.. EventTypes.All.Keys];

    [Theory, MemberData(nameof(Types))]
    public void The_schema_of_an_event_is_the_approved_one(string type) =>
        (EventSchema.Of(type).ToJsonString(Written) + "\n").ShouldBeApproved($"events/{type}.schema.json");

    [Theory, MemberData(nameof(Types))]
    public void The_example_of_an_event_is_the_approved_one(string type) =>
        (JsonSerializer.Serialize(Examples.All[type], EventTypes.All[type], Written) + "\n").ShouldBeApproved($"events/{type}.example.json");

    [Theory, MemberData(nameof(Types))]
    public void An_approved_example_conforms_to_its_schema_and_reads_back_whole(string type)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Contracts, "events", $"{type}.example.json"));
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Contracts, "events", $"{type}.schema.json")))!.AsObject();

        var read = JsonSerializer.Deserialize(text, EventTypes.All[type], ContractJson.Options);

        (JsonSerializer.Serialize(read, EventTypes.All[type], Written) + "\n").ShouldBe(text);
        Conformance.Faults(schema, JsonNode.Parse(text)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Types))]
    public void Every_member_of_a_schema_is_described(string type)
    {
        var schema = EventSchema.Of(type);
        var records = (schema["$defs"]?.AsObject() ?? []).Select(d => d.Value!.AsObject()).Append(schema);

        foreach (var (name, member) in records.SelectMany(r => r["properties"]!.AsObject()))
            ((string?)member!["description"]).ShouldNotBeNullOrWhiteSpace(name);
    }

    [Theory, MemberData(nameof(Types))]
    public void A_reference_inside_a_schema_resolves(string type)
    {
        var schema = EventSchema.Of(type);

        var references = Descendants(schema).OfType<JsonObject>().Select(o => (string?)o["$ref"]).OfType<string>().ToList();

        references.Where(r => !schema["$defs"]!.AsObject().ContainsKey(r.Replace("#/$defs/", "", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("client")]
    [InlineData("ticket")]
    public void A_document_without_a_required_member_does_not_conform(string left)
    {
        var document = JsonSerializer.SerializeToNode(Examples.All[EventTypes.ReferralSubmitted], ContractJson.Options)!.AsObject();
        document.Remove(left);

        Conformance.Faults(EventSchema.Of(EventTypes.ReferralSubmitted), document).ShouldBe([$"$.{left} is missing"]);
    }

    [Fact]
    public void A_handover_may_hold_any_part_of_a_referral_and_requires_none()
    {
        var schema = EventSchema.Of(EventTypes.ReferralHandover);
        var part = schema["$defs"]!["partOfReferralSubmitted"]!.AsObject();

        part.ContainsKey("required").ShouldBeFalse();
        part["properties"]!.AsObject().Select(p => p.Key).ShouldBe(EventSchema.Of(EventTypes.ReferralSubmitted)["properties"]!.AsObject().Select(p => p.Key));
        schema["$defs"]!["partOfClient"]!.AsObject().ContainsKey("required").ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Types))]
    public void People_in_examples_have_numbers_that_pass_their_check(string type)
    {
        var example = JsonSerializer.SerializeToNode(Examples.All[type], EventTypes.All[type], ContractJson.Options)!;

        foreach (var identifier in Descendants(example).OfType<JsonObject>().Where(o => (string?)o["scheme"] == "insz"))
            PassesCheck((string)identifier["value"]!).ShouldBeTrue();
    }

    private static bool PassesCheck(string insz)
    {
        var number = long.Parse(insz[..9], System.Globalization.CultureInfo.InvariantCulture);
        var check = long.Parse(insz[9..], System.Globalization.CultureInfo.InvariantCulture);
        return check == 97 - (number % 97) || check == 97 - ((2_000_000_000 + number) % 97);
    }

    private static IEnumerable<JsonNode?> Descendants(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(m => Descendants(m.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Descendants),
        _ => [node],
    };
}
