using System.Buffers.Binary;
using System.Text;
using Gateway.Contracts.Events;
using Gateway.Translation;
using Gateway.Unit.Tests.Translation.Streaming;

namespace Gateway.Unit.Tests.Translation;

/// <summary>Documents that are made to exhaust, to fetch or to confuse: each says why it is refused, and its neighbours are read.</summary>
[Collection("alone")]
public class AttackTests
{
    private const string Client = "<Client><INSZ>85073003328</INSZ></Client>";
    private const string Result = "<HandoverResult><Header><Ticket>T</Ticket><InReplyTo>H</InReplyTo></Header>" + Client + "<Intake><CdResultaat>received</CdResultaat></Intake></HandoverResult>";

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]><HandoverResult>&c;</HandoverResult>")]
    [InlineData("<!DOCTYPE a [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><HandoverResult>&a;</HandoverResult>")]
    [InlineData("<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\"><HandoverResult/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/a.dtd\"> %p;]><HandoverResult/>")]
    public void No_entity_is_expanded_and_nothing_is_fetched(string document) =>
        Translating.Translate("ocmw-result", document).ShouldHaveSingleItem().Codes().ShouldBe(["dtd-forbidden"]);

    [Theory]
    [InlineData("utf-7")]
    [InlineData("no-such-thing")]
    [InlineData("utf-32")]
    [InlineData("IBM037")]
    [InlineData("iso-2022-jp")]
    public void Xml_that_declares_an_encoding_it_is_not_in_says_so(string encoding) =>
        Translating.Translate("ocmw-result", $"<?xml version=\"1.0\" encoding=\"{encoding}\"?>{Result.Replace(">H<", ">Zoë<", StringComparison.Ordinal)}")
            .ShouldHaveSingleItem().Codes().ShouldBeSubsetOf(["not-utf8", "not-xml"]);

    [Theory]
    [InlineData("&#0;")]
    [InlineData("&#xD800;")]
    [InlineData("&undeclared;")]
    [InlineData("\0")]
    public void A_character_that_xml_cannot_hold_ends_the_document_with_a_reason(string text)
    {
        var records = Translating.Translate("ocmw-result", $"<HandoverResults>{Result}{Result.Replace(">H<", $">{text}<", StringComparison.Ordinal)}{Result}</HandoverResults>");

        records.Select(r => r.Status).ShouldBe([RecordStatus.Translated, RecordStatus.SetAside]);
        records[1].Codes().ShouldBe(["not-xml"]);
    }

    [Fact]
    public void Nesting_without_end_costs_its_own_record_in_json_and_in_xml()
    {
        var json = Translating.Translate("vdab-referral", $"[{Nested("[", "]", 400_000)},{Withdrawal("1")},{{\"a\":{Nested("[", "]", 400_000)}}},{Withdrawal("2")}]");
        json.Select(r => string.Join(',', r.Codes())).ShouldBe(["not-an-object", "", "too-deep", ""]);

        var xml = Translating.Translate("ocmw-result", $"<HandoverResults>{Result}<HandoverResult>{Nested("<a>", "</a>", 100_000)}</HandoverResult>{Result}</HandoverResults>");
        xml.Select(r => string.Join(',', r.Codes())).ShouldBe(["", "too-deep", ""]);
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("-1")]
    [InlineData("169")]
    [InlineData("24.5")]
    [InlineData("1E2")]
    public void A_number_out_of_range_is_left_out_with_a_notice(string number)
    {
        var record = Translating.Translate("vdab-referral", VdabReferralTests.Referral.Replace("\"weeklyHoursAvailable\": 24", $"\"weeklyHoursAvailable\": {number}", StringComparison.Ordinal)).ShouldHaveSingleItem();

        record.Status.ShouldBe(RecordStatus.Translated);
        record.Codes().ShouldHaveSingleItem().ShouldBeOneOf("not-a-number", "out-of-range");
        record.Statements.Single().Content.ShouldBeOfType<ReferralSubmitted>().Profile!.WeeklyHours.ShouldBeNull();
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00\\ud800")]
    public void An_unpaired_surrogate_sets_its_record_aside_alone_in_a_value_and_in_a_name(string text)
    {
        var records = Translating.Translate("vdab-referral", $"[{Withdrawal("1")},{Withdrawal(text)},{{\"{text}\":1}},{Withdrawal("2")}]");

        records.Select(r => string.Join(',', r.Codes())).ShouldBe(["", "not-utf8", "not-utf8", ""]);
    }

    [Fact]
    public void A_surrogate_written_as_bytes_sets_its_record_aside_in_json_and_is_read_as_old_bytes_in_rows()
    {
        byte[] json = [.. Encoding.UTF8.GetBytes("[" + Withdrawal("1") + ",{\"a\":\""), 0xED, 0xA0, 0x80, .. Encoding.UTF8.GetBytes("\"}," + Withdrawal("2") + "]")];
        Translating.Translate("vdab-referral", json).Select(r => string.Join(',', r.Codes())).ShouldBe(["", "not-utf8", ""]);

        byte[] csv = [.. "BSN;Volledige Naam\n111222333;"u8, 0xED, 0xA0, 0x80, .. "\n"u8];
        Translating.Translate("sonar-export", csv).ShouldHaveSingleItem().Status.ShouldBe(RecordStatus.Translated);
    }

    [Fact]
    public void A_column_that_cuts_a_character_in_two_is_kept()
    {
        var line = "1" + "24062" + "202601" + "00000004711" + "01" + "85073003328" + "REF-1".PadRight(12) + "1" + "20260100" + "20260131" + "1110  " + "+" + "00126394" + "2" + new string('x', 29) + "😀";

        var record = Translating.Translate("primabook", line + "\n").ShouldHaveSingleItem();

        record.Status.ShouldBe(RecordStatus.Translated);
        record.Unmapped.ShouldBe(["#16"]);
    }

    [Theory]
    [InlineData("1,11222E+08")]
    [InlineData("1.11222E+08")]
    [InlineData("#REF!")]
    [InlineData("=A1")]
    public void An_identifier_that_a_spreadsheet_turned_into_something_else_is_not_guessed(string cell) =>
        Translating.Translate("sonar-export", $"BSN;ID_WZ\n{cell};1\n111222333;2\n").Select(r => string.Join(',', r.Codes())).ShouldBe(["identifier-check-digits", ""]);

    [Fact]
    public void A_spreadsheet_gives_numbers_dates_and_the_last_value_of_formulas_and_no_formula()
    {
        var bytes = Workbook.Of(
            [Workbook.Text("BSN"), Workbook.Text("ID_WZ"), Workbook.Text("Inschrijfdatum"), Workbook.Text("Volledige Naam"), Workbook.Text("Toestemming")],
            [[Workbook.Number("1.11222333E+8"), "<c r=\"{0}\" t=\"str\"><f>CONCAT(\"WZ\",1)</f><v>WZ1</v></c>", "<c r=\"{0}\" s=\"1\"><v>44562</v></c>", Workbook.Text("=HYPERLINK(\"http://example.org\")"), "<c r=\"{0}\" t=\"b\"><v>1</v></c>"]]);

        var referral = Translating.Translate("sonar-export", bytes).Only<ReferralSubmitted>();

        referral.Client.Identifiers[0].Value.ShouldBe("111222333");
        referral.Ticket.ShouldBe("WZ1");
        referral.Registration!.InscriptionDate.ShouldBe("2022-01-01");
        referral.Client.FullName.ShouldBe("=HYPERLINK(\"http://example.org\")", "a text is a text; what writes it into a spreadsheet quotes it");
        referral.Agreement!.Stated.ShouldBe(true);
    }

    [Theory]
    [InlineData("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2000000000\"><c r=\"A2000000000\"><v>1</v></c></row></sheetData>", "")]
    [InlineData("<sheetData><row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row></sheetData>", "")]
    [InlineData("<sheetData><row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row></sheetData>", "")]
    [InlineData("<sheetData><row r=\"1\"><c r=\"A1\"><v>&a;</v></c></row></sheetData>", "<!DOCTYPE a [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>")]
    public void A_small_spreadsheet_that_claims_to_be_vast_or_declares_entities_is_refused(string sheet, string declaration) =>
        Translating.Translate("sonar-export", Workbook.OfSheet(sheet, declaration: declaration)).ShouldHaveSingleItem().Codes().ShouldBeSubsetOf(["sheet-too-large", "not-xlsx"]);

    [Fact]
    public void A_zip_that_lies_about_what_it_unpacks_to_is_not_believed()
    {
        var bytes = Workbook.Zip(("xl/workbook.xml", "<workbook/>"), ("xl/sharedStrings.xml", new string('a', 40_000_000)));
        for (var i = 0; i + 4 < bytes.Length; i++)
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(i)) == 40_000_000)
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i), 1000);
        }

        Allocated(() => Translating.Translate("sonar-export", bytes).ShouldHaveSingleItem().Codes().ShouldBeSubsetOf(["sheet-too-large", "not-xlsx", "other-columns"]))
            .ShouldBeLessThan(20_000_000);
    }

    [Theory]
    [InlineData("vdab-referral", "{\"a\":\"", "x", "\"}", "record-too-large")]
    [InlineData("vdab-referral", "{\"a\":", "9", "}", "record-too-large")]
    [InlineData("ocmw-result", "<HandoverResult><a>", "x", "</a></HandoverResult>", "record-too-large")]
    [InlineData("sonar-export", "46054;46061;111222333;", "x", "\n", "record-too-large")]
    [InlineData("sonar-export", "46054;46061;111222333;", ";", "\n", "record-too-large")]
    [InlineData("sonar-export", "46054;46061;111222333;\"", "x", "\"\n", "record-too-large")]
    [InlineData("primabook", "", "1", "\n", "record-too-large")]
    public void A_field_of_fifty_megabytes_costs_its_own_record_and_little_memory(string profile, string before, string of, string after, string code)
    {
        const int length = 50_000_000;
        var sample = RepeatedSample.Of(Translating.Contracts, profile);
        var field = Encoding.UTF8.GetBytes(before + new string(of[0], length) + after);
        using var content = new RepeatedDocument(sample, 3, instead: i => i == 1 ? field : null);

        var records = new List<TranslatedRecord>();
        Allocated(() => records.AddRange(new Translator().Translate(Translating.Profiles.Find(profile)!, content, Translating.Options, CancellationToken.None)))
            .ShouldBeLessThan(150_000_000);

        records.Count.ShouldBe((2 * sample.Count) + 1);
        records.Where(r => r.Status == RecordStatus.SetAside).ShouldHaveSingleItem().Codes().ShouldBe([code]);
    }

    [Theory]
    [InlineData("<HandoverResult a=\"", "\"/>")]
    [InlineData("<HandoverResult><", "/></HandoverResult>")]
    [InlineData("<HandoverResult><!--", "--></HandoverResult>")]
    [InlineData("<HandoverResult><![CDATA[", "]]></HandoverResult>")]
    public void A_tag_of_fifty_megabytes_is_refused_before_it_fills_memory(string before, string after)
    {
        var document = new RepeatedSample("ocmw-result", Encoding.UTF8.GetBytes("<HandoverResults>" + Result + before), new string('x', 1_000_000).Select(c => (byte)c).ToArray(), 1, [], Encoding.UTF8.GetBytes(after + Result + "</HandoverResults>"));
        using var content = new RepeatedDocument(document, 50);

        var records = new List<TranslatedRecord>();
        Allocated(() => records.AddRange(new Translator().Translate(Translating.Profiles.Find("ocmw-result")!, content, Translating.Options, CancellationToken.None)))
            .ShouldBeLessThan(200_000_000);

        records[0].Status.ShouldBe(RecordStatus.Translated);
        records[1].Codes().ShouldBeSubsetOf(["record-too-large", "missing-field", "unknown-code"]);
    }

    [Theory]
    [InlineData("vdab-referral")]
    [InlineData("ocmw-referral")]
    public void A_record_full_of_small_mistakes_is_judged_in_time_and_says_the_first_of_them(string profile)
    {
        var document = profile == "vdab-referral"
            ? VdabReferralTests.Referral.Replace("\"barriers\": [", "\"barriers\": [" + string.Concat(Enumerable.Repeat("{\"code\":\"X\"},", 60_000)), StringComparison.Ordinal)
            : "<Doorverwijzing>" + string.Concat(Enumerable.Range(0, 15_000).Select(i => $"<Belemmering><Cd>X</Cd><E{i}/></Belemmering>")) + "</Doorverwijzing>";

        var record = Translating.Translate(profile, document).ShouldHaveSingleItem();

        record.Problems.Count.ShouldBeInRange(50, 200);
        record.Codes()[^1].ShouldBe("more-problems");
    }

    [Fact]
    public void Names_without_end_are_reported_in_time()
    {
        var names = string.Concat(Enumerable.Range(0, 60_000).Select(i => $",\"k{i}\":{i}"));
        Translating.Translate("vdab-referral", Withdrawal("1")[..^1] + names + "}").ShouldHaveSingleItem().Unmapped.Count.ShouldBe(60_000);

        var attributes = string.Concat(Enumerable.Range(0, 60_000).Select(i => $" k{i}=\"\""));
        Translating.Translate("ocmw-result", Result.Replace("<Intake>", $"<Intake{attributes}>", StringComparison.Ordinal)).ShouldHaveSingleItem().Status.ShouldBe(RecordStatus.Translated);
    }

    private static string Nested(string open, string close, int depth) => string.Concat(Enumerable.Repeat(open, depth)) + string.Concat(Enumerable.Repeat(close, depth));

    private static string Withdrawal(string ticket) => "{\"message\":{\"type\":\"withdrawal\",\"ticket\":\"" + ticket + "\"},\"person\":{\"insz\":\"85073003328\"}}";

    private static long Allocated(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
