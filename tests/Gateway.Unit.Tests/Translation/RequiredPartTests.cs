using System.Text;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>What a format demands of every document, though nothing of it is stated.</summary>
public class RequiredPartTests
{
    private const string Received = """{"type":"soknadsStatus","hendelsestidspunkt":"2026-01-05T08:00:00.000Z","status":"MOTTATT"}""";
    private const string Started = """{"type":"soknadsStatus","hendelsestidspunkt":"2026-01-06T08:00:00.000Z","status":"UNDER_BEHANDLING"}""";
    private const string Sender = "\"avsender\":{\"systemnavn\":\"T\",\"systemversjon\":\"1\"}";
    private const string Events = "\"hendelser\":[" + Received + "," + Started + "]";

    [Theory]
    [InlineData("{" + Events + "}", "version", "avsender")]
    [InlineData("{" + Events + "," + Sender + "}", "version")]
    [InlineData("{\"version\":\"1.0.0\"," + Events + "}", "avsender")]
    [InlineData("{\"version\":null," + Sender + "," + Events + "}", "version")]
    [InlineData("{\"version\":\" \"," + Sender + "," + Events + "}", "version")]
    [InlineData("{\"version\":\"n/a\"," + Sender + "," + Events + "}", "version")]
    [InlineData("{\"version\":\"1\",\"avsender\":{}," + Events + "}", "avsender")]
    [InlineData("{\"version\":\"1\",\"avsender\":{\"systemnavn\":null}," + Events + "}", "avsender")]
    [InlineData("{\"version\":\"1\",\"avsender\":[]," + Events + "}", "avsender")]
    [InlineData("{\"Version\":\"1\",\"AVSENDER\":\"Testsystem\"," + Events + "}")]
    [InlineData("{" + Events + "," + Sender + ",\"version\":1}")]
    public void A_stream_without_version_or_sender_is_told_with_its_last_event(string document, params string[] missing)
    {
        var records = Translating.Translate("digisos", document);

        records.Select(r => (r.Status, r.Statements.Count)).ShouldBe([(RecordStatus.Translated, 1), (RecordStatus.Translated, 1)]);
        records[0].Problems.ShouldBeEmpty();
        records[1].Problems.Select(p => (p.Code, p.Path)).ShouldBe(missing.Select(m => ("missing-part", (string?)m)));
        records[1].Problems.ShouldAllBe(p => p.Text.ToString().Contains("has no " + p.Path));
    }

    [Fact]
    public void Each_of_several_documents_is_told_of_its_own_parts_with_their_line()
    {
        var records = Translating.Translate("digisos", "{\"version\":\"1\"," + Sender + "," + Events + "}\n{" + Sender + "," + Events + "}\n");

        records.Select(r => string.Join(',', r.Codes())).ShouldBe(["", "", "", "missing-part"]);
        records[3].Problems[0].Line.ShouldBe(2);
    }

    [Fact]
    public void A_document_without_events_is_told_on_a_record_of_its_own()
    {
        var record = Translating.Translate("digisos", "{\"hendelser\":[]}").ShouldHaveSingleItem();

        record.Status.ShouldBe(RecordStatus.SetAside);
        record.Problems.Select(p => p.Path).ShouldBe(["version", "avsender"]);
    }

    [Fact]
    public void It_is_told_when_the_last_event_cannot_be_read_and_when_reading_goes_on_after_a_crash()
    {
        var records = Translating.Translate("digisos", "{\"hendelser\":[" + Received + ",{\"type\": oops}]}");
        records[1].Codes().ShouldBe(["not-json", "missing-part", "missing-part"]);
        records[1].Reason!.Code.ShouldBe("not-json");

        var rest = Translating.Translate("digisos", "{" + Events + "}", Translating.Options with { Skip = 1 });
        rest.ShouldHaveSingleItem().Codes().ShouldBe(["missing-part", "missing-part"]);
        Translating.Translate("digisos", "{" + Events + "}", Translating.Options with { Skip = 2 }).ShouldBeEmpty();
    }

    [Fact]
    public void A_document_that_breaks_off_is_not_told_of_parts_that_may_have_followed() =>
        Translating.Translate("digisos", "{\"hendelser\":[" + Received).SelectMany(r => r.Codes()).ShouldBe(["truncated"]);

