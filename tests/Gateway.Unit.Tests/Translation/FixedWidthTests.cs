using System.Text;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

public class FixedWidthTests
{
    private static string Line(string type = "1", string name = "VOORBEELD LÉA", string insz = "85073003328") =>
        "1" + "24062" + "202601" + "00000004711" + "01" + insz + "REF-1".PadRight(12) + type + "20260100" + "20260131" + "1110  " + "+" + "00126394" + "2" + name.PadRight(30);

    private static BenefitRecorded Only(byte[] content, TranslateOptions? options = null) => Translating.Translate("primabook", content, options).Only<BenefitRecorded>();

    [Fact]
    public void A_line_becomes_benefit_history_without_its_amount()
    {
        var record = Translating.Translate("primabook", Encoding.Latin1.GetBytes(Line() + "\r\n")).ShouldHaveSingleItem();
        var recorded = record.Statements.Single().Content.ShouldBeOfType<BenefitRecorded>();

        recorded.Client.Identifiers.ShouldBe([new Identifier("insz", "85073003328")]);
        recorded.Client.FullName.ShouldBe("VOORBEELD LÉA");
        recorded.History.ShouldBe([new BenefitEntry { Kind = "PAYMENT", Law = "1", Category = "2", From = "2026-01", To = "2026-01-31" }]);
        record.Unmapped.ShouldBeEmpty();
        Translating.Text(record.Slice).ShouldContain("00126394");
        Translating.Text(record.Stripped!.Value).ShouldNotContain("126394");
    }

    [Theory]
    [InlineData("iso-8859-1", false, null)]
    [InlineData("windows-1252", false, null)]
    [InlineData("utf-8", true, null)]
    [InlineData("utf-16", true, null)]
    [InlineData("utf-8", false, "text/plain; charset=utf-8")]
    [InlineData("ibm850", false, "text/plain; charset=ibm850")]
    public void A_name_is_read_in_whatever_encoding_the_line_is(string encoding, bool mark, string? contentType)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var written = Encoding.GetEncoding(encoding);

        Only([.. mark ? written.GetPreamble() : [], .. written.GetBytes(Line())], contentType is null ? null : Translating.Options with { ContentType = contentType })
            .Client.FullName.ShouldBe("VOORBEELD LÉA");
    }

    [Fact]
    public void A_line_whose_width_was_counted_in_bytes_is_cut_in_bytes()
    {
        var line = Line(name: "LÉA")[..^1];

        Encoding.UTF8.GetByteCount(line).ShouldBe(111);
        Only([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(line)]).Client.FullName.ShouldBe("LÉA");
    }

    [Fact]
    public void Half_a_character_at_the_end_of_a_column_is_replaced_in_the_text_and_in_its_type()
    {
        var statement = Translating.Translate("primabook", "\uFEFF" + Line(name: new string('A', 29) + "\U0001F600")).Only();

        var name = new string('A', 29) + "\uFFFD";
        statement.Content.ShouldBeOfType<BenefitRecorded>().Client.FullName.ShouldBe(name);
        ((string?)statement.Data["client"]!["fullName"]).ShouldBe(name);
    }

    [Fact]
    public void Lost_blanks_blank_lines_and_extra_characters_are_no_reason_to_stop()
    {
        var records = Translating.Translate("primabook", $"{Line().TrimEnd()}\n\n   \n{Line()}EXTRA\nkort\n{Line()}\u001A");

        records.Select(r => r.Status).ShouldBe([RecordStatus.Translated, RecordStatus.Translated, RecordStatus.SetAside, RecordStatus.Translated]);
        records[0].Codes().ShouldBeEmpty();
        records[1].Unmapped.ShouldBe(["#16"]);
        Translating.Text(records[1].Slice).ShouldContain("EXTRA");
        records[2].Line.ShouldBe(5);
        records[2].Codes().ShouldContain("row-short");
    }

    [Fact]
    public void A_file_without_line_ends_is_cut_by_the_width() =>
        Translating.Translate("primabook", Line() + Line(insz: "17073003384") + Line()).Select(r => r.Status)
            .ShouldBe([RecordStatus.Translated, RecordStatus.Translated, RecordStatus.Translated]);

    [Theory]
    [InlineData("3")]
    [InlineData("6")]
    public void A_recovery_goes_whole_behind_the_wall(string type)
    {
        var record = Translating.Translate("primabook", Line(type)).ShouldHaveSingleItem();

        record.Answer.ShouldBe("control-data");
        record.Statements.ShouldBeEmpty();
        record.Compartment.ShouldBe(Compartment.Walled);
        record.Stripped!.Value.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Reading_on_counts_lines_from_the_beginning()
    {
        var rest = Translating.Translate("primabook", $"{Line()}\n{Line()}\n", Translating.Options with { Skip = 1 }).ShouldHaveSingleItem();

        (rest.Index, rest.Line).ShouldBe((2, 2));
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("")]
    public void Every_line_is_read_whatever_ends_it(string end)
    {
        var records = Translating.Translate("primabook", Line() + end + Line(insz: "17073003384") + end + Line("3") + end);

        records.Select(r => (r.Line, r.Answer)).ShouldBe([(1, null), (2, null), (3, "control-data")]);
        records.ShouldAllBe(r => r.Unmapped.Count == 0 && r.Status == RecordStatus.Translated);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n\u001A")]
    public void Lines_without_ends_but_for_the_last_are_cut_by_the_width(string end)
    {
        var records = Translating.Translate("primabook", Line() + Line(insz: "17073003384") + end);

        records.Select(r => r.Status).ShouldBe([RecordStatus.Translated, RecordStatus.Translated]);
        records.ShouldAllBe(r => r.Unmapped.Count == 0);
    }

    [Theory]
    [InlineData("", 60)]
    [InlineData("\n", 60)]
    [InlineData("", 75)]
    public void A_file_that_breaks_off_in_a_line_says_so_and_keeps_the_lines_before(string end, int at)
    {
        var records = Translating.Translate("primabook", Line() + end + Line() + end + Line()[..at]);

        records.Select(r => r.Status).ShouldBe([RecordStatus.Translated, RecordStatus.Translated, RecordStatus.SetAside]);
        records[2].Codes().ShouldBe(["truncated"]);
        records[2].Line.ShouldBe(3);
    }
}
