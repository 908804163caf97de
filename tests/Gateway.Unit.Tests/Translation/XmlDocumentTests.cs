using System.Text;
using Gateway.Contracts.Events;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

public class XmlDocumentTests
{
    private static string Referral(string ticket = "T") =>
        $"<Doorverwijzing><Header><Ticket>{ticket}</Ticket></Header><Client><INSZ>85073003328</INSZ><Naam>Zoë</Naam></Client><Vraag><CdVraag>JOINT_PLAN</CdVraag></Vraag></Doorverwijzing>";

    private static ReferralSubmitted Only(byte[] content) => Translating.Translate("ocmw-referral", content).Only<ReferralSubmitted>();

    [Theory]
    [InlineData("\r\n  ")]
    [InlineData("\uFEFF\n")]
    [InlineData("\t")]
    public void Blanks_before_the_declaration_do_no_harm(string before) =>
        Only(Encoding.UTF8.GetBytes($"{before}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{Referral()}")).Client.FamilyName.ShouldBe("Zoë");

    [Theory]
    [InlineData("utf-16", "utf-8")]
    [InlineData("UTF-16", "windows-1252")]
    [InlineData("unicode", "utf-8")]
    public void A_declaration_of_utf_16_over_other_bytes_is_not_believed(string declared, string written)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        Only(Encoding.GetEncoding(written).GetBytes($"<?xml version=\"1.0\" encoding=\"{declared}\"?>{Referral()}")).Client.FamilyName.ShouldBe("Zoë");
    }

    [Fact]
    public void Utf_16_is_read_as_declared() =>
        Only([0xFF, 0xFE, .. Encoding.Unicode.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-16\"?>{Referral()}")]).Client.FamilyName.ShouldBe("Zoë");

    [Fact]
    public void A_second_root_is_named_as_such()
    {
        var records = Translating.Translate("ocmw-referral", Referral("1") + "\n" + Referral("2"));

        records.Select(r => r.Status).ShouldBe([RecordStatus.Translated, RecordStatus.SetAside]);
        records[1].Codes().ShouldBe(["not-xml"]);
        records[1].Problems[0].Text.ToString().ShouldContain("one root");
    }
}
