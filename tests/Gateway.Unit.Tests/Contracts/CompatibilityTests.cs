using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;

namespace Gateway.Unit.Tests.Contracts;

/// <summary>Contract events only grow from one release to the next, and what the last release wrote is still read.</summary>
public sealed class CompatibilityTests
{
    private const string Sent = """
        { "type": "object", "required": ["ticket"], "properties": {
          "ticket": { "type": "string", "maxLength": 200 }, "day": { "type": "string", "format": "date" }, "count": { "type": "integer" },
          "state": { "type": "string", "enum": ["OPEN", "DONE"] }, "parts": { "type": "array", "items": { "$ref": "#/$defs/part" } } },
          "$defs": { "part": { "type": "object", "properties": { "name": { "type": "string" } } } } }
        """;

    public static TheoryData<string> Known => [.. Released.Schemas.Select(s => s.Key)];

    [Theory, MemberData(nameof(Known))]
    public void An_event_of_the_last_release_has_only_grown(string type) => Compatibility.Faults(
        type, Released.Schemas[type]!.AsObject(), EventTypes.All.ContainsKey(type) ? EventSchema.Of(type) : null, Released.WritersOf(type)).ShouldBeEmpty();

    [Fact]
    public void No_code_of_the_last_release_was_removed() => Compatibility.LostCodes(Released.Codes, Released.PresentCodes()).ShouldBeEmpty();

    /// <summary>What the last release wrote is read whole: nothing that stands in it is lost.</summary>
    [Theory, MemberData(nameof(Known))]
    public void An_event_that_the_last_release_wrote_is_read_whole(string type)
    {
        var sample = Released.Samples[type]!;

        var read = JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(sample, EventTypes.All[type], ContractJson.Options), EventTypes.All[type], ContractJson.Options);

        Lost(sample, read, "$").ShouldBeEmpty();
    }

    /// <summary>A process of this release passes over what a later one adds.</summary>
    [Theory, MemberData(nameof(Known))]
    public void An_event_that_a_later_release_writes_is_read_as_far_as_it_is_known(string type)
    {
        var later = Released.Samples[type]!.AsObject();
        var known = later.DeepClone();
        later["addedLater"] = new JsonObject { ["a"] = 1 };

        var read = JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(later, EventTypes.All[type], ContractJson.Options), EventTypes.All[type], ContractJson.Options);

        Lost(known, read, "$").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"day\": { \"type\": \"string\", \"format\": \"date\" }, ", "", Writers.Agencies, "$.day: the field was removed")]
    [InlineData("\"name\": { \"type\": \"string\" }", "", Writers.Gateway, "$.parts[].name: the field was removed")]
    [InlineData("\"type\": \"integer\"", "\"type\": \"string\"", Writers.Agencies, "$.count: its type was integer and is string")]
    [InlineData("\"type\": \"integer\"", "\"type\": \"number\"", Writers.Gateway, "$.count: its type was integer and is number")]
    [InlineData("\"maxLength\": 200", "\"maxLength\": 100", Writers.Agencies, "$.ticket: maxLength became narrower")]
    [InlineData("\"count\": { \"type\": \"integer\" }", "\"count\": { \"type\": \"integer\", \"minimum\": 1 }", Writers.Agencies, "$.count: minimum became narrower")]
    [InlineData("\"maxLength\": 200", "\"maxLength\": 300", Writers.Gateway, "$.ticket: maxLength became wider")]
    [InlineData("\"format\": \"date\"", "\"format\": \"date-time\"", Writers.Agencies, "$.day: format was date and is date-time")]
    [InlineData("\"name\": { \"type\": \"string\" }", "\"name\": { \"type\": \"string\", \"pattern\": \"^A\" }", Writers.Agencies, "$.parts[].name: pattern was not stated")]
    [InlineData("\"required\": [\"ticket\"]", "\"required\": [\"ticket\", \"day\"]", Writers.Agencies, "$.day: agencies must send it now")]
    [InlineData("\"required\": [\"ticket\"]", "\"required\": []", Writers.Gateway, "$.ticket: agencies could count on it")]
    [InlineData("[\"OPEN\", \"DONE\"]", "[\"OPEN\"]", Writers.Gateway, "$.state: code 'DONE' was removed")]
    [InlineData("\"maxLength\": 200", "\"enum\": [\"A\"], \"maxLength\": 200", Writers.Agencies, "$.ticket: it was free")]
    public void A_change_that_breaks_somebody_is_found(string was, string now, Writers writers, string fault)
    {
        Sent.ShouldContain(was);
        Faults(Sent.Replace(was, now, StringComparison.Ordinal), writers).ShouldHaveSingleItem().ShouldContain(fault);
    }

    [Theory]
    [InlineData("\"count\": { \"type\": \"integer\" }", "\"count\": { \"type\": \"integer\" }, \"further\": { \"type\": \"string\" }", Writers.Agencies | Writers.Gateway)]
    [InlineData("[\"OPEN\", \"DONE\"]", "[\"OPEN\", \"DONE\", \"LATER\"]", Writers.Agencies | Writers.Gateway)]
    [InlineData("\"required\": [\"ticket\"]", "\"required\": []", Writers.Agencies)]
    [InlineData("\"required\": [\"ticket\"]", "\"required\": [\"ticket\", \"day\"]", Writers.Gateway)]
    [InlineData("\"maxLength\": 200", "\"maxLength\": 300", Writers.Agencies)]
    [InlineData("\"type\": \"integer\"", "\"type\": \"number\"", Writers.Agencies)]
    public void A_change_that_only_adds_is_no_fault(string was, string now, Writers writers)
    {
        Sent.ShouldContain(was);
        Faults(Sent.Replace(was, now, StringComparison.Ordinal), writers).ShouldBeEmpty();
    }

    [Fact]
    public void An_event_or_a_code_that_was_removed_is_found()
    {
        Compatibility.Faults("x", Parsed(Sent), null, Writers.Agencies).ShouldHaveSingleItem().ShouldContain("the event was removed");
        Compatibility.LostCodes(Parsed("""{ "States": ["a", "b"] }"""), new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["States"] = ["a", "c"] })
            .ShouldHaveSingleItem().ShouldContain("States: code 'b' was removed");
    }

    [Fact]
    public void Who_writes_an_event_is_known()
    {
        Released.WritersOf(EventTypes.ReferralSubmitted).ShouldBe(Writers.Agencies);
        Released.WritersOf(EventTypes.ReferralHandover).ShouldBe(Writers.Gateway);
        Released.WritersOf(EventTypes.MandateAnswered).ShouldBe(Writers.Gateway);
    }

    private static IReadOnlyList<string> Faults(string after, Writers writers) => Compatibility.Faults("x", Parsed(Sent), Parsed(after), writers);

    private static JsonObject Parsed(string text) => JsonNode.Parse(text)!.AsObject();

    private static IEnumerable<string> Lost(JsonNode? was, JsonNode? now, string path) => was switch
    {
        JsonObject members => members.SelectMany(m => Lost(m.Value, now?[m.Key], $"{path}.{m.Key}")),
        JsonArray items => items.SelectMany((item, i) => Lost(item, i < (now as JsonArray)?.Count ? now[i] : null, $"{path}[{i}]")),
        _ => JsonNode.DeepEquals(was, now) ? [] : [$"{path} was {was?.ToJsonString()} and is {now?.ToJsonString()}"],
    };
}
