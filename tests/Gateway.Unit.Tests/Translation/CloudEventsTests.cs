using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

public class CloudEventsTests
{
    private static string Event(string data, string type = "referral.submitted") =>
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"urn:x\",\"type\":\"" + type + "\",\"data\":" + data + "}";

    private const string Data = """
        {"ticket":"T-1","purpose":"ACTIVATION","question":"WELFARE_SUPPORT","sentAt":"2026-03-02T09:00:00+01:00",
         "client":{"identifiers":[{"scheme":"insz","value":"85.07.30-033.28"}],"birthDate":"1985-07","hairColour":"red"},
         "barriers":[{"code":"DEBT","note":"secret"},{"code":"HEALTH"}],"profile":{"weeklyHours":24}}
        """;

    [Fact]
    public void Known_members_are_taken_over_and_the_rest_is_kept_raw_only()
    {
        var record = Translating.Translate("cloudevents", Event(Data)).ShouldHaveSingleItem();

        record.Status.ShouldBe(RecordStatus.Translated, string.Join(",", record.Codes()));
        record.Unmapped.ShouldBe(["data.client.hairColour", "data.barriers.note"]);
        var referral = record.Statements.Single().Content.ShouldBeOfType<ReferralSubmitted>();
        referral.Client.Identifiers.Single().Value.ShouldBe("85073003328");
        referral.Barriers!.Single().Code.ShouldBe("DEBT");
        record.Statements.Single().Data.ToJsonString().ShouldNotContain("red");
        Translating.Text(record.Stripped!.Value).ShouldNotContain("HEALTH");
        Translating.Text(record.Stripped!.Value).ShouldNotContain("secret");
        record.Compartment.ShouldBe(Compartment.Walled);
    }

    public static TheoryData<string> Stated => [.. Translating.Profiles.Find("cloudevents")!.Reads];

    [Theory]
    [MemberData(nameof(Stated))]
    public void A_statement_says_the_same_as_text_and_as_its_type(string type)
    {
        var example = File.ReadAllText(Path.Combine(Translating.Contracts, "events", type + ".example.json"));

        var statement = Translating.Translate("cloudevents", Event(example, type)).Only();

        statement.Type.ShouldBe(type);
        AsJson(statement).ShouldBe(AsJson(Statement.Of(type, statement.Utf8)));
        statement.Data.Count.ShouldBe(JsonNode.Parse(example)!.AsObject().Count);
    }

    private static string AsJson(Statement statement) => JsonSerializer.Serialize(statement.Content, statement.Content.GetType(), ContractJson.Options);

    [Fact]
    public void A_batch_keeps_its_good_events_and_names_what_is_wrong_with_the_others()
    {
        var batch = "[" + string.Join(",", [
            Event(Data),
            Event(Data.Replace("033.28", "033.29", StringComparison.Ordinal)),
            Event(Data, "referral.handover"),
            Event("\"text\""),
            Event(Data.Replace("24", "\"24\"", StringComparison.Ordinal)),
            Event("{\"ticket\":\"T\",\"inReplyTo\":\"H\"}", "referral.reply")]) + "]";

        var records = Translating.Translate("cloudevents", batch);

        records.Select(r => string.Join(",", r.Codes())).ShouldBe(["", "identifier-check-digits", "unknown-type", "missing-field", "wrong-shape", "missing-field"]);
        records[4].Problems[0].Path.ShouldBe("data.profile.weeklyHours");
        records[5].Problems[0].Path.ShouldBe("outcome");
    }
}
