using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>What a client may keep of an agreement, as codes and as JSON-LD.</summary>
public sealed class ReceiptTests
{
    private static readonly AgreementClaim Whole = new()
    {
        RecordId = "AKK-1", NoticeVersion = "2026-1", Language = "fra", GivenOn = "2026-03-01", How = "WRITTEN", Expires = "2027-02-28", GivenBy = "ADMINISTRATOR",
        MandateScope = "PERSON", MandateUntil = "2026-12-31", PreviewHash = new string('a', 64), ExplicitNeeds = true,
    };

    private static readonly Preview Shown = new("pes", "ACTIVATION", [new PreviewStep("office-a", 1, ["question"]), new PreviewStep("gone", 2, ["services"])]);

    [Fact]
    public void A_withdrawn_agreement_is_written_word_for_word()
    {
        var receipt = Receipt(Whole, preview: Shown, status: AgreementStatus.Withdrawn, agreed: WithDuty());

        JsonNode.DeepEquals(Written(receipt), JsonNode.Parse("""
            {
              "@id": "urn:work-welfare-gateway:receipt:00000007000000000000000000000000-3", "@type": "dpv:ConsentReceipt",
              "dct:identifier": "00000007000000000000000000000000-3", "dct:conformsTo": "ISO/IEC TS 27560:2023", "dct:created": "2026-03-09T09:00:00Z", "dct:publisher": "pes",
              "dpv:hasRecordOfActivity": {
                "@id": "urn:uuid:00000007-0000-0000-0000-000000000000", "@type": "dpv:ConsentRecord", "dct:created": "2026-03-09T08:00:00Z",
                "dpv:hasDataSubject": { "@type": "dpv:DataSubject" },
                "dpv:hasDataController": { "@type": "dpv:DataController", "dct:identifier": "pes", "dpv:hasName": "pes", "dpv:hasContact": "desk, +32 2 000 00 00, 9-12" },
                "dpv:hasApplicableLaw": { "@id": "eu-gdpr:GDPR" },
                "dpv:hasProcess": {
                  "@type": "dpv:Process", "dpv:hasPurpose": { "@type": "dpv:Purpose", "dct:identifier": "ACTIVATION" },
                  "dpv:hasRecipient": [
                    { "@type": "dpv:Recipient", "gw:class": "Welfare", "gw:step": 1, "dct:identifier": "office-a", "dpv:hasName": "office-a", "dpv:hasPersonalData": [{ "@type": "dpv:PersonalData", "dct:identifier": "question" }] },
                    { "@type": "dpv:Recipient", "gw:class": "", "gw:step": 2, "dct:identifier": "gone", "dpv:hasName": "gone", "dpv:hasPersonalData": [{ "@type": "dpv:PersonalData", "dct:identifier": "services" }] }
                  ]
                },
                "dpv:hasConsentStatus": [
                  {
                    "@type": "dpv:ConsentGiven", "gw:explicitNeeds": true, "dpv:isIndicatedAtTime": "2026-03-01", "dpv:hasIndicationMethod": "WRITTEN",
                    "dpv:isIndicatedBy": { "@type": "gw:Administrator", "gw:mandateScope": "PERSON", "gw:mandateUntil": "2026-12-31" },
                    "dpv:hasDuration": { "@type": "dpv:UntilTimeDuration", "rdf:value": "2027-02-28" }
                  },
                  { "@type": "dpv:ConsentWithdrawn", "dpv:isIndicatedAtTime": "2026-03-10T08:00:00Z" }
                ],
                "dpv:hasRight": [{ "@id": "eu-gdpr:A7-3" }, { "@id": "eu-gdpr:A15" }, { "@id": "eu-gdpr:A16" }, { "@id": "eu-gdpr:A17" }, { "@id": "eu-gdpr:A18" }, { "@id": "eu-gdpr:A21" }, { "@id": "eu-gdpr:A77" }],
                "dct:identifier": "AKK-1", "gw:referral": "t-1", "gw:previewHash": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "dpv:hasJurisdiction": { "@id": "loc:BE" },
                "dpv:hasNotice": { "@type": "dpv:ConsentNotice", "dct:hasVersion": "2026-1", "dct:language": "fra", "dct:identifier": "together", "dct:description": { "@value": "texte", "@language": "fra" } }
              }
            }
            """)).ShouldBeTrue(Written(receipt).ToJsonString());
    }

