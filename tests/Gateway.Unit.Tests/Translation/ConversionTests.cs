using Gateway.Contracts.Events;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

public class ConversionTests
{
    private static TranslatedRecord Row(string column, string cell) =>
        Translating.Translate("sonar-export", $"BSN;{column}\n111222333;{cell}\n").ShouldHaveSingleItem();

    private static ReferralSubmitted Referral(TranslatedRecord record) => record.Statements.ShouldHaveSingleItem().Content.ShouldBeOfType<ReferralSubmitted>();

    [Theory]
    [InlineData("J", true)]
    [InlineData("Ja", true)]
    [InlineData("oui", true)]
    [InlineData("yes", true)]
    [InlineData("vrai", true)]
    [InlineData("sann", true)]
    [InlineData("TRUE", true)]
    [InlineData("Nee", false)]
    [InlineData("non", false)]
    [InlineData("nein", false)]
    [InlineData("nei", false)]
    [InlineData("faux", false)]
    [InlineData("falsch", false)]
    [InlineData("usann", false)]
    [InlineData("0", false)]
    public void Yes_and_no_are_read_in_five_languages(string cell, bool yes) =>
        Referral(Row("Toestemming", cell)).Agreement!.Stated.ShouldBe(yes);

    [Theory]
    [InlineData("unbekannt")]
    [InlineData("ukjent")]
    [InlineData("NNB")]
    [InlineData("")]
    public void Unknown_is_neither_yes_nor_no(string cell)
    {
        var record = Row("Toestemming", cell);

        Referral(record).Agreement.ShouldBeNull();
        record.Codes().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("44562", "2022-01-01")]
    [InlineData("44562,5", "2022-01-01")]
    [InlineData("1-1-2022", "2022-01-01")]
    [InlineData("01/01/2022", "2022-01-01")]
    [InlineData("1-1-2022 00:00:00", "2022-01-01")]
    [InlineData("2022-01-01T00:00:00", "2022-01-01")]
    [InlineData("2022/01/01", "2022-01-01")]
    [InlineData("20220101", "2022-01-01")]
    public void A_date_is_read_however_a_spreadsheet_exports_it(string cell, string day) =>
        Referral(Row("Inschrijfdatum", cell)).Registration!.InscriptionDate.ShouldBe(day);

    [Theory]
    [InlineData("01-13-2022")]
    [InlineData("20220100")]
    [InlineData("-5")]
    [InlineData("60")]
    [InlineData("gisteren")]
    public void What_is_no_whole_date_is_left_out_with_a_notice(string cell)
    {
        var record = Row("Inschrijfdatum", cell);

        Referral(record).Registration.ShouldBeNull();
        record.Codes().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("BSN;Plaats;PLAATS\n111222333;Houten;Bunnik\n", "Houten", "Plaats#3")]
    [InlineData("sep=;\nBSN;Plaats;Wijk\n111222333;Houten;x\n", "Houten", "Wijk")]
    [InlineData("Lijst van vandaag\n\nBSN,Plaats,Wijk\n111222333,Houten,x\n", "Houten", "Wijk")]
    [InlineData("bsn|plaats|wijk\n111222333|Houten|x\n", "Houten", "wijk")]
    [InlineData("B.S.N. ;PLAATS_; wijk\n111222333;Houten;x\n", "Houten", "wijk")]
    public void A_header_is_found_and_matched_however_it_was_typed(string csv, string place, string unmapped)
    {
        var record = Translating.Translate("sonar-export", csv).ShouldHaveSingleItem();

        Referral(record).Client.Residence!.Place.ShouldBe(place);
        record.Unmapped.ShouldBe([unmapped]);
    }

    [Fact]
    public void A_name_in_one_field_and_a_telephone_number_stay_as_they_are()
    {
        var client = Referral(Translating.Translate("sonar-export", "BSN;Volledige Naam;Telefoonnummer\n111222333;van der Berg, A.M. ;06 - 1234 5601\n")[0]).Client;

        (client.FullName, client.FamilyName, client.GivenNames).ShouldBe(("van der Berg, A.M.", null, null));
        client.Contact!.Phone.ShouldBe("06 - 1234 5601");
    }
}
