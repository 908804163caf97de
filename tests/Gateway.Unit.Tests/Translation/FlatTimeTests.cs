using System.Globalization;

namespace Gateway.Unit.Tests.Translation;

/// <summary>One part that never ends is refused while it is read; the work for a byte is the same in any document.</summary>
public class FlatTimeTests
{
    private const string Reply = "<HandoverResult><Header><Ticket>T</Ticket><InReplyTo>H</InReplyTo></Header><Client><INSZ>85073003328</INSZ></Client><Intake><CdResultaat>received</CdResultaat></Intake></HandoverResult>";

    public static TheoryData<string, string> Elements => new()
    {
        { "ocmw-result", "<HandoverResults>" + Reply + "<HandoverResult{0}/></HandoverResults>" },
        { "ocmw-result", "<HandoverResults{0}>" + Reply + "</HandoverResults>" },
        { "ocmw-result", "<HandoverResults>" + Reply + "<HandoverResult><Intake><CdResultaat{0}>received</CdResultaat></Intake></HandoverResult></HandoverResults>" },
        { "suwi-pes-dossier", "<UwvWbPersoonsInfoResponse{0}/>" },
        { "suwi-assistance", "<BijstandsregelingenInfoResponse{0}/>" },
        { "suwi-reintegration", "<GSDReintegratieInfoResponse><ClientSuwi{0}/></GSDReintegratieInfoResponse>" },
        { "ocmw-referral", "<!-- <a --><Doorverwijzing{0}/>" },
        { "ocmw-referral", "<?a <b?><Doorverwijzingen><Doorverwijzing><a><![CDATA[<b ]]]]></a></Doorverwijzing><Doorverwijzing{0}/></Doorverwijzingen>" },
    };

    [Theory]
    [MemberData(nameof(Elements))]
    public void An_element_with_attributes_without_end_ends_its_document_and_says_so(string profile, string document)
    {
        foreach (var attribute in new[] { " k{0}=\"\"", " xmlns:k{0}='u'", " k{0} = \">'\"" })
        {
            var attributes = string.Concat(Enumerable.Range(0, 200_000).Select(i => string.Format(CultureInfo.InvariantCulture, attribute, i)));

            var last = Translating.Translate(profile, document.Replace("{0}", attributes, StringComparison.Ordinal))[^1];

            last.Codes().ShouldBe(["record-too-large"]);
            last.Problems[0].Text.ShouldContain("65,536 attributes");
        }
    }

    [Fact]
    public void Many_elements_with_some_attributes_are_read()
    {
        var many = string.Concat(Enumerable.Range(0, 100_000).Select(i => "<a b=\"=\" c='=='/>"));

        Translating.Translate("ocmw-result", $"<HandoverResults>{Reply}<Other>{many}</Other>{Reply}</HandoverResults>").Count(r => r.Statements.Count == 1).ShouldBe(2);
    }

    [Fact]
    public void A_record_with_more_mistakes_than_are_told_does_not_look_for_the_place_of_each()
    {
        var entries = string.Concat(Enumerable.Range(0, 15_000).Select(i => "{\"since\":\"2026\\u0007\"},"));
        var services = string.Concat(Enumerable.Range(0, 15_000).Select(i => "\"A\\u0007B\","));
        var document = "{\"message\":{\"type\":\"referral\",\"ticket\":\"t\",\"recipient\":{\"org\":\"OCMW\"}},\"question\":\"WELFARE_SUPPORT\",\"person\":{\"insz\":\"85073003328\",\"givenNames\":[" + services.TrimEnd(',') + "]},\"barriers\":[" + entries.TrimEnd(',') + "]}";

        var record = Translating.Translate("vdab-referral", document).ShouldHaveSingleItem();

        record.Problems.Count.ShouldBe(101);
        record.Codes()[^1].ShouldBe("more-problems");
    }
}