    [Theory]
    [InlineData("specversion", "null", "missing-part")]
    [InlineData("specversion", "\"0.3\"", "missing-part")]
    [InlineData("specversion", "\"\"", "missing-part")]
    [InlineData("id", "null", "missing-part")]
    [InlineData("id", "\" \"", "missing-part")]
    [InlineData("id", "\"undefined\"", "missing-part")]
    [InlineData("source", "null", "missing-part")]
    [InlineData("source", "{}", "missing-part")]
    [InlineData("type", "null", "unknown-type")]
    public void An_event_without_an_attribute_that_cloudevents_demands_is_set_aside(string attribute, string value, string code)
    {
        var good = new Dictionary<string, string>(StringComparer.Ordinal) { ["specversion"] = "\"1.0\"", ["id"] = "\"1\"", ["source"] = "\"urn:x\"", ["type"] = "\"client.changed\"" };
        string Event(IEnumerable<KeyValuePair<string, string>> attributes) => "{" + string.Join(',', attributes.Select(a => $"\"{a.Key}\":{a.Value}"))
            + ",\"data\":{\"ticket\":\"t\",\"client\":{\"identifiers\":[{\"scheme\":\"insz\",\"value\":\"85073003328\"}]}}}";
        Translating.Translate("cloudevents", Event(good)).ShouldHaveSingleItem().Status.ShouldBe(RecordStatus.Translated);
        var without = good.Where(a => a.Key != attribute).ToList();

        foreach (var document in new[] { Event(without), Event(without.Append(KeyValuePair.Create(attribute, value))) })
        {
            var record = Translating.Translate("cloudevents", "[" + Event(good) + "," + document + "]")[1];

            record.Status.ShouldBe(RecordStatus.SetAside, document);
            record.Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Code.ShouldBe(code), p => p.Path.ShouldBe(attribute));
        }
    }

    [Theory]
    [InlineData("xml", "<List><Row v=\"2\"><N>1</N></Row><Row><N>2</N></Row><Row v=\"3\"><N>3</N></Row></List>", "@v")]
    [InlineData("table", "n;v\n1;2\n2;\n3;3\n", "v")]
    [InlineData("fixed", "12\n2 \n33\n", "v")]
    public void A_record_of_any_form_may_have_parts_that_it_cannot_be_without(string form, string document, string path)
    {
        var format = form switch
        {
            "xml" => "format: xml\nrecords: List/Row",
            "fixed" => "format: fixed\ncolumns: [{ name: n, width: 1 }, { name: v, width: 1 }]",
            _ => "format: table",
        };
        var number = form == "xml" ? "N" : "n";
        using var own = new OwnProfile($$"""
            profile: own
            title: Test
            {{format}}
            media-type: text/plain
            requires:
              record:
                - { source: "{{path}}", is: ["2", "9"] }
            statements:
              - event: referral.cancelled
                fields:
                  - { target: ticket, source: {{number}}, required: true }
                  - { target: inReplyTo, source: {{number}}, required: true }
            """);

        own.Translate(document).Select(r => string.Join(',', r.Codes())).ShouldBe(["", "missing-part", "missing-part"]);
        own.Translate(document)[2].Problems[0].ShouldSatisfyAllConditions(p => p.Path.ShouldBe(path), p => p.Text.ToString().ShouldContain($"{path} 2 / 9"));
        own.Translate(document).SelectMany(r => r.Unmapped).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("requires: { document: [ { source: a } ] }", "requires-and-format", 5)]
    [InlineData("requires: { record: [ { source: a.** } ] }", "open-ended-path", 5)]
    [InlineData("requires: { record: [ { source: . } ] }", "open-ended-path", 5)]
    [InlineData("requires: { records: [ { source: a } ] }", "unknown-key", 5)]
    [InlineData("requires: { record: [ { sorce: a } ] }", "missing-key", 5)]
    [InlineData("requires: {}", "empty-value", 5)]
    [InlineData("requires: [version]", "not-a-mapping", 5)]
    public void Check_names_a_mistake_in_it(string line, string code, int at)
    {
        using var own = new OwnProfile($$"""
            profile: own
            title: Test
            format: json
            media-type: application/json
            {{line}}
            statements:
              - event: referral.cancelled
                fields:
                  - { target: ticket, source: ticket, required: true }
                  - { target: inReplyTo, source: about, required: true }
            """);

        own.Loaded.Problems.Where(p => p.Code == code).ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Line.ShouldBe(at), p => p.Text.Length.ShouldBeGreaterThan(20));
    }

    [Fact]
    public void A_record_is_given_before_the_next_but_one_is_read()
    {
        var document = Encoding.UTF8.GetBytes("{\"hendelser\":[" + string.Join(',', Enumerable.Repeat(Received, 20_000)) + "]}");
        using var content = new MemoryStream(document);

        var first = new Translator().Translate(Translating.Profiles.Find("digisos")!, content, Translating.Options, CancellationToken.None).First();

        first.Index.ShouldBe(1);
        content.Position.ShouldBeLessThan(200_000);
    }
}
