using Gateway.Contracts.Events;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>Dates that are none, or none yet, and days that programs move.</summary>
public class DateFormTests
{
    private static TranslatedRecord Row(string cell) => Translating.Translate("sonar-export", $"BSN;Inschrijfdatum\n111222333;{cell}\n").ShouldHaveSingleItem();

    private static string? Day(TranslatedRecord record) => record.Statements.ShouldHaveSingleItem().Content.ShouldBeOfType<ReferralSubmitted>().Registration?.InscriptionDate;

    public static TheoryData<string> FirstOfAll =>
    [
        "01-01-0001", "1-1-0001", "01/01/0001", "1/1/0001 0:00:00", "1/1/0001 12:00:00 AM", "01-01-0001 00:00:00", "01.01.0001",
        "0001/01/01", "0001.01.01", "0001-1-1", "00010101", "0001-01-01", "0001-01-01T00:00:00", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+00:00",
    ];

    [Theory]
    [MemberData(nameof(FirstOfAll))]
    public void The_first_day_of_all_is_no_date_and_is_told_where_the_format_does_not_say_so(string written)
    {
        var row = Row(written);
        Day(row).ShouldBeNull();
        row.Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("not-a-date"), p => p.Path.ShouldBe("Inschrijfdatum"), p => p.Text.ToString().ShouldContain("first day"));

        var json = Translating.Translate("vdab-referral", "{\"message\":{\"type\":\"referral\",\"ticket\":\"t\",\"recipient\":{\"org\":\"OCMW\"}},\"question\":\"WELFARE_SUPPORT\",\"person\":{\"insz\":\"85073003328\",\"birthDate\":\"" + written + "\"}}").ShouldHaveSingleItem();
        json.Statements.Single().Content.ShouldBeOfType<ReferralSubmitted>().Client.BirthDate.ShouldBeNull();
        json.Codes().ShouldBe(["not-a-date"]);

