using System.Text;
using Gateway.Contracts.Events;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

public class SonarExportTests
{
    private const string Header = "Datum melding;BSN;ID_WZ;Opleidingsniveau;Mondeling Nederlands;Rijbewijs;Inschrijfdatum;Volledige Naam;Vervoer;Gemeente;Huisnummer;Huisnummer Toevoeging;Banenafspraak;Participatieladder;Toestemming";

    private const string Row = "44562;111222333;WZ-1;VMBO;3;BBE;44562;A. Voorbeeld;Scooter;Mortsel;12;b;Ja;3;Ja";

    [Fact]
    public void A_row_becomes_a_referral_with_the_constants_of_the_exchange()
    {
        var record = Translating.Translate("sonar-export", Header + "\n" + Row + "\n").ShouldHaveSingleItem();
        var referral = record.Statements.Single().Content.ShouldBeOfType<ReferralSubmitted>();

        referral.Ticket.ShouldBe("WZ-1");
        referral.SentAt.ShouldBe(new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero));
        referral.Purpose.ShouldBe("REINTEGRATION_NL");
        referral.Question.ShouldBe("REINTEGRATION_SUPPORT");
        referral.Basis.ShouldBe(new BasisClaim { Kind = "LEGAL_OBLIGATION", Reference = "SUWI-62" });
        referral.Agreement.ShouldBe(new AgreementClaim { Stated = true });
        referral.Client.Identifiers.ShouldBe([new Identifier("bsn", "111222333")]);
        referral.Client.Residence!.HouseNumber.ShouldBe("12 b");
        referral.Profile!.Education.ShouldBe(2);
        referral.Profile.DrivingLicences.ShouldBe(["B", "BE"]);
        referral.Profile.Transport.ShouldBe("MOPED");
        referral.Profile.Languages.ShouldBe([new LanguageSkill { Language = "nld", Speaking = "3" }]);
        referral.Registration!.InscriptionDate.ShouldBe("2022-01-01");
        referral.Ladder!.Rung.ShouldBe(3);
        referral.Ladder.Variant.ShouldBe("six-rung");
        record.Sealed.ShouldBe(1);
        Translating.Text(record.Stripped!.Value).ShouldNotContain("Banenafspraak");
    }

    [Theory]
    [InlineData("Participatieladder", "??", "unknown")]
    [InlineData("Participatieladder", "", "absent")]
    [InlineData("Iets anders", "4", "absent")]
    public void A_ladder_is_present_absent_or_unknown(string column, string cell, string presence)
    {
        var referral = Translating.Translate("sonar-export", $"BSN;{column}\n111222333;{cell}\n").Only<ReferralSubmitted>();

        referral.Ladder.ShouldBe(new LadderMeasurement { Presence = presence });
    }

    [Fact]
    public void Columns_match_in_any_case_extra_ones_are_reported_and_missing_ones_are_absent()
    {
        var record = Translating.Translate("sonar-export", "bsn,VOLLEDIGE NAAM,Wijk\n111222333,A. Voorbeeld,Noord\n").ShouldHaveSingleItem();

        record.Status.ShouldBe(RecordStatus.Translated);
        record.Unmapped.ShouldBe(["Wijk"]);
        var referral = record.Statements.Single().Content.ShouldBeOfType<ReferralSubmitted>();
        referral.Ticket.ShouldStartWith("row-");
        referral.Client.FullName.ShouldBe("A. Voorbeeld");
    }

    [Fact]
    public void A_table_with_other_columns_is_set_aside_once_and_names_what_is_missing()
    {
        var record = Translating.Translate("sonar-export", "a;b\n1;2\n3;4\n").ShouldHaveSingleItem();

        record.Codes().ShouldBe(["other-columns"]);
        record.Problems[0].Text.ToString().ShouldContain("BSN");
    }

    [Fact]
    public void A_wrong_number_sets_its_row_aside_alone_with_line_and_column()
    {
        var records = Translating.Translate("sonar-export", "BSN;ID_WZ\n111222333;1\n123456789;2\n99999001;3\n999990019;4\n");

        records.Select(r => r.Status).ShouldBe([RecordStatus.Translated, RecordStatus.SetAside, RecordStatus.SetAside, RecordStatus.Translated]);
        records[1].Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("identifier-check-digits"), p => p.Line.ShouldBe(3), p => p.Path.ShouldBe("BSN"));
    }

    [Fact]
    public void An_unknown_code_in_an_optional_column_is_a_notice_and_the_field_is_left_out()
    {
        var record = Translating.Translate("sonar-export", "BSN;Opleidingsniveau;Vervoer\n111222333;Toverschool;NNB\n").ShouldHaveSingleItem();

        record.Status.ShouldBe(RecordStatus.Translated);
        record.Codes().ShouldBe(["unknown-code"]);
        record.Statements.Single().Content.ShouldBeOfType<ReferralSubmitted>().Profile.ShouldBeNull();
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_its_own_row_only()
    {
        var records = Translating.Translate("sonar-export", "BSN;Volledige Naam;Gemeente\n111222333;A;Mortsel\n111222333;\"B;Mortsel\n999990019;C;Mortsel\n");

        records.Select(r => r.Status).ShouldBe([RecordStatus.Translated, RecordStatus.SetAside, RecordStatus.Translated]);
        records[1].Codes().ShouldBe(["unclosed-quote"]);
        records[1].Line.ShouldBe(3);
    }

    [Fact]
    public void A_row_with_more_values_than_columns_is_set_aside_and_a_cut_off_row_too()
    {
        var records = Translating.Translate("sonar-export", "BSN;ID_WZ;Gemeente\n111222333;1;Mortsel;x\n111222333;2\n111222333;3");

        records.Select(r => r.Status).ShouldBe([RecordStatus.SetAside, RecordStatus.Translated, RecordStatus.SetAside]);
        records.Select(r => r.Codes().Single()).ShouldBe(["row-shape", "row-short", "truncated"]);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16", false)]
    [InlineData("windows-1252", false)]
    public void Every_encoding_an_export_comes_in_is_read(string name, bool mark)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("BSN;Volledige Naam\r\n111222333;\"Zoë; Çelik–Œuvre €\"\r\n")];

        Translating.Translate("sonar-export", bytes).Only<ReferralSubmitted>().Client.FullName.ShouldBe("Zoë; Çelik–Œuvre €");
    }

    [Theory]
    [InlineData("text/csv; charset=ibm850", "Zoë")]
    [InlineData("text/csv; charset=utf-8", "Zo\u2030")]
    [InlineData("text/csv; charset=no-such-thing", "Zo\u2030")]
    public void A_declared_charset_counts_when_the_bytes_do_not_say(string contentType, string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding.GetEncoding(850).GetBytes("BSN;Volledige Naam\n111222333;Zoë\n");

        Translating.Translate("sonar-export", bytes, Translating.Options with { ContentType = contentType }).Only<ReferralSubmitted>().Client.FullName.ShouldBe(name);
    }

    [Fact]
    public void A_spreadsheet_reads_as_the_csv_does_with_numbers_padded_and_the_second_sheet_left_alone()
    {
        var bytes = Workbook.Of([["BSN", "ID_WZ", "Inschrijfdatum", "Gemeente"], [10000008d, 7d, 44562d, "Mortsel"]], date1904: false);

        var referral = Translating.Translate("sonar-export", bytes).Only<ReferralSubmitted>();

        referral.Client.Identifiers[0].Value.ShouldBe("010000008");
        referral.Ticket.ShouldBe("7");
        referral.Registration!.InscriptionDate.ShouldBe("2022-01-01");
    }

    [Fact]
    public void A_spreadsheet_that_counts_from_1904_is_read_so()
    {
        var bytes = Workbook.Of([["BSN", "Inschrijfdatum"], ["111222333", 43100d]], date1904: true);

        Translating.Translate("sonar-export", bytes).Only<ReferralSubmitted>().Registration!.InscriptionDate.ShouldBe("2022-01-01");
    }

    [Fact]
    public void A_zip_that_is_no_spreadsheet_and_one_that_unpacks_to_far_more_than_its_size_are_refused()
    {
        Translating.Translate("sonar-export", Workbook.Zip(("a.txt", "x"))).Single().Codes().ShouldBe(["not-xlsx"]);
        Translating.Translate("sonar-export", Workbook.Zip(("xl/workbook.xml", "<workbook/>"), ("xl/sharedStrings.xml", new string('a', 40_000_000)))).Single().Codes().ShouldBe(["sheet-too-large"]);
        Translating.Translate("sonar-export", [(byte)'P', (byte)'K', 3, 4, 0, 0, 0, 0]).Single().Codes().ShouldBe(["not-xlsx"]);
        Translating.Translate("sonar-export", [0xD0, 0xCF, 0x11, 0xE0, 0xA1]).Single().Codes().ShouldBe(["not-xlsx"]);
    }
}