    [Fact]
    public void Of_next_to_nothing_only_what_there_is_is_written()
    {
        var receipt = Receipt(null, agency: "nobody", purpose: null);

        var record = Written(receipt)["dpv:hasRecordOfActivity"]!.AsObject();
        record.Select(m => m.Key).ShouldBe(
            ["@id", "@type", "dct:created", "dpv:hasDataSubject", "dpv:hasDataController", "dpv:hasApplicableLaw", "dpv:hasProcess", "dpv:hasConsentStatus", "dpv:hasRight", "gw:referral"]);
        record["dpv:hasDataController"]!.ToJsonString().ShouldBe("""{"@type":"dpv:DataController","dct:identifier":"nobody","dpv:hasName":"nobody"}""");
        record["dpv:hasProcess"]!.ToJsonString().ShouldBe("""{"@type":"dpv:Process","dpv:hasRecipient":[]}""");
        record["dpv:hasConsentStatus"]!.ToJsonString().ShouldBe("""[{"@type":"dpv:ConsentGiven"}]""");
        receipt.Missing.ShouldBe(["agreement"]);
    }

    [Theory]
    [InlineData(AgreementStatus.Given, null, null)]
    [InlineData(AgreementStatus.Renewed, null, null)]
    [InlineData(AgreementStatus.Withdrawn, "dpv:ConsentWithdrawn", "2026-03-10T08:00:00Z")]
    [InlineData(AgreementStatus.Revoked, "dpv:ConsentRevoked", null)]
    [InlineData(AgreementStatus.Expired, "dpv:ConsentExpired", "2026-12-31")]
    [InlineData(AgreementStatus.Invalidated, "dpv:ConsentInvalidated", null)]
    [InlineData(AgreementStatus.Unproven, "dpv:ConsentStatusInvalidForProcessing", null)]
    public void What_became_of_it_since_stands_beside_what_the_client_said(AgreementStatus status, string? type, string? at)
    {
        var statuses = Written(Receipt(Whole, status: status))["dpv:hasRecordOfActivity"]!["dpv:hasConsentStatus"]!.AsArray();

        statuses.Count.ShouldBe(type is null ? 1 : 2);
        ((string?)statuses[^1]!["@type"], type is null ? null : (string?)statuses[^1]!["dpv:isIndicatedAtTime"]).ShouldBe((type ?? "dpv:ConsentGiven", at));
    }

    [Fact]
    public void None_and_several_are_a_graph()
    {
        ConsentJsonLd.Write([])["@graph"]!.AsArray().Count.ShouldBe(0);
        var several = ConsentJsonLd.Write([Receipt(Whole), Receipt(Whole)]);
        several["@graph"]!.AsArray().Count.ShouldBe(2);
        several.Select(m => m.Key).ShouldBe(["@context", "@graph"]);
        ConsentJsonLd.Write([Receipt(Whole)])["@context"]!["gw"]!.ToString().ShouldBe("urn:work-welfare-gateway:consent:1:");
    }

    [Fact]
    public void A_receipt_says_what_its_record_does_not()
    {
        ReceiptRules.Missing(Whole).ShouldBeEmpty();
        ReceiptRules.Missing(new AgreementClaim { GivenBy = " ADMINISTRATOR ", How = " " }).ShouldBe(
        [
            "agreement.recordId", "agreement.noticeVersion", "agreement.language", "agreement.givenOn", "agreement.how", "agreement.expires", "agreement.mandateScope",
            "agreement.mandateUntil", "agreement.previewHash",
        ]);
        ReceiptRules.Missing(Whole with { GivenBy = null, MandateScope = null }).ShouldBe(["agreement.givenBy"]);
        Receipt(Whole with { How = null }, purpose: null).Missing.ShouldBe(["purpose", "agreement.how"]);
        Receipt(Whole).Missing.ShouldBeEmpty();
    }

    [Fact]
    public void It_repeats_what_its_row_and_its_record_say()
    {
        var receipt = Receipt(Whole, status: AgreementStatus.Withdrawn, agreed: WithDuty());

        (receipt.ReceiptId, receipt.RecordId, receipt.AgencyRecordId, receipt.Ticket, receipt.Purpose).ShouldBe(("00000007000000000000000000000000-3", new Guid(7, 0, 0, new byte[8]), "AKK-1", "t-1", "ACTIVATION"));
        receipt.Controller.ShouldBe(new ReceiptController("pes", "pes", "BE", "desk", "+32 2 000 00 00", "9-12"));
        (receipt.Status, receipt.Expires, receipt.EndsBy, receipt.Claim).ShouldBe((AgreementStatus.Withdrawn, new DateOnly(2026, 12, 31), AgreementEnds.Mandate, Whole));
        Receipt(Whole with { RecordId = "a name of somebody" }).AgencyRecordId.ShouldBeNull();
        Receipt(null).Claim.ShouldBe(new AgreementClaim());
    }

