using System.Text;
using Gateway.Contracts.Events;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>Columns, ends and encodings of text files as programs write them.</summary>
public class TextOfFilesTests
{
    private const string Result = "<HandoverResult><Header><Ticket>T</Ticket><InReplyTo>H</InReplyTo></Header><Client><INSZ>85073003328</INSZ></Client><Intake><CdResultaat>received</CdResultaat></Intake></HandoverResult>";

    [Theory]
    [InlineData("111222333;WZ-1;Jansen; Piet;0612345601;Houten;")]
    [InlineData("111222333;WZ-1;Jansen; Piet;0612345601;Houten;Ja")]
    [InlineData("111222333;WZ-1;Jansen;0612345601;Houten; achter;")]
    [InlineData("\"111222333\";\"WZ-1\";\"Jansen\"; Piet;0612345601;\"Houten\";\"\"")]
    [InlineData("\"111222333\";\"WZ-1\";'Jansen; Piet';0612345601;\"Houten\";")]
    [InlineData("111222333;WZ-1;Jansen; Piet;0612345601;Houten; ")]
    public void A_value_with_the_separator_that_shifts_the_columns_sets_its_row_aside(string row)
    {
        foreach (var separator in new[] { ';', ',', '\t', '|' })
        {
            var csv = $"BSN;ID_WZ;Volledige Naam;Telefoonnummer;Plaats;Toestemming\n{row}\n999990019;WZ-2;\"Peeters; An\";0612345602;Bunnik;Ja\n".Replace(';', separator);

            var records = Translating.Translate("sonar-export", csv);

            records.Select(r => string.Join(',', r.Codes())).ShouldBe(["row-shape", ""], customMessage: separator.ToString());
        }
    }

    [Theory]
    [InlineData("BSN;ID_WZ;Plaats;\n111222333;WZ-1;Houten;\n", "")]
    [InlineData("BSN;ID_WZ;Plaats;;\n111222333;WZ-1;Houten;;\n", "")]
    [InlineData("BSN;ID_WZ;Plaats;\n111222333;WZ;1;Houten\n", "row-shape")]
    [InlineData("BSN;ID_WZ;Plaats;\n111222333;WZ-1;Houten;x\n", "row-shape")]
    public void A_separator_at_the_end_of_every_row_is_no_shift(string csv, string codes) =>
        string.Join(',', Translating.Translate("sonar-export", csv).ShouldHaveSingleItem().Codes()).ShouldBe(codes);

    public static TheoryData<string> Marks => ["\u001A", "\u001A\n", "\r\n\u001A\r\n", "\0", new string('\0', 100_000), "\u001A\0\0\0", "\u001A  \u001A", "\n\u001A\uFEFF"];

    [Theory]
    [MemberData(nameof(Marks))]
    public void Marks_behind_the_end_of_a_file_are_passed_over(string marks)
    {
        Translating.Translate("sonar-export", "BSN;Plaats\r\n111222333;Houten\r\n" + marks).Only<ReferralSubmitted>();
        Translating.Translate("sonar-export", "BSN;Plaats\r\n111222333;Houten" + marks).Only<ReferralSubmitted>().Client.Residence!.Place.ShouldBe("Houten");
        Translating.Translate("sonar-export", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("BSN;Plaats\r\n111222333;Houten\r\n" + marks)).ToArray()).Only<ReferralSubmitted>();
        Translating.Translate("vdab-referral", VdabReferralTests.Referral + marks).Only<ReferralSubmitted>();
        Translating.Translate("ocmw-result", Result + marks).Only<ReferralReply>();
        Translating.Translate("ocmw-result", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("<?xml version=\"1.0\" encoding=\"utf-16\"?>" + Result + marks)).ToArray()).Only<ReferralReply>();
        Translating.Translate("primabook", FixedWidth + "\r\n" + marks).Only<BenefitRecorded>();
        Translating.Translate("primabook", FixedWidth + marks).Only<BenefitRecorded>();
    }

    [Fact]
    public void A_mark_in_the_middle_is_no_end() =>
        Translating.Translate("sonar-export", "BSN;Plaats\n111222333;Hou\u001A\0ten\n999990019;x\n").Select(r => string.Join(',', r.Codes())).ShouldBe(["control-characters", ""]);

    [Theory]
    [InlineData("UTF8", "not known")]
    [InlineData("utf_8", "not known")]
    [InlineData("no-such-thing", "not known")]
    [InlineData("utf-7", "not known")]
    public void A_name_of_an_encoding_that_does_not_exist_is_said_to_be_that(string name, string says)
    {
        var problem = Translating.Translate("ocmw-result", $"<?xml version=\"1.0\" encoding=\"{name}\"?>{Result.Replace(">H<", ">Zoë<", StringComparison.Ordinal)}").ShouldHaveSingleItem().Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe("not-utf8");
        problem.Text.ToString().ShouldContain(says);
        problem.Text.ToString().ShouldContain("UTF-8");
    }

    [Fact]
    public void Bytes_in_another_encoding_than_declared_are_said_to_be_that()
    {
        byte[] bytes = [.. "<?xml version=\"1.0\" encoding=\"utf-8\"?><HandoverResult><Header><Ticket>"u8, 0xE9, .. "</Ticket></Header></HandoverResult>"u8];

        Translating.Translate("ocmw-result", bytes).ShouldHaveSingleItem().Problems.ShouldHaveSingleItem().Text.ToString().ShouldContain("not in the encoding");
    }

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("ISO-8859-1")]
    [InlineData("latin1")]
    [InlineData("us-ascii")]
    [InlineData("windows-1252")]
    public void Latin_1_is_what_windows_programs_mean_by_it(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var windows = Encoding.GetEncoding(1252);

        var csv = Translating.Translate("sonar-export", windows.GetBytes("BSN;Volledige Naam\n111222333;D’Hondt–Œuvre €\n"), Translating.Options with { ContentType = $"text/csv; charset={name}" });
        csv.Only<ReferralSubmitted>().Client.FullName.ShouldBe("D’Hondt–Œuvre €");

        var xml = Translating.Translate("ocmw-referral", windows.GetBytes($"<?xml version=\"1.0\" encoding=\"{name}\"?><Doorverwijzing><Header><Ticket>t</Ticket></Header><Client><INSZ>85073003328</INSZ><Naam>D’Hondt–Œuvre €</Naam></Client><Vraag><CdVraag>WELFARE_SUPPORT</CdVraag></Vraag></Doorverwijzing>"));
        xml.Only<ReferralSubmitted>().Client.FamilyName.ShouldBe("D’Hondt–Œuvre €");

        var line = windows.GetBytes(FixedWidth.Replace("A. Voorbeeld", "D’Hondt € Œ ", StringComparison.Ordinal) + "\n");
        Translating.Translate("primabook", line, Translating.Options with { ContentType = $"text/plain; charset={name}" }).Only<BenefitRecorded>().Client.FullName.ShouldBe("D’Hondt € Œ");
    }

    private static string FixedWidth => "1" + "24062" + "202601" + "00000004711" + "01" + "85073003328" + "REF-1".PadRight(12) + "1" + "20260100" + "20260131" + "1110  " + "+" + "00126394" + "2" + "A. Voorbeeld".PadRight(30);
}
