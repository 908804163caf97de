using System.Text;
using System.Text.Json.Nodes;
using Gateway.Catalogue;
using Gateway.Contracts;
using Gateway.Translation;
using Gateway.Translation.Explaining;
using Gateway.Unit.Tests.Catalogue;

namespace Gateway.Unit.Tests.Translation;

/// <summary>Dates, languages and lists leave in the form a format asks for.</summary>
public class OutboundFormTests
{
    private static string Profile(string dates, string line) => $$"""
        profile: own
        title: Test
        format: table
        media-type: text/csv
        dates: {{dates}}
        statements:
          - event: referral.cancelled
            fields:
              - { target: ticket, source: nr, required: true }
              - { target: inReplyTo, source: of, required: true }
        outbound:
          - event: referral.handover
            text-mark: "'"
            fields:
              - { target: ticket, source: nr }
              {{line}}
        """;

    private static string Written(string dates, string line, string referral)
    {
        using var own = new OwnProfile(Profile(dates, line));
        own.Loaded.Problems.ShouldBeEmpty();
        var data = new JsonObject { ["ticket"] = "T", ["referral"] = JsonNode.Parse(referral) };
        return Encoding.UTF8.GetString(new RecordWriter().Write(own.Loaded.Profiles!.Find("own")!, EventTypes.ReferralHandover, data).Bytes.Span);
    }

    [Theory]
    [InlineData("dd/mm/yyyy", "1985-07-30", "30/07/1985")]
    [InlineData("dd/mm/yyyy", "1985-07", "00/07/1985")]
    [InlineData("dd-mm-yyyy", "1985", "00-00-1985")]
    [InlineData("dd.mm.yyyy", "1985-07-30", "30.07.1985")]
    [InlineData("compact", "1985-07", "19850700")]
    [InlineData("yyyymmdd", "1985-07-30", "19850730")]
    [InlineData("iso", "1985-07", "1985-07")]
    public void A_day_is_written_as_the_format_says(string dates, string day, string written) =>
        Written(dates, "- { target: referral.client.birthDate, source: born, convert: partial-date }", "{\"client\":{\"birthDate\":\"" + day + "\"}}").ShouldContain(written);

    [Fact]
    public void A_line_may_write_its_date_otherwise() =>
        Written("iso", "- { target: referral.client.birthDate, source: born, convert: partial-date, dates: dd/mm/yyyy }", """{"client":{"birthDate":"1985-07-30"}}""").ShouldContain("30/07/1985");

    [Theory]
    [InlineData("nld", "nl")]
    [InlineData("tir", "ti")]
    [InlineData("nob", "nb")]
    [InlineData("rif", "rif")]
    public void A_language_is_written_with_two_letters_where_the_format_asks_for_them(string language, string written) =>
        Written("iso", "- { target: referral.client.contactLanguage, source: taal, convert: code, map: languages-639-1 }", "{\"client\":{\"contactLanguage\":\"" + language + "\"}}")
            .Split('\n')[1].ShouldContain(written);

    [Fact]
    public void A_list_of_entries_is_joined_in_one_cell() =>
        Written("iso", "- { target: referral.barriers, items: drempels, separators: \",;\", fields: [ { target: code, source: ., convert: code, map: barriers } ] }", """{"barriers":[{"code":"DEBT"},{"code":"CHILDCARE"}]}""")
            .ShouldContain("DEBT,CHILDCARE");

    [Fact]
    public void A_form_of_dates_that_does_not_exist_is_refused_with_those_that_do()
    {
        using var own = new OwnProfile(Profile("mm/dd/yyyy", "- { target: step, source: step, convert: number }"));

        own.Loaded.Problems.ShouldHaveSingleItem().Text.ToString().ShouldContain("dd/mm/yyyy");
    }

    [Fact]
    public void Every_canonical_field_is_listed_with_meaning_type_codes_and_protection()
    {
        var names = CatalogueLoader.Load(Shipped.Folder).Names;
        foreach (var type in EventTypes.All.Keys)
        {
            var fields = CanonicalFields.Of(Shipped.Folder, type, names, Shipped.Agreed.Policy.Principles).ShouldNotBeNull();
            fields.Where(f => f.Meaning.Length == 0).Select(f => type + ": " + f.Path).ShouldBeEmpty();
        }

        var referral = CanonicalFields.Of(Shipped.Folder, EventTypes.ReferralSubmitted, names, Shipped.Agreed.Policy.Principles)!.ToDictionary(f => f.Path);
        referral["question"].Codes.ShouldContain("JOB_MEDIATION");
        referral["basis.reference"].Codes.ShouldContain("KSZ-2026-014");
        referral["barriers.code"].Protection!.ShouldContain("HEALTH");
        referral["client.birthDate"].Protection!.ShouldContain("step two");
        referral["client.birthDate"].Type.ShouldBe("date");
        referral["client.needsInterpreter"].Type.ShouldBe("yes or no");
        referral["ticket"].IsRequired.ShouldBeTrue();
        CanonicalFields.Of(Shipped.Folder, "referral.none", names, Shipped.Agreed.Policy.Principles).ShouldBeNull();
    }

    [Fact]
    public void The_reason_is_the_problem_that_set_the_record_aside_and_names_the_missing_code()
    {
        var record = Aside();

        record.Status.ShouldBe(RecordStatus.SetAside);
        (record.Reason!.Code, record.Reason.Path, record.Reason.Missing).ShouldBe(("unknown-code", record.Reason.Path, "SCHULD_HULP"));
        record.Reason.Path!.ShouldStartWith("requestedService");
        record.Problems[0].Code.ShouldBe("not-yes-no");
        record.Reason.Text.ToString().ShouldNotContain("SCHULD_HULP");
    }

    private static TranslatedRecord Aside()
    {
        var referral = JsonNode.Parse(VdabReferralTests.Referral)!.AsObject();
        // A notice before the problem that sets the record aside.
        referral["person"]!["needsInterpreter"] = "misschien";
        referral["requestedService"] = new JsonArray("SCHULD_HULP");
        return Translating.Translate("vdab-referral", referral.ToJsonString()).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("Jansen")]
    [InlineData("85073003328")]
    [InlineData("belt niet terug")]
    public void What_could_be_more_than_a_code_is_not_named(string value) =>
        Translating.Translate("vdab-referral", VdabReferralTests.Referral.Replace("\"WELFARE_SUPPORT\"", $"\"{value}\"", StringComparison.Ordinal)).ShouldHaveSingleItem().Reason!.Missing.ShouldBeNull();
}
