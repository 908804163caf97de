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
            last.Problems[0].Text.ToString().ShouldContain("65,536 attributes");
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

    /// <summary>Documents that are made of one thing over and over, at two lengths; work that grows with the square shows in what it allocates.</summary>
    public static TheoryData<string, string, string, string, string> Repeated => new()
    {
        { "text in sections", "ocmw-result", "<HandoverResult><Client><INSZ>", "<![CDATA[x]]>", "</INSZ></Client></HandoverResult>" },
        { "text between elements", "ocmw-result", "<HandoverResult><Client><INSZ>", "x<a/>", "</INSZ></Client></HandoverResult>" },
        { "text between comments", "ocmw-result", "<HandoverResult><Client><INSZ>", "x<!---->", "</INSZ></Client></HandoverResult>" },
        { "text in references", "ocmw-result", "<HandoverResult><Client><INSZ>", "&#65;&amp;", "</INSZ></Client></HandoverResult>" },
        { "elements beside the records", "suwi-pes-dossier", "<UwvWbPersoonsInfoResponse>", "<a>1</a>", "</UwvWbPersoonsInfoResponse>" },
        { "secret numbers", "suwi-pes-dossier", "<UwvWbPersoonsInfoResponse><ClientSuwi><Burgerservicenr>111222333</Burgerservicenr>", "<TelefoonnrClient><Telefoonnr>0470123456</Telefoonnr></TelefoonnrClient><IndGeheimTelefoonnr>1</IndGeheimTelefoonnr>", "</ClientSuwi></UwvWbPersoonsInfoResponse>" },
        { "spells of availability", "suwi-pes-dossier", "<UwvWbPersoonsInfoResponse><ClientSuwi><Burgerservicenr>111222333</Burgerservicenr><AtlRelatie>", "<BeschikbaarheidClientVoorArbeid><AantUrenWeekBeschikbVoorArbeid>24</AantUrenWeekBeschikbVoorArbeid></BeschikbaarheidClientVoorArbeid>", "</AtlRelatie></ClientSuwi></UwvWbPersoonsInfoResponse>" },
        { "numbers of one person", "cloudevents", "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"urn:x\",\"type\":\"client.changed\",\"data\":{\"ticket\":\"t\",\"client\":{\"identifiers\":[{}", ",{\"scheme\":\"pass\",\"value\":\"1\"}\n", "]}}}" },
        { "members beside the list", "digisos", "{\"version\":\"1\"", ",\"x\":0", ",\"avsender\":1,\"hendelser\":[]}" },
        { "cells", "sonar-export", "BSN;Plaats\n111222333;x", ";y", "\n" },
        { "quotes that open one field after the other", "sonar-export", "BSN;Plaats\n111222333;x\n", "\";a\";\"x\n", "" },
        { "quotes within the fields of one row", "sonar-export", "BSN;Plaats\n111222333;x", ";\"a\"x", "\n" },
        { "quotes", "sonar-export", "BSN;Plaats\n111222333;x\n", "\"\"\"x\n", "" },
        { "empty rows", "sonar-export", "BSN;Plaats\n111222333;x\n", ";\n", "" },
        { "blanks behind a line", "primabook", "1", " ", "\n" },
        { "brackets", "vdab-referral", "{\"a\":", "[", "" },
        { "elements in elements", "ocmw-result", "<HandoverResult>", "<a>", "" },
        { "namespaces", "ocmw-result", "<HandoverResult>", "<p:a xmlns:p=\"urn:p\"/>", "</HandoverResult>" },
    };

    [Theory]
    [MemberData(nameof(Repeated))]
    public void What_is_read_of_a_document_ten_times_as_long_costs_ten_times_as_much(string what, string profile, string begin, string one, string end)
    {
        long Cost(int times)
        {
            var document = System.Text.Encoding.UTF8.GetBytes(begin + string.Concat(Enumerable.Repeat(one, times)) + end);
            Translating.Translate(profile, document);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Translating.Translate(profile, document);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        var few = 40_000 / one.Length;

        Cost(few * 10).ShouldBeLessThan((Cost(few) * 20) + 4_000_000, what);
    }

    [Fact]
    public void Quotes_that_never_end_cost_what_stands_there_and_no_more()
    {
        var document = System.Text.Encoding.UTF8.GetBytes("BSN;Plaats\n111222333;x\n" + string.Concat(Enumerable.Repeat("\";a\";\"x\n", 1_000_000)) + "999990019;y\n");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var records = Translating.Translate("sonar-export", document);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(60L * document.Length);
        records[0].Status.ShouldBe(Gateway.Translation.RecordStatus.Translated);
        records.SelectMany(r => r.Codes()).Distinct().ShouldContain("record-too-large");
    }

    [Fact]
    public void A_part_that_is_many_sheets_is_not_read_for_each_of_them()
    {
        var sheets = string.Concat(Enumerable.Range(0, 1000).Select(i => string.Create(CultureInfo.InvariantCulture, $"<sheet name=\"S{i}\" sheetId=\"{i + 1}\" r:id=\"r1\"/>")));
        var file = Workbook.With(Workbook.Of([["BSN"], ["111222333"]]), "xl/workbook.xml", $"<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{sheets}</sheets></workbook>");

        Translating.Translate("sonar-export", file).ShouldHaveSingleItem().Codes().ShouldBe(["sheet-too-large"]);
    }

    [Fact]
    public void The_line_of_each_mistake_is_its_own_in_whatever_order_they_are_found()
    {
        const string document = "[\n{\"message\":{\"type\":\"referral\",\"ticket\":\"t\",\n\"recipient\":{\"org\":\"OCMW\"}},\"question\":\"WELFARE_SUPPORT\",\n\"profile\":{\"weeklyHoursAvailable\":\"veel\",\n\"availableFrom\":\"morgen\"},\n\"person\":{\"insz\":\"85073003328\",\n\"birthDate\":\"ooit\"}}]";

        Translating.Translate("vdab-referral", document).ShouldHaveSingleItem().Problems.Select(p => (p.Path, p.Line)).ShouldBe(
            [("person.birthDate", 7), ("profile.weeklyHoursAvailable", 4), ("profile.availableFrom", 5)], ignoreOrder: true);
    }
}