    [Theory]
    [InlineData("2026-1", "fra", "nl", "fra", "texte")]
    [InlineData(" 2026-1 ", " fra ", "nl", "fra", "texte")]
    [InlineData("2026-1", null, "nl", "nld", "tekst")]
    [InlineData("2026-1", "tir", "nl", "nld", "tekst")]
    public void The_notice_stands_in_the_language_in_which_it_was_shown(string version, string? language, string wanted, string shown, string text) =>
        Receipt(Whole with { NoticeVersion = version, Language = language }, language: wanted).Notice.ShouldBe(new ReceiptNotice("together", "2026-1", shown, text));

    [Theory]
    [InlineData("none", "pes", "ACTIVATION", null)]
    [InlineData("other", "pes", "ACTIVATION", null)] // another agency's
    [InlineData("other", "office-a", "ACTIVATION", "of-another")]
    [InlineData("2026-1", "pes", "STATUTORY", null)] // for another purpose
    [InlineData("2026-1", "pes", null, "together")]
    public void A_notice_of_the_agency_for_the_purpose_is_named_and_no_other(string version, string agency, string? purpose, string? notice) =>
        Receipt(Whole with { NoticeVersion = version }, agency: agency, purpose: purpose).Notice?.Id.ShouldBe(notice);

    [Fact]
    public void It_says_what_the_client_was_shown_or_else_what_the_policy_allows()
    {
        var shown = Receipt(Whole, preview: Shown);
        shown.FromPreview.ShouldBeTrue();
        Rows(shown).ShouldBe(["office-a/office-a/Welfare/1/question", "gone/gone//2/services"]);

        var allowed = Receipt(Whole);
        allowed.FromPreview.ShouldBeFalse();
        Rows(allowed).ShouldBe(["//Welfare/1/client.familyName+client.contact.phone+question", "//Welfare/2/client.familyName+barriers.code+ladder.rung", "//Provider/1/client.familyName+appointment"]);
        Rows(Receipt(Whole, offices: ["helpers", "gone", "office-a"])).ShouldBe(
        [
            "helpers/helpers/Provider/1/client.familyName+appointment", "office-a/office-a/Welfare/1/client.familyName+client.contact.phone+question",
            "office-a/office-a/Welfare/2/client.familyName+barriers.code+ladder.rung",
        ]);
        Rows(Receipt(Whole, purpose: "STATUTORY")).ShouldBeEmpty();
        Rows(Receipt(Whole, purpose: null)).ShouldBeEmpty();
        Rows(Receipt(Whole, agency: "office-a")).ShouldBeEmpty("no manifest is for what it sends");
        Rows(Receipt(Whole, agency: "nobody")).ShouldBeEmpty();
    }

    private static IEnumerable<string> Rows(AgreementReceipt receipt) => receipt.Recipients.Select(r => $"{r.Agency}/{r.Name}/{r.Class}/{r.Step}/{string.Join('+', r.Fields)}");

    private static JsonObject Written(AgreementReceipt receipt)
    {
        var written = JsonNode.Parse(ConsentJsonLd.Write([receipt]).ToJsonString())!.AsObject();
        written.Remove("@context").ShouldBeTrue();
        return written;
    }

    private static Agreed WithDuty() => Cases.Agreed() with { Directory = Cases.Directory(Cases.Services, Cases.Welfare, Cases.Pes with { DutyContact = new DutyContact("desk", "+32 2 000 00 00", "9-12") }) };

    private static AgreementReceipt Receipt(
        AgreementClaim? claim, Preview? preview = null, AgreementStatus status = AgreementStatus.Given, string agency = "pes", string? purpose = "ACTIVATION", string language = "en", Agreed? agreed = null,
        params string[] offices)
    {
        var row = new ClientAgreement
        {
            Id = new Guid(7, 0, 0, new byte[8]), Version = 3, Agency = agency, Status = status, GivenOn = claim?.GivenOn, RecordedAt = Way.Morning, Expires = new DateOnly(2026, 12, 31), EndsBy = AgreementEnds.Mandate,
            WithdrawnAt = Way.Morning.AddDays(1),
        };
        return ReceiptRules.Of(new ReceiptSource(row, claim, "t-1", purpose, offices, preview), agreed ?? Cases.Agreed(), language, Way.Morning.AddHours(1));
    }
}
