using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Privacy;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>Consent records as others write them: what is read, what is not, and what they come to.</summary>
public sealed class ConsentRecordTests
{
    private const string Given = """{"@type":"dpv:ConsentGiven","dpv:isIndicatedAtTime":"2026-03-01T10:00:00Z","dpv:hasIndicationMethod":"WRITTEN"}""";

    [Fact]
    public void What_a_record_calls_a_term_of_others_is_named_by_its_place()
    {
        var read = Read(Record($$"""
            "dct:created":"x","dct:conformsTo":"x","dpv:hasApplicableLaw":"x","dpv:hasRight":"x","dpv:hasJurisdiction":"x","ex:mood":"x",
            "dpv:hasConsentStatus":{"@type":"dpv:ConsentGiven","ex:smile":1}
            """));

        read.NotRead.ShouldBe(["$.ex:mood", "$.dpv:hasConsentStatus.ex:smile"]);
    }

    [Fact]
    public void Records_of_a_graph_and_inside_receipts_are_read_with_their_own_places_and_tickets()
    {
        var record = Record($"\"ex:mood\":1,\"dpv:hasConsentStatus\":{Given}");
        var graph = $$"""{"@context":{{Context}},"@graph":[{{Without(record)}},{"@type":"dpv:Process"},{"@type":"dpv:ConsentReceipt","dpv:hasRecordOfActivity":[{{Without(record)}},{"@type":"dpv:Process"}]}]}""";

        var read = ConsentRecordReader.Read(JsonNode.Parse(graph), i => $"n-{i}").ShouldNotBeNull();

        read.Select(r => r.NotRead.Single()).ShouldBe(["@graph[0].ex:mood", "@graph[2].dpv:hasRecordOfActivity.ex:mood"]);
        read.Select(r => ((ConsentGiven)r.Statement!).Ticket).ShouldBe(["n-0", "n-1"]);
        ConsentRecordReader.Read(JsonNode.Parse("""{"@graph":[]}"""), _ => "n").ShouldNotBeNull().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""[{"@type":"dpv:ConsentRefused","dpv:isIndicatedAtTime":"2026-03-02"},{"@type":"dpv:ConsentGiven","dpv:isIndicatedAtTime":"2026-03-01"}]""", false, "2026-03-02", "the last counts, wherever it stands")]
    [InlineData("""[{"@type":"dpv:ConsentRefused","dpv:isIndicatedAtTime":"2026-03-02"},{"@type":"dpv:RenewedConsentGiven","dpv:isIndicatedAtTime":"2026-03-03"}]""", null, "2026-03-03", "given again")]
    [InlineData("""[{"@type":"dpv:ConsentGiven","dpv:isIndicatedAtTime":"2026-03-01"},{"@type":"dpv:ConsentRefused"}]""", null, "2026-03-01", "one without a time comes first")]
    [InlineData("""[{"@type":"dpv:ConsentGiven","dpv:isIndicatedAtTime":"2026-03-01"},{"@type":"dpv:ConsentRequested","dpv:isIndicatedAtTime":"2026-03-04"}]""", null, "2026-03-01", "being asked says nothing")]
    public void The_last_status_counts(string statuses, bool? stated, string day, string why)
    {
        var claim = Claim(Read(Record($"\"dpv:hasConsentStatus\":{statuses}")));

        (claim.Stated, claim.GivenOn).ShouldBe((stated, day), why);
    }

    [Theory]
    [InlineData("\"dpv:hasNotice\":{\"dct:language\":\"FR\"}", "fra")]
    [InlineData("\"dpv:hasNotice\":{\"dct:language\":\"de\"}", "deu")]
    [InlineData("\"dpv:hasNotice\":{\"dct:language\":\"tir\"}", "tir")]
    public void A_language_is_named_as_records_name_it(string notice, string language) =>
        Claim(Read(Record($"{notice},\"dpv:hasConsentStatus\":{Given}"))).Language.ShouldBe(language);

    [Fact]
    public void What_others_write_without_a_node_is_read_too()
    {
        var read = Read(Record("""
            "dpv:hasDataController":"pes vzw","dpv:hasProcess":{"dpv:hasPurpose":"ACTIVATION"},
            "dpv:hasConsentStatus":{"@type":"dpv:ConsentGiven","dpv:hasDuration":"2026-12-31T00:00:00Z","dpv:isIndicatedBy":"SELF","gw:stated":"true","gw:explicitNeeds":"no"}
            """));

        var given = read.Statement.ShouldBeOfType<ConsentGiven>();
        (given.Sender?.Organisation, given.Purpose, read.Purpose).ShouldBe(("pes vzw", "ACTIVATION", "ACTIVATION"));
        given.Agreement.ShouldBe(new AgreementClaim { Stated = true, Expires = "2026-12-31", GivenBy = "SELF" });
    }

    [Theory]
    [InlineData("dpv:DataSubject", "SELF")]
    [InlineData("https://w3id.org/dpv#GuardianOfDataSubject", "GUARDIAN")]
    [InlineData("dpv:ParentOfDataSubject", "PARENT")]
    [InlineData("gw:Administrator", "ADMINISTRATOR")]
    [InlineData("gw:NEIGHBOUR", "NEIGHBOUR")]
    public void Who_agreed_is_read_from_the_type_of_the_node(string type, string by) =>
        Claim(Read(Record($$"""
            "dpv:hasConsentStatus":{"@type":"dpv:ConsentGiven","dpv:isIndicatedBy":{"@type":"{{type}}"} }
            """))).GivenBy.ShouldBe(by);

    [Fact]
    public void The_client_is_known_by_numbers_that_have_a_scheme_and_by_the_day_of_birth()
    {
        var read = Read(Record($$"""
            "dpv:hasDataSubject":{"gw:birthDate":"1985-07-30","gw:identifier":[{"gw:scheme":"insz"},{"gw:value":"1"},{"gw:scheme":"insz","gw:value":"{{Way.Insz}}"}]},"dpv:hasConsentStatus":{{Given}}
            """));

        var client = ((ConsentGiven)read.Statement!).Client.ShouldNotBeNull();
        client.Identifiers.ShouldBe([new Identifier("insz", Way.Insz)]);
        (client.BirthDate, read.BirthDate).ShouldBe(("1985-07-30", "1985-07-30"));
        var born = ((ConsentGiven)Read(Record($$"""
            "dpv:hasDataSubject":{"gw:birthDate":"1985-07-30"},"dpv:hasConsentStatus":{{Given}}
            """)).Statement!).Client.ShouldNotBeNull();
        born.Identifiers.ShouldBeEmpty();
    }

    [Fact]
    public void A_withdrawal_keeps_who_says_so_and_whose_it_is()
    {
        var read = Read(Record($$"""
            "dct:identifier":"AKK-1","dpv:hasDataController":{"dct:identifier":"pes"},"dpv:hasDataSubject":{"gw:identifier":{"gw:scheme":"insz","gw:value":"{{Way.Insz}}"} },
            "dpv:hasConsentStatus":[{{Given}},{"@type":"dpv:ConsentWithdrawn","ex:how":1}]
            """));

        read.Event.ShouldBe(EventTypes.ConsentWithdrawn);
        var said = read.Statement.ShouldBeOfType<ConsentWithdrawn>();
        (said.Sender?.Organisation, said.AgreementRecordId, said.Client?.Identifiers.Single().Value).ShouldBe(("pes", "AKK-1", Way.Insz));
        read.NotRead.ShouldBe(["$.dpv:hasConsentStatus.ex:how"]);
        ConsentJudgements.Of(read, "pes", Cases.Agreed(), new Clock()).ShouldSatisfyAllConditions(
            j => (j.Event, j.Status, j.Code).ShouldBe((EventTypes.ConsentWithdrawn, "withdrawn", null)),
            j => j.Lacks.ShouldBeEmpty(),
            j => j.Missing.ShouldBeEmpty(),
            j => j.NotRead.ShouldBe(["$.dpv:hasConsentStatus.ex:how"]));
    }

    public static TheoryData<string, string, string?, string> Judged => new()
    {
        { "\"dpv:hasNotice\":{\"dct:hasVersion\":\"2026-1\"},", "given", null, "" },
        { "\"gw:previewHash\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"dpv:hasNotice\":{\"dct:hasVersion\":\"2026-1\"},", "given", null, "" }, // looked up later
        { "", "unproven", WithheldCodes.AgreementUnproven, "agreement.noticeVersion" },
        { "\"dpv:hasNotice\":{\"dct:hasVersion\":\"none\"},", "unproven", WithheldCodes.AgreementNoticeUnknown, "agreement.noticeVersion" },
    };

    [Theory]
    [MemberData(nameof(Judged))]
    public void A_record_comes_to_what_the_rules_say(string notice, string status, string? code, string lacks)
    {
        var judged = ConsentJudgements.Of(Read(Record($"{notice}\"dpv:hasConsentStatus\":{Given}")), "pes", Cases.Agreed(), new Clock());

        (judged.Event, judged.Status, judged.Code, string.Join(' ', judged.Lacks)).ShouldBe((EventTypes.ConsentGiven, status, code, lacks));
        judged.Missing.ShouldContain("purpose");
        judged.Missing.ShouldContain("agreement.recordId");
        judged.Missing.ShouldNotContain(lacks, "what it lacks is said once");
    }

    [Fact]
    public void A_record_that_names_its_purpose_does_not_lack_it()
    {
        var read = Read(Record($$"""
            "dpv:hasProcess":{"dpv:hasPurpose":{"dct:identifier":"STATUTORY"} },"dpv:hasNotice":{"dct:hasVersion":"2026-1"},"dpv:hasConsentStatus":{{Given}}
            """));

        var judged = ConsentJudgements.Of(read, "pes", Cases.Agreed(), new Clock());

        judged.Code.ShouldBe(WithheldCodes.AgreementNoticeUnknown, "that notice asks for another purpose");
        judged.Missing.ShouldNotContain("purpose");
    }

    [Fact]
    public void A_statement_without_an_agreement_lacks_it()
    {
        var judged = ConsentJudgements.Of(new ConsentRecordRead(EventTypes.ConsentGiven, new ConsentGiven { Ticket = "g", Agreement = new AgreementClaim() }), "pes", Cases.Agreed(), new Clock());

        (judged.Status, judged.Code).ShouldBe(("unproven", WithheldCodes.AgreementUnproven));
        judged.Lacks.ShouldBe(["agreement"]);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void A_term_is_at_most_so_long(int length, bool counts)
    {
        var iri = "https://example.org/" + new string('x', length - "https://example.org/".Length);
        var document = JsonNode.Parse($$"""{"@context":{"t":"{{iri}}","dpv":"https://w3id.org/dpv#"},"@type":["dpv:ConsentRecord","t"]}""")!;

        new LinkedNode(document.AsObject(), LinkedNode.TermsOf(document["@context"])!, "$").Types.Contains(iri).ShouldBe(counts);
    }

    [Theory]
    [InlineData("""{"x":{"@value":" "}}""", null)]
    [InlineData("""{"x":[null,{"@value":"a","@id":"b"}]}""", "a")]
    [InlineData("""{"x":{"@id":"b"}}""", "b")]
    [InlineData("""{"x":[[1]]}""", null)]
    [InlineData("""{"x":7}""", "7")]
    public void Text_is_of_a_value_an_id_or_a_plain_one(string node, string? text) => Node(node).Text("x").ShouldBe(text);

    [Theory]
    [InlineData("""{"x":true}""", true)]
    [InlineData("""{"x":false}""", false)]
    [InlineData("""{"x":"True"}""", true)]
    [InlineData("""{"x":["perhaps",false]}""", false)]
    [InlineData("""{"x":"perhaps"}""", null)]
    [InlineData("""{"y":true}""", null)]
    public void A_flag_is_yes_or_no_or_says_nothing(string node, bool? flag) => Node(node).Flag("x").ShouldBe(flag);

    [Fact]
    public void A_prefix_of_a_prefix_and_a_term_of_a_prefix_are_written_out()
    {
        var terms = new Dictionary<string, string> { ["a"] = "b:c", ["b"] = "urn:b:", ["d"] = "a" };
        var node = new LinkedNode(JsonNode.Parse("""{"@type":["a","b:x","d",":x","z:x"]}""")!.AsObject(), terms, "$");

        node.Types.ShouldBe(["urn:b:c", "urn:b:x", "urn:b:c", ":x", "z:x"]);
    }

    private static LinkedNode Node(string json) => new(JsonNode.Parse(json)!.AsObject(), new Dictionary<string, string>(), "$");

    private const string Context = """{"dpv":"https://w3id.org/dpv#","dct":"http://purl.org/dc/terms/","gw":"urn:work-welfare-gateway:consent:1:","ex":"https://example.org/"}""";

    private static string Record(string members) => $$"""{"@context":{{Context}},"@type":"dpv:ConsentRecord","gw:referral":"t-1",{{members}}}""";

    private static string Without(string record)
    {
        var node = JsonNode.Parse(record)!.AsObject();
        node.Remove("@context");
        return node.ToJsonString();
    }

    private static ConsentRecordRead Read(string document) => ConsentRecordReader.Read(JsonNode.Parse(document), _ => "n").ShouldNotBeNull().ShouldHaveSingleItem();

    private static AgreementClaim Claim(ConsentRecordRead read) => read.Statement.ShouldBeOfType<ConsentGiven>().Agreement!;

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Way.Morning;
    }
}
