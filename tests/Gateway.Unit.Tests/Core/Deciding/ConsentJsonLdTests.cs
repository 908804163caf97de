using System.Text.Json.Nodes;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Privacy;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>Agreements as JSON-LD: every word of the claim comes back, and what cannot be read is told.</summary>
public sealed class ConsentJsonLdTests
{
    private static readonly AgreementClaim Whole = new()
    {
        RecordId = "AKK-1", NoticeVersion = "2026-1", Language = "nld", GivenOn = "2026-03-01", How = "WRITTEN", Expires = "2027-02-28", GivenBy = "SELF", PreviewHash = new string('a', 64),
    };

    public static TheoryData<string, AgreementClaim> Claims => new()
    {
        { "whole", Whole },
        { "by an administrator", Whole with { GivenBy = "ADMINISTRATOR", MandateScope = "PERSON_AND_PROPERTY", MandateUntil = "2026-12-31" } },
        { "by a parent", Whole with { GivenBy = "PARENT", Expires = null } },
        { "by a guardian, of a month", Whole with { GivenBy = "GUARDIAN", GivenOn = "2026-03" } },
        { "by somebody the rules do not know", Whole with { GivenBy = "NEIGHBOUR" } },
        { "a mandate without who has it", Whole with { GivenBy = null, MandateUntil = "2026-12-31" } },
        { "a bare yes", new AgreementClaim { Stated = true } },
        { "a no", new AgreementClaim { Stated = false, RecordId = "AKK-2", GivenOn = "2026-03-01" } },
        { "in a language without a text", Whole with { Language = "tir" } },
        { "a version of three words", Whole with { NoticeVersion = "versie \"2\" – maart" } },
        { "an explicit yes to needs", Whole with { ExplicitNeeds = true } },
        { "a no to needs", Whole with { ExplicitNeeds = false } },
        { "next to nothing", new AgreementClaim { How = "ELECTRONIC" } },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void Every_word_of_a_claim_comes_back(string what, AgreementClaim claim)
    {
        var written = ConsentJsonLd.Write([Receipt(claim)]);

        var read = ConsentRecordReader.Read(JsonNode.Parse(written.ToJsonString()), i => $"n-{i}").ShouldNotBeNull().ShouldHaveSingleItem();

        read.Problem.ShouldBeNull(what);
        var given = read.Statement.ShouldBeOfType<ConsentGiven>();
        given.Agreement.ShouldBe(claim, what);
        (given.InReplyTo, given.Purpose, given.Sender!.Organisation, given.Ticket).ShouldBe(("t-1", "ACTIVATION", "pes", "n-0"));
        read.NotRead.ShouldBeEmpty();
    }

    [Fact]
    public void Whatever_stands_in_the_place_of_a_value_is_read_or_refused()
    {
        var written = ConsentJsonLd.Write([Receipt(Whole), Receipt(Whole with { Stated = false })]).ToJsonString();
        string[] wrong = ["null", "1", "true", "\"x\"", "[]", "[[],[null]]", "{}", "{\"@value\":{}}", "{\"@id\":[1]}", "{\"@type\":{}}", "1e999"];
        var places = Places(JsonNode.Parse(written)!).Count();
        places.ShouldBeGreaterThan(40);

        foreach (var value in wrong)
        {
            for (var place = 0; place < places; place++)
            {
                var document = JsonNode.Parse(written)!;
                Places(document).ElementAt(place)(JsonNode.Parse(value));
                foreach (var read in ConsentRecordReader.Read(document, i => $"n-{i}") ?? [])
                    _ = ConsentJudgements.Of(read, "pes", Cases.Agreed(Cases.Local), TimeProvider.System);
            }
        }
    }

    /// <summary>Every place of a document, as what puts something else there.</summary>
    private static IEnumerable<Action<JsonNode?>> Places(JsonNode? node) => node switch
    {
        JsonObject members => members.ToList().SelectMany(m => Places(m.Value).Prepend(other => members[m.Key] = other)),
        JsonArray entries => entries.ToList().SelectMany((e, i) => Places(e).Prepend(other => entries[i] = other)),
        _ => [],
    };

    [Fact]
    public void A_prefix_as_long_as_a_document_is_none()
    {
        var document = new JsonObject { ["@context"] = new JsonObject { ["a"] = new string('x', 100_000), ["dpv"] = "https://w3id.org/dpv#" }, ["@type"] = "dpv:ConsentRecord" };
        for (var i = 0; i < 5_000; i++)
            document[$"a:{i}"] = 1;

        var read = ConsentRecordReader.Read(document, n => $"n-{n}").ShouldNotBeNull().ShouldHaveSingleItem();

        read.Problem.ShouldNotBeNull();
        read.NotRead.Count.ShouldBe(5_000);
    }

    [Fact]
    public void Several_are_a_graph_and_a_withdrawn_one_comes_back_as_a_withdrawal()
    {
        var withdrawn = Receipt(Whole with { RecordId = "AKK-2" }) with { Status = AgreementStatus.Withdrawn, WithdrawnAt = Way.Morning };

        var read = ConsentRecordReader.Read(ConsentJsonLd.Write([Receipt(Whole), withdrawn]), i => $"n-{i}").ShouldNotBeNull();

        read.Select(r => r.Event).ShouldBe(["consent.given", "consent.withdrawn"]);
        var said = read[1].Statement.ShouldBeOfType<ConsentWithdrawn>();
        (said.AgreementRecordId, said.InReplyTo, said.Ticket).ShouldBe(("AKK-2", "t-1", "n-1"));
    }

    [Theory]
    [InlineData("""{"@context":"https://w3id.org/dpv"}""", "an address alone")]
    [InlineData("""{"@context":[{"dpv":"https://w3id.org/dpv#"},"https://example.org/more.jsonld"]}""", "an address beside it")]
    [InlineData("""[1]""", "no object")]
    public void A_context_is_never_fetched(string document, string why) => ConsentRecordReader.Read(JsonNode.Parse(document), _ => "n").ShouldBeNull(why);

    [Theory]
    [InlineData("""{"@context":{"p":"https://w3id.org/dpv#","d":"http://purl.org/dc/terms/","g":"urn:work-welfare-gateway:consent:1:"},"@type":["p:ConsentRecord"],"d:identifier":"A-1","g:referral":"t-1","p:hasNotice":[{"d:hasVersion":"2026-1","d:language":"nl"}],"p:hasConsentStatus":[{"@type":"p:ConsentGiven","p:isIndicatedAtTime":{"@value":"2026-03-01T10:00:00Z","@type":"xsd:dateTime"}}]}""")]
    [InlineData("""{"@type":"https://w3id.org/dpv#ConsentRecord","http://purl.org/dc/terms/identifier":"A-1","urn:work-welfare-gateway:consent:1:referral":"t-1","https://w3id.org/dpv#hasNotice":{"http://purl.org/dc/terms/hasVersion":"2026-1","http://purl.org/dc/terms/language":"nl"},"https://w3id.org/dpv#hasConsentStatus":{"@type":"https://w3id.org/dpv#ConsentGiven","https://w3id.org/dpv#isIndicatedAtTime":"2026-03-01"}}""")]
    [InlineData("""{"@context":{"ConsentRecord":{"@id":"https://w3id.org/dpv#ConsentRecord"},"id":"http://purl.org/dc/terms/identifier","for":"urn:work-welfare-gateway:consent:1:referral","notice":{"@id":"https://w3id.org/dpv#hasNotice"},"version":"http://purl.org/dc/terms/hasVersion","lang":"http://purl.org/dc/terms/language","status":"https://w3id.org/dpv#hasConsentStatus","dpv":"https://w3id.org/dpv#"},"@type":"ConsentRecord","id":"A-1","for":"t-1","notice":{"version":"2026-1","lang":"nl"},"status":{"@type":"dpv:ConsentGiven","dpv:isIndicatedAtTime":"2026-03-01"}}""")]
    public void Prefixes_terms_and_whole_iris_mean_the_same(string document)
    {
        var given = ConsentRecordReader.Read(JsonNode.Parse(document), _ => "n").ShouldNotBeNull().ShouldHaveSingleItem().Statement.ShouldBeOfType<ConsentGiven>();

        given.Agreement.ShouldBe(new AgreementClaim { RecordId = "A-1", NoticeVersion = "2026-1", Language = "nld", GivenOn = "2026-03-01" });
        given.InReplyTo.ShouldBe("t-1");
    }

    [Fact]
    public void One_that_names_nobody_or_has_no_status_says_so()
    {
        var written = ConsentJsonLd.Write([Receipt(Whole)]);
        var record = written["dpv:hasRecordOfActivity"]!.AsObject();
        record.Remove("gw:referral");
        ConsentRecordReader.Read(written, _ => "n")!.Single().Problem.ShouldNotBeNull().ShouldContain("gw:referral");

        record["dpv:hasDataSubject"]!["gw:identifier"] = new JsonObject { ["gw:scheme"] = "insz", ["gw:value"] = Way.Insz };
        var named = ConsentRecordReader.Read(written, _ => "n")!.Single().Statement.ShouldBeOfType<ConsentGiven>();
        named.Client!.Identifiers.Single().ShouldBe(new Identifier("insz", Way.Insz));

        record["dpv:hasConsentStatus"] = new JsonArray(new JsonObject { ["@type"] = "dpv:ConsentRequested" });
        ConsentRecordReader.Read(written, _ => "n")!.Single().Problem.ShouldNotBeNull().ShouldContain("dpv:ConsentGiven");
    }

    [Fact]
    public void A_receipt_names_no_client_and_says_what_its_record_does_not()
    {
        var receipt = Receipt(new AgreementClaim { NoticeVersion = "2026-1", GivenOn = "2026-03-01", RecordId = "AKK-1" });

        receipt.Missing.ShouldBe(["agreement.language", "agreement.how", "agreement.expires", "agreement.givenBy", "agreement.previewHash"]);
        (receipt.Notice!.Id, receipt.Notice.Version).ShouldBe(("together", "2026-1"));
        receipt.FromPreview.ShouldBeFalse();
        receipt.Recipients.Select(r => (r.Class, r.Step)).ShouldContain(("Welfare", 1));
        ConsentJsonLd.Write([receipt]).ToJsonString().ShouldNotContain("gw:identifier");
    }

    private static AgreementReceipt Receipt(AgreementClaim claim)
    {
        var row = new ClientAgreement
        {
            Id = new Guid(7, 0, 0, new byte[8]), Agency = "pes", Status = AgreementStatus.Given, GivenOn = claim.GivenOn, RecordedAt = Way.Morning, RecordId = new Guid(8, 0, 0, new byte[8]),
        };
        return ReceiptRules.Of(new ReceiptSource(row, claim, "t-1", "ACTIVATION", [], null), Cases.Agreed(), "en", Way.Morning);
    }
}