        var xml = Translating.Translate("ocmw-referral", $"<Doorverwijzing><Header><Ticket>t</Ticket></Header><Client><INSZ>85073003328</INSZ></Client><Bijstand><DatToekenning>{written}</DatToekenning></Bijstand><Vraag><CdVraag>WELFARE_SUPPORT</CdVraag></Vraag></Doorverwijzing>").ShouldHaveSingleItem();
        xml.Statements.Single().Content.ShouldBeOfType<ReferralSubmitted>().Assistance.ShouldBeNull();
        xml.Codes().ShouldBe(["not-a-date"]);
    }

    [Theory]
    [MemberData(nameof(FirstOfAll))]
    public void Where_the_format_writes_it_for_no_date_it_is_none_without_a_word(string written)
    {
        var record = Translating.Translate("suwi-reintegration", "<GSDReintegratieInfoResponse><ClientSuwi><Burgerservicenr>111222333</Burgerservicenr><AtlRelatie><ReIntegratievoorziening><CdTypeRvGsd>12</CdTypeRvGsd><DatERv>"
            + written + "</DatERv></ReIntegratievoorziening></AtlRelatie></ClientSuwi></GSDReintegratieInfoResponse>").ShouldHaveSingleItem();

        record.Problems.ShouldBeEmpty();
        record.Statements.Single().Content.ShouldBeOfType<ServicesRecorded>().Services!.Single().EndsOn.ShouldBeNull();
    }

    [Fact]
    public void A_profile_may_say_of_other_days_that_they_stand_for_none()
    {
        const string lines = """
            profile: own
            title: Test
            format: json
            media-type: application/json
            no-date: [1900-01-01, 0001-01-01]
            statements:
              - event: client.changed
                fields:
                  - { target: ticket, source: ticket, required: true }
                  - { target: sentAt, source: sent, convert: date-time }
                  - target: client.identifiers
                    from: .
                    fields:
                      - { target: scheme, constant: agency }
                      - { target: value, source: ticket }
                  - { target: client.birthDate, source: born, convert: partial-date }
            """;
        using var profile = new OwnProfile(lines);
        foreach (var (sent, born) in new[] { ("1900-01-01T00:00:00Z", "01/01/1900"), ("1900-01-01T08:00:00+01:00", "19000101"), ("0001-01-01T00:00:00", "1-1-0001") })
        {
            var record = profile.Translate($"{{\"ticket\":\"T\",\"sent\":\"{sent}\",\"born\":\"{born}\"}}").ShouldHaveSingleItem();
            record.Problems.ShouldBeEmpty();
            record.Statements.Single().Content.ShouldBeOfType<ClientChanged>().ShouldSatisfyAllConditions(c => c.SentAt.ShouldBeNull(), c => c.Client.BirthDate.ShouldBeNull());
        }

        using var wrong = new OwnProfile(lines.Replace("1900-01-01,", "01-01-1900,", StringComparison.Ordinal));
        wrong.Loaded.Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("not-a-date"), p => p.Line.ShouldBe(5));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00")]
    [InlineData("0001-01-01T00:00:00+00:00")]
    public void The_first_moment_of_all_is_told_and_sets_nothing_aside(string written)
    {
        var referral = Translating.Translate("vdab-referral", VdabReferralTests.Referral.Replace("2026-03-02T09:15:00+01:00", written, StringComparison.Ordinal)).ShouldHaveSingleItem();
        referral.Statements.Single().Content.ShouldBeOfType<ReferralSubmitted>().SentAt.ShouldBeNull();
        referral.Problems.Single(p => p.Path == "message.sentAt").Code.ShouldBe("not-a-date-time");

        var data = "{\"ticket\":\"t\",\"sentAt\":\"" + written + "\",\"client\":{\"identifiers\":[{\"scheme\":\"insz\",\"value\":\"85073003328\"}],\"birthDate\":\"" + written + "\"}}";
        var said = Translating.Translate("cloudevents", "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"urn:x\",\"type\":\"client.changed\",\"data\":" + data + "}").ShouldHaveSingleItem();
        said.Statements.Single().Content.ShouldBeOfType<ClientChanged>().ShouldSatisfyAllConditions(c => c.SentAt.ShouldBeNull(), c => c.Client.BirthDate.ShouldBeNull());
        said.Codes().ShouldBe(["not-a-date-time", "not-a-date"]);
    }

    [Theory]
    [InlineData("31-12-9999")]
    [InlineData("12/31/9999")]
    [InlineData("9999/12/31")]
    [InlineData("00-00-0000")]
    [InlineData("00/00/0000")]
    [InlineData("0000-00-00 00:00:00")]
    public void A_day_that_stands_for_none_is_none(string cell)
    {
        var record = Row(cell);

        Day(record).ShouldBeNull();
        record.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("010326")]
    [InlineData("090326")]
    [InlineData("90326")]
    [InlineData("260301")]
    [InlineData("000")]
    [InlineData("0046082")]
    [InlineData("046082")]
    [InlineData("1.5")]
    [InlineData("365")]
    [InlineData("46.082")]
    [InlineData("46,082")]
    [InlineData("46 082")]
    [InlineData("46082.")]
    [InlineData("1/0/1900")]
    [InlineData("0-1-1900")]
    [InlineData("00-01-1900")]
    [InlineData("00-jan-00")]
    [InlineData("30-12-1899")]
    [InlineData("1899-12-31T00:00:00")]
    [InlineData("2-1-0001")]
    [InlineData("1-3-0026")]
    [InlineData("0026-03-01")]
    public void What_is_no_date_is_left_out_with_a_notice(string cell)
    {
        var record = Row(cell);

        Day(record).ShouldBeNull();
        record.Codes().ShouldBe(["not-a-date"]);
    }

    [Theory]
    [InlineData("00-07-1985", "1985-07")]
    [InlineData("07-00-1985", "1985-07")]
    [InlineData("0/7/1985", "1985-07")]
    [InlineData("00.07.1985", "1985-07")]
    [InlineData("1985/07/00", "1985-07")]
    [InlineData("1985-07-00", "1985-07")]
    [InlineData("1985-7-0", "1985-07")]
    [InlineData("00-00-1985", "1985")]
    [InlineData("00/00/1985", "1985")]
    [InlineData("1985.00.00", "1985")]
    [InlineData("30-07-1985", "1985-07-30")]
    [InlineData("1985-07-29T22:00:00Z", "1985-07-30")]
    [InlineData("1985-07-29T22:00:00.000Z", "1985-07-30")]
    [InlineData("1985-12-29T23:00:00.000+00:00", "1985-12-30")]
    [InlineData("1985-12-29T22:00:00Z", "1985-12-29")]
    [InlineData("1985-07-29T23:00:00Z", "1985-07-29")]
    [InlineData("1985-07-30T23:59:59Z", "1985-07-30")]
    [InlineData("1985-07-30T22:00:00+02:00", "1985-07-30")]
    [InlineData("1985-07-30T00:00:00Z", "1985-07-30")]
    public void A_part_that_is_unknown_stays_so_and_a_local_midnight_in_universal_time_is_the_day_that_began(string written, string day) =>
        Translating.Translate("vdab-referral", "{\"message\":{\"type\":\"referral\",\"ticket\":\"t\",\"recipient\":{\"org\":\"OCMW\"}},\"question\":\"WELFARE_SUPPORT\",\"person\":{\"insz\":\"85073003328\",\"birthDate\":\"" + written + "\"}}")
            .Only<ReferralSubmitted>().Client.BirthDate.ShouldBe(day);

    [Theory]
    [InlineData("00-07-1985")]
    [InlineData("1985")]
    public void Where_a_whole_day_is_needed_a_part_of_one_is_told(string cell)
    {
        var record = Row(cell);

        Day(record).ShouldBeNull();
        record.Codes().ShouldBe(["incomplete-date"]);
    }

    [Theory]
    [InlineData("01-01-0001")]
    [InlineData("1/1/0001 0:00:00")]
    [InlineData("0001-01-01")]
    public void An_end_that_stands_for_none_does_not_end_a_barrier(string end) =>
        Translating.Translate("suwi-pes-dossier", "<UwvWbPersoonsInfoResponse><ClientSuwi><Burgerservicenr>111222333</Burgerservicenr><AtlRelatie><DienstverleningUwvWb><KnelpuntKlantsituatie><CdTypeKnelpuntKlant>2</CdTypeKnelpuntKlant><DatEKnelpuntKlant>"
            + end + "</DatEKnelpuntKlant></KnelpuntKlantsituatie></DienstverleningUwvWb></AtlRelatie></ClientSuwi></UwvWbPersoonsInfoResponse>").Only<ReferralSubmitted>().Barriers.ShouldHaveSingleItem();

    [Theory]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("0000-00-00 00:00:00")]
    public void A_moment_that_stands_for_none_is_none(string written) =>
        Translating.Translate("vdab-referral", VdabReferralTests.Referral.Replace("2026-03-02T09:15:00+01:00", written, StringComparison.Ordinal)).Only<ReferralSubmitted>().SentAt.ShouldBeNull();
}
