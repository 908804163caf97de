using Gateway.Contracts.Events;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>What spreadsheets and report tools do to a list before it arrives.</summary>
public class SpreadsheetExportTests
{
    private static ReferralSubmitted Referral(TranslatedRecord record) => record.Statements.ShouldHaveSingleItem().Content.ShouldBeOfType<ReferralSubmitted>();

    private static TranslatedRecord Row(string column, string cell) =>
        Translating.Translate("sonar-export", $"BSN;{column}\n111222333;{cell}\n").ShouldHaveSingleItem();

    [Theory]
    [InlineData("=\"010000008\"", "=\"0612345601\"")]
    [InlineData("\"=\"\"010000008\"\"\"", "\"=\"\"0612345601\"\"\"")]
    [InlineData("'010000008", "'0612345601")]
    [InlineData("\u200e010000008\u200f", "\u200e0612345601\ufeff")]
    public void What_protects_a_number_from_a_spreadsheet_is_no_part_of_it(string number, string phone)
    {
        var client = Referral(Translating.Translate("sonar-export", $"BSN;Telefoonnummer\n{number};{phone}\n").ShouldHaveSingleItem()).Client;

        client.Identifiers.ShouldBe([new Identifier("bsn", "010000008")]);
        client.Contact!.Phone.ShouldBe("0612345601");
    }

    [Fact]
    public void A_name_keeps_its_apostrophe() =>
        Referral(Row("Volledige Naam", "'t Hart")).Client.FullName.ShouldBe("'t Hart");

    [Fact]
    public void A_whole_number_written_with_a_decimal_is_that_number()
    {
        var referral = Referral(Translating.Translate("sonar-export", "BSN;ID_WZ;Mondeling Nederlands;Participatieladder;Huisnummer;Inschrijfdatum\n111222333.0;1001.0;3.0;3.0;12,0;46054.0\n").ShouldHaveSingleItem());

        referral.Client.Identifiers[0].Value.ShouldBe("111222333");
        referral.Ticket.ShouldBe("1001");
        referral.Profile!.Languages!.Single().Speaking.ShouldBe("3");
        (referral.Ladder!.Rung, referral.Ladder.RawRung).ShouldBe((3, "3"));
        referral.Client.Residence!.HouseNumber.ShouldBe("12");
        referral.Registration!.InscriptionDate.ShouldBe("2026-02-01");
    }

    [Theory]
    [InlineData("6,12346E+08")]
    [InlineData("6E+08")]
    [InlineData("#N/B")]
    [InlineData("#N/A")]
    [InlineData("#VERW!")]
    [InlineData("#DEEL/0!")]
    [InlineData("#NAAM?")]
    public void What_a_spreadsheet_rounded_or_could_not_compute_is_no_value(string cell)
    {
        var phone = Row("Telefoonnummer", cell);
        Referral(phone).Client.Contact.ShouldBeNull();
        phone.Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("spreadsheet-changed"), p => p.Path.ShouldBe("Telefoonnummer"));
    }

    [Fact]
    public void A_house_number_that_a_spreadsheet_made_a_date_is_no_value()
    {
        var bytes = Workbook.Of(
            [Workbook.Text("BSN"), Workbook.Text("Huisnummer"), Workbook.Text("Inschrijfdatum")],
            [[Workbook.Text("111222333"), "<c r=\"{0}\" s=\"1\"><v>46368</v></c>", "<c r=\"{0}\" s=\"1\"><v>46054</v></c>"]]);

        var record = Translating.Translate("sonar-export", bytes).ShouldHaveSingleItem();

        Referral(record).Client.Residence.ShouldBeNull();
        Referral(record).Registration!.InscriptionDate.ShouldBe("2026-02-01");
        record.Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("spreadsheet-changed"), p => p.Path.ShouldBe("Huisnummer"));
    }

    [Theory]
    [InlineData("NULL")]
    [InlineData("n.v.t.")]
    [InlineData("-")]
    public void Words_for_nothing_are_no_telephone_number(string cell) => Referral(Row("Telefoonnummer", cell)).Client.Contact.ShouldBeNull();

    [Theory]
    [InlineData("2026")]
    [InlineData("1985")]
    public void A_year_alone_is_no_serial_day(string cell)
    {
        var record = Row("Inschrijfdatum", cell);

        Referral(record).Registration.ShouldBeNull();
        record.Codes().ShouldBe(["incomplete-date"]);
    }

    [Fact]
    public void A_header_that_comes_again_on_every_page_is_no_record()
    {
        var records = Translating.Translate("sonar-export", "BSN;Volledige Naam\n111222333;A\nBSN;Volledige naam\n999990019;B\n");

        records.Select(r => (r.Index, r.Line, r.Status)).ShouldBe([(1, 2, RecordStatus.Translated), (2, 4, RecordStatus.Translated)]);
    }

    [Fact]
    public void Every_sheet_with_the_columns_is_read_and_says_where_a_problem_is()
    {
        var bytes = Workbook.OfSheets(
            ("Lees mij", "visible", [["Toelichting"]]),
            ("Noord", "visible", [["BSN", "Plaats"], ["111222333", "Houten"]]),
            ("Zuid", "visible", [["Lijst"], ["Plaats", "BSN"], ["Bunnik", "999990019"], ["Bunnik", "123456789"]]));

        var records = Translating.Translate("sonar-export", bytes);

        records.Select(r => (r.Index, r.Status)).ShouldBe([(1, RecordStatus.Translated), (2, RecordStatus.Translated), (3, RecordStatus.SetAside)]);
        Referral(records[1]).Client.Residence!.Place.ShouldBe("Bunnik");
        records[2].Line.ShouldBe(4);
        records[2].Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Path.ShouldBe("BSN"), p => p.Text.ToString().ShouldContain("sheet 3"));
    }

    [Theory]
    [InlineData("hidden")]
    [InlineData("veryHidden")]
    public void A_hidden_sheet_is_not_what_is_sent(string state)
    {
        var bytes = Workbook.OfSheets(("Oud", state, [["BSN"], ["999990019"]]), ("Nu", "visible", [["BSN"], ["111222333"]]));

        Referral(Translating.Translate("sonar-export", bytes).ShouldHaveSingleItem()).Client.Identifiers[0].Value.ShouldBe("111222333");
    }

    [Theory]
    [InlineData("1112223", "9 digits")]
    [InlineData("11122233a", "no digit")]
    [InlineData("1,11222E+08", "rounded")]
    [InlineData("123456789", "check digits")]
    public void What_is_wrong_with_a_number_is_said_without_the_number(string number, string says)
    {
        var problem = Translating.Translate("sonar-export", $"BSN;ID_WZ\n{number};1\n").ShouldHaveSingleItem().Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe("identifier-check-digits");
        problem.Text.ToString().ShouldContain(says);
        problem.Text.ToString().ShouldNotContain(number);
    }
}
