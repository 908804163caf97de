using System.Text.Json.Nodes;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;

namespace Gateway.Unit.Tests.Translation;

public class VdabReferralTests
{
    internal const string Referral = """
        {
          "message": {
            "type": "referral", "schemaVersion": "1", "ticket": "3f0c7c52-6a3e-4d0e-9a77-0f2a6f8a1c01", "sentAt": "2026-03-02T09:15:00+01:00",
            "sender": { "org": "VDAB", "unit": "Leuven", "contact": { "name": "Lies Proefnaam", "function": "bemiddelaar", "phone": "+32 16 00 00 01" } },
            "recipient": { "org": "OCMW", "nis": "24062" }, "purpose": "ACTIVATION", "ackDueAt": "2026-03-05"
          },
          "question": "WELFARE_SUPPORT",
          "person": {
            "insz": "85.07.30-033.28", "inszStatus": "ACTIVE", "familyName": "Voorbeeld", "givenNames": ["Ana", "Maria"], "birthDate": "19850700",
            "nisResidence": "24062", "postalCode": "3000", "preferredLanguage": "nl", "needsInterpreter": false,
            "contact": { "phone": "+32 470 00 00 01", "safeToCall": true }
          },
          "registration": { "category": "00", "unemployedSince": "2024-02-01", "benefitScheme": "UNEMPLOYMENT" },
          "profile": { "isced2011": 3, "isco08Wanted": ["9112"], "languages": [ { "language": "nld", "speaking": "B1" } ], "drivingLicence": ["B"], "weeklyHoursAvailable": 24 },
          "barriers": [
            { "code": "DEBT", "since": "2025-11", "note": "vertrouwelijke tekst" },
            { "code": "HEALTH", "note": "nog meer tekst" },
            { "code": "CHILDCARE" }
          ],
          "ladder": { "measuredOn": "2026-02-20", "variant": "six-rung", "rung": 2, "potential12m": 4, "withClient": true },
          "requestedService": ["DEBT_ADVICE"],
          "basis": { "kind": "PUBLIC_TASK", "reference": "VL-PROT-2024-07" },
          "agreement": { "recordId": "A-1", "noticeVersion": "2", "language": "nl", "givenOn": "2026-03-01", "how": "WRITTEN" },
          "goal": { "code": "WORK", "setBy": "TOGETHER" },
          "newThing": { "a": 1 }
        }
        """;

    [Fact]
    public void A_referral_becomes_a_statement_with_canonical_values()
    {
        var referral = Translating.Translate("vdab-referral", Referral).Only<ReferralSubmitted>();

        referral.Ticket.ShouldBe("3f0c7c52-6a3e-4d0e-9a77-0f2a6f8a1c01");
        referral.SentAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 8, 15, 0, TimeSpan.Zero));
        referral.Client.Identifiers.ShouldBe([new Identifier("insz", "85073003328")]);
        referral.Client.BirthDate.ShouldBe("1985-07");
        referral.Client.GivenNames.ShouldBe(["Ana", "Maria"]);
        referral.Client.PreferredLanguage.ShouldBe("nld");
        referral.Recipient!.Municipality.ShouldBe("24062");
        referral.Profile!.Education.ShouldBe(3);
        referral.Ladder!.Rung.ShouldBe(2);
        referral.Ladder.Potential.ShouldBe(4);
        referral.Services.ShouldBe(["DEBT_ADVICE"]);
        referral.Basis!.Kind.ShouldBe("PUBLIC_TASK");
        referral.Goal!.SetBy.ShouldBe("TOGETHER");
    }

    [Fact]
    public void A_special_barrier_and_free_text_are_sealed_counted_and_in_no_statement()
    {
        var record = Translating.Translate("vdab-referral", Referral).Single();

        record.Statements.Single().Content.ShouldBeOfType<ReferralSubmitted>().Barriers!.Select(b => b.Code).ShouldBe(["DEBT", "CHILDCARE"]);
        record.Sealed.ShouldBe(3);
        record.Compartment.ShouldBe(Compartment.Walled);
        var stripped = Translating.Text(record.Stripped!.Value);
        stripped.ShouldNotContain("HEALTH");
        stripped.ShouldNotContain("tekst");
        stripped.ShouldContain("CHILDCARE");
        Translating.Text(record.Slice).ShouldContain("nog meer tekst");
        JsonNode.Parse(stripped).ShouldNotBeNull();
    }

    [Fact]
    public void A_field_the_profile_does_not_know_is_reported_kept_raw_and_never_stated()
    {
        var record = Translating.Translate("vdab-referral", Referral).Single();

        record.Unmapped.ShouldBe(["newThing.a"]);
        Translating.Text(record.Slice).ShouldContain("newThing");
        record.Statements.Single().Data.ToJsonString().ShouldNotContain("newThing");
    }

    [Theory]
    [InlineData("canceled", "cancelled")]
    [InlineData("CANCELLED", "cancelled")]
    [InlineData("ACTIVE", null)]
    [InlineData("", null)]
    public void A_cancelled_number_says_so_with_a_replacement_or_without(string written, string? status)
    {
        string With(string more) => Referral.Replace("\"inszStatus\": \"ACTIVE\"", $"\"inszStatus\": \"{written}\"{more}", StringComparison.Ordinal);

        Translating.Translate("vdab-referral", With("")).Only<ReferralSubmitted>().Client.Identifiers.ShouldBe([new Identifier("insz", "85073003328") { Status = status }]);
        Translating.Translate("vdab-referral", With(", \"replacedBy\": \"17073003384\"")).Only<ReferralSubmitted>().Client.Identifiers
            .ShouldBe([new Identifier("insz", "85073003328") { Status = status, ReplacedBy = "17073003384" }]);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00")]
    [InlineData("0001-01-01T00:00:00Z")]
    public void A_moment_that_stands_for_none_is_none(string none) =>
        Translating.Translate("vdab-referral", Referral.Replace("2026-03-02T09:15:00+01:00", none, StringComparison.Ordinal)).Only<ReferralSubmitted>().SentAt.ShouldBeNull();

    [Fact]
    public void Another_status_of_a_number_is_a_notice_and_not_forwarded()
    {
        var record = Translating.Translate("vdab-referral", Referral.Replace("\"ACTIVE\"", "\"DECEASED\"", StringComparison.Ordinal)).Single();

        record.Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("unknown-code"), p => p.Path.ShouldBe("person.inszStatus"));
        record.Statements.Single().Data.ToJsonString().ShouldNotContain("DECEASED");
    }
}
