using System.Text;
using Gateway.Contracts.Events;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>What programs write where they have no value is no value, in every format.</summary>
public class WordsForNothingTests
{
    public static TheoryData<string> Words => ["null", "NULL", "(null)", "undefined", "None", "NaN", "nil", "n/a", "N/A", "n.a.", "nvt", "n.v.t.", "-", "--", "niet van toepassing", "sans objet", "[object Object]"];

    [Theory]
    [MemberData(nameof(Words))]
    public void In_json(string word)
    {
        var record = Translating.Translate(
            "vdab-referral",
            "{\"message\":{\"type\":\"referral\",\"ticket\":\"t\",\"recipient\":{\"org\":\"OCMW\"}},\"question\":\"WELFARE_SUPPORT\",\"person\":{\"insz\":\"85073003328\",\"postalCode\":\"" + word + "\",\"nationality\":\"" + word + "\",\"familyName\":\"" + word.ToLowerInvariant()
            + "\",\"contact\":{\"phone\":\"" + word + "\",\"email\":\"" + word + "\",\"safeToCall\":\"" + word + "\"}},\"ladder\":{\"variant\":\"six-rung\",\"rung\":\"" + word + "\"}}").ShouldHaveSingleItem();

        record.Problems.ShouldBeEmpty();
        var referral = record.Statements.Single().Content.ShouldBeOfType<ReferralSubmitted>();
        (referral.Client.Contact, referral.Client.Residence, referral.Client.Nationality, referral.Client.FamilyName, referral.Ladder).ShouldBe((null, null, null, null, null));
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void In_xml(string word) =>
        Translating.Translate("ocmw-referral", $"<Doorverwijzing><Header><Ticket>t</Ticket></Header><Client><INSZ>85073003328</INSZ><Telefoon>{word}</Telefoon></Client><Vraag><CdVraag>WELFARE_SUPPORT</CdVraag></Vraag></Doorverwijzing>")
            .Only<ReferralSubmitted>().Client.Contact.ShouldBeNull();

    [Theory]
    [MemberData(nameof(Words))]
    public void In_rows(string word) =>
        Translating.Translate("sonar-export", $"BSN;Telefoonnummer;Postcode;Inschrijfdatum;Opleidingsniveau\n111222333;{word};{word};{word};{word}\n").Only<ReferralSubmitted>()
            .ShouldSatisfyAllConditions(r => r.Client.Contact.ShouldBeNull(), r => r.Client.Residence.ShouldBeNull(), r => r.Registration.ShouldBeNull(), r => r.Profile.ShouldBeNull());

    [Theory]
    [MemberData(nameof(Words))]
    public void In_lines_of_fixed_width(string word)
    {
        var line = "1" + "24062" + "202601" + "00000004711" + "01" + "85073003328" + "REF-1".PadRight(12) + "1" + "20260100" + "20260131" + "1110  " + "+" + "00126394" + "2" + word.ToLowerInvariant().PadRight(30);

        Translating.Translate("primabook", line + "\n").Only<BenefitRecorded>().Client.FullName.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void In_events(string word) =>
        Translating.Translate("cloudevents", Encoding.UTF8.GetBytes("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"urn:x\",\"type\":\"client.changed\",\"data\":{\"ticket\":\"t\",\"client\":{\"identifiers\":[{\"scheme\":\"insz\",\"value\":\"85073003328\"}],\"contact\":{\"phone\":\"" + word + "\"}}}}"))
            .Only<ClientChanged>().Client.Contact?.Phone.ShouldBeNull();

    [Fact]
    public void A_code_of_the_map_is_a_code() =>
        Translating.Translate("sonar-export", "BSN;Vervoer\n111222333;Geen\n").Only<ReferralSubmitted>().Profile!.Transport.ShouldBe("NONE");

    [Theory]
    [InlineData("Null")]
    [InlineData("Nan")]
    public void A_client_may_be_called_so(string name) =>
        Translating.Translate("sonar-export", $"BSN;Volledige Naam\n111222333;{name}\n").Only<ReferralSubmitted>().Client.FullName.ShouldBe(name);

    [Fact]
    public void A_required_value_that_is_such_a_word_is_missing()
    {
        var record = Translating.Translate("vdab-referral", "{\"message\":{\"type\":\"referral\",\"ticket\":\"None\",\"recipient\":{\"org\":\"OCMW\"}},\"question\":\"WELFARE_SUPPORT\",\"person\":{\"insz\":\"85073003328\"}}").ShouldHaveSingleItem();

        record.Status.ShouldBe(RecordStatus.SetAside);
        record.Codes().ShouldContain("missing-field");
    }
}
