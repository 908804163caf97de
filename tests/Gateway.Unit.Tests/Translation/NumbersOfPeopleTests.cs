using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>Which numbers are numbers, and why another is none.</summary>
public class NumbersOfPeopleTests
{
    [Theory]
    [InlineData("85000000138")]
    [InlineData("85070012362")]
    [InlineData("00003241778")]
    [InlineData("00003321585")]
    [InlineData("70004521502")]
    [InlineData("24203200171")]
    [InlineData("85403512418")]
    [InlineData("85523012359")]
    public void A_day_whose_counters_were_used_up_and_a_birth_date_without_parts_make_valid_numbers(string number) =>
        NationalNumbers.Normalise("insz", number).ShouldBe(number);

    [Theory]
    [InlineData("insz", "00000000097", "zeros")]
    [InlineData("insz", "00000000029", "zeros")]
    [InlineData("insz", "85073000061", "zeros")]
    [InlineData("insz", "85133012377", "month")]
    [InlineData("insz", "85073003327", "check digits")]
    [InlineData("insz", "8507300332", "10 digits")]
    [InlineData("insz", "8507300332800", "13 digits")]
    [InlineData("insz", "8507300332O", "no digit")]
    [InlineData("insz", "８５０７３００３３２８", "no digit")]
    [InlineData("bsn", "000000000", "zeros")]
    [InlineData("bsn", "00000000", "zeros")]
    [InlineData("bsn", "123456789", "check digits")]
    [InlineData("fnr", "00000000000", "zeros")]
    [InlineData("fnr", "01010000064", "zeros")]
    [InlineData("fnr", "01010050054", "check digits")]
    public void What_is_wrong_with_a_number_is_the_true_reason(string scheme, string number, string says)
    {
        NationalNumbers.Normalise(scheme, number).ShouldBeNull();
        var record = Translating.Translate("cloudevents", Event(scheme, number)).ShouldHaveSingleItem();

        record.Status.ShouldBe(RecordStatus.SetAside);
        var problem = record.Problems.First(p => p.Code == "identifier-check-digits");
        problem.Text.ToString().ShouldContain(says);
        problem.Text.ToString().ShouldNotContain(number);
    }

    [Theory]
    [InlineData("85.07.30\u00A0033-28")]
    [InlineData("850730\u202F03328")]
    [InlineData("85.07.30\u2011033.28")]
    [InlineData("85.07.30\u2013033.28")]
    [InlineData("850730\u200B03328")]
    public void Blanks_and_dashes_that_programs_set_are_separators(string written) =>
        NationalNumbers.Normalise("insz", written).ShouldBe("85073003328");

    [Theory]
    [InlineData("\"85073003328.0\"")]
    [InlineData("85073003328.0")]
    [InlineData("85073003328.00")]
    [InlineData("8.5073003328E10")]
    [InlineData("8.5073003328e+10")]
    [InlineData("85073003328")]
    public void A_whole_number_is_that_number_however_a_program_wrote_it(string json)
    {
        var referral = Translating.Translate("vdab-referral", Referral(json)).Only<ReferralSubmitted>();

        referral.Client.Identifiers[0].Value.ShouldBe("85073003328");
    }

    [Theory]
    [InlineData("vdab-referral", "32470000011.0")]
    [InlineData("vdab-referral", "\"32470000011.0\"")]
    [InlineData("vdab-referral", "\"32470000011,00\"")]
    public void A_telephone_number_has_no_fraction(string profile, string json) =>
        Translating.Translate(profile, Referral("85073003328", phone: json)).Only<ReferralSubmitted>().Client.Contact!.Phone.ShouldBe("32470000011");

    [Fact]
    public void In_xml_and_in_lines_of_fixed_width_too()
    {
        var reply = Translating.Translate("ocmw-result", "<HandoverResult><Header><Ticket>T</Ticket><InReplyTo>H</InReplyTo></Header><Client><INSZ>85073003328.0</INSZ></Client><Intake><CdResultaat>received</CdResultaat><Contactpersoon><Telefoon>32470000011.0</Telefoon></Contactpersoon></Intake><Ladder variant=\"six-rung\"><Trede>2.0</Trede><Potentieel>3.0</Potentieel></Ladder></HandoverResult>")
            .Only<ReferralReply>();

        reply.Client!.Identifiers[0].Value.ShouldBe("85073003328");
        reply.Sender!.Contact!.Phone.ShouldBe("32470000011");
        (reply.Ladder!.Rung, reply.Ladder.RawRung, reply.Ladder.Potential).ShouldBe((2, "2", 3));
    }

    [Theory]
    [InlineData("2.0", "2")]
    [InlineData("\"2.0\"", "2")]
    [InlineData("\"2,00\"", "2")]
    public void A_rung_has_no_fraction(string json, string raw)
    {
        var referral = Translating.Translate("vdab-referral", Referral("85073003328", ladder: json)).Only<ReferralSubmitted>();

        (referral.Ladder!.Rung, referral.Ladder.RawRung).ShouldBe((2, raw));
    }

    [Fact]
    public void A_version_keeps_its_point() =>
        Translating.Translate("vdab-referral", Referral("85073003328", more: ",\"agreement\":{\"noticeVersion\":\"2.0\"}")).Only<ReferralSubmitted>().Agreement!.NoticeVersion.ShouldBe("2.0");

    private static string Referral(string insz, string phone = "\"0470000001\"", string ladder = "2", string more = "") =>
        "{\"message\":{\"type\":\"referral\",\"ticket\":\"t\",\"recipient\":{\"org\":\"OCMW\"}},\"question\":\"WELFARE_SUPPORT\",\"person\":{\"insz\":" + insz
        + ",\"contact\":{\"phone\":" + phone + "}},\"ladder\":{\"variant\":\"six-rung\",\"rung\":" + ladder + "}" + more + "}";

    private static string Event(string scheme, string number) =>
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"urn:x\",\"type\":\"client.changed\",\"data\":{\"ticket\":\"t\",\"client\":{\"identifiers\":[{\"scheme\":\"" + scheme + "\",\"value\":\"" + number + "\"}]}}}";
}
