using System.Globalization;
using Gateway.Contracts.Events;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>A cell of a spreadsheet is what its sender sees in it.</summary>
public class SheetCellTests
{
    [Theory]
    [InlineData("<c r=\"{0}\" t=\"e\"><v>#REF!</v></c>")]
    [InlineData("<c r=\"{0}\" t=\"e\"><v>#N/A</v></c>")]
    [InlineData("<c r=\"{0}\" t=\"e\"><v>#DIV/0!</v></c>")]
    [InlineData("<c r=\"{0}\"><f>A1</f></c>")]
    [InlineData("<c r=\"{0}\" t=\"str\"><v>#NV</v></c>")]
    public void A_cell_that_could_not_be_computed_is_no_value_of_any_column(string cell)
    {
        foreach (var (column, code) in new[] { ("Telefoonnummer", "spreadsheet-changed"), ("Participatieladder", "spreadsheet-changed"), ("Inschrijfdatum", "spreadsheet-changed"), ("Toestemming", "spreadsheet-changed"), ("Opleidingsniveau", "spreadsheet-changed"), ("BSN", "identifier-check-digits") })
        {
            var record = Sheet(["BSN", "Plaats", column], ["111222333", "Houten"], cell);
            record.Codes().ShouldContain(code, customMessage: column);
            record.Problems.First(p => p.Code == code).Path.ShouldBe(column == "BSN" ? "BSN" : column);
        }
    }

    [Fact]
    public void A_ticket_that_could_not_be_computed_makes_no_new_referral() =>
        Sheet(["BSN", "ID_WZ"], ["111222333"], "<c r=\"{0}\" t=\"e\"><v>#REF!</v></c>").ShouldSatisfyAllConditions(r => r.Status.ShouldBe(RecordStatus.SetAside), r => r.Codes().ShouldContain("spreadsheet-changed"));

    [Theory]
    [InlineData("#NV")]
    [InlineData("#I/T")]
    [InlineData("#N/D")]
    [InlineData("########")]
    [InlineData("###")]
    [InlineData("#WERT!")]
    [InlineData("#VALEUR!")]
    [InlineData("#¡VALOR!")]
    [InlineData("#GETTING_DATA")]
    [InlineData("#OVERLOOP!")]
    [InlineData("Err:502")]
    [InlineData("Fout:522")]
    public void The_same_as_text_in_any_language(string text)
    {
        var record = Translating.Translate("sonar-export", $"BSN;Telefoonnummer;Inschrijfdatum\n111222333;{text};{text}\n").ShouldHaveSingleItem();

        record.Codes().ShouldBe(["spreadsheet-changed", "spreadsheet-changed"]);
    }

    [Theory]
    [InlineData("0000000000", "612345601", "0612345601")]
    [InlineData("\"WZ-\"0000", "1234", "WZ-1234")]
    [InlineData("0000\" AA\"", "3990", "3990 AA")]
    [InlineData("0000\\ \\A\\A", "3990", "3990 AA")]
    [InlineData("+00 0 00000000", "31612345601", "+31 6 12345601")]
    [InlineData("000-000", "1234567", "1234-567")]
    [InlineData("[Red]00000;-00000", "12", "00012")]
    [InlineData("General", "12", "12")]
    [InlineData("0", "12", "12")]
    [InlineData("0.00", "12", "12")]
    [InlineData("#,##0", "12345", "12345")]
    [InlineData("0%", "12", "12")]
    [InlineData("000\".\"00\".\"000\".\"0", "100100880", "100.10.088.0")]
    [InlineData("0##-##-##-##", "470123456", "470-12-34-56")]
    [InlineData("(0###) ######", "470123456", "(0470) 123456")]
    [InlineData("[<1000]0000;0", "12", "0012")]
    [InlineData("[=1]\"ja\";[=0]\"nee\";0", "1", "ja")]
    [InlineData("00 \u20ac", "3", "03 \u20ac")]
    [InlineData("[$\u20ac-413] 0", "12", "\u20ac 12")]
    [InlineData("[$-413]0000", "7", "0007")]
    [InlineData("_-* 0000_-", "12", "0012")]
    [InlineData("_-* #,##0_-;_-* -#,##0_-;_-* \"-\"??_-", "0", "0")]
    [InlineData("_-* #,##0_-;_-* -#,##0_-;_-* \"-\"??_-", "1234", "1234")]
    [InlineData("#\\ ###\\ ###", "1234567", "1234567")]
    [InlineData("0,", "12345", "12345")]
    [InlineData("0,\"k\"", "12345", "12345")]
    [InlineData("000E+00", "1200", "1200")]
    [InlineData("# ?/?", "12", "12")]
    [InlineData("??0", "5", "5")]
    [InlineData("0000;;;", "5", "0005")]
    [InlineData(";;;", "5", "5")]
    [InlineData("0000 AA", "3990", "3990")]
    [InlineData("000\"A;B\"", "5", "005A;B")]
    public void A_number_is_what_its_format_shows(string format, string number, string shown) =>
        Sheet(["BSN", "Telefoonnummer"], ["111222333"], $"<c r=\"{{0}}\" s=\"1\"><v>{number}</v></c>", format: format).Statements.ShouldHaveSingleItem().Content.ShouldBeOfType<ReferralSubmitted>().Client.Contact!.Phone.ShouldBe(shown);

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("TRUE")]
    [InlineData(" true ")]
    [InlineData("on")]
    public void A_workbook_that_counts_from_1904_is_read_so_however_it_says_so(string said)
    {
        foreach (var cell in new[] { "<c r=\"{0}\" s=\"1\"><v>44620</v></c>", "<c r=\"{0}\"><v>44620</v></c>", Workbook.Text("1-3-2026") })
        {
            var record = Sheet(["BSN", "Inschrijfdatum"], ["111222333"], cell, format: "yyyy\\-mm\\-dd", date1904: said);
            Day(record).ShouldBe("2026-03-01", cell);
            var again = new Translator().TranslateSlice(Translating.Profiles.Find("sonar-export")!, record.Slice, 1, Translating.Options);
            Day(again).ShouldBe("2026-03-01", "a row that is translated again counts as it did");
            again.Unmapped.ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_spreadsheet_in_the_strict_form_is_refused_for_that_reason()
    {
        var problem = Translating.Translate("sonar-export", Book("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>BSN</t></is></c></row>", "General", "0", strict: true)).ShouldHaveSingleItem().Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe("not-xlsx");
        problem.Text.ToString().ShouldContain("Strict Open XML");
    }

    public static TheoryData<string, string, string> Vast => new()
    {
        { "shared texts", "xl/sharedStrings.xml", Part("sst", Many(1_048_577, i => $"<si><t>{i:x}</t></si>")) },
        { "shared texts under a name in other letters", "xl/SharedStrings.xml", Part("sst", Many(1_048_577, i => $"<si><t>{i:x}</t></si>")) },
        { "one shared text", "xl/sharedStrings.xml", Part("sst", "<si><t>" + Many(200_000, i => $"{i:x} ") + "</t></si>") },
        { "styles", "xl/styles.xml", Part("styleSheet", "<cellXfs>" + Many(65_537, i => $"<xf numFmtId=\"{i}\"/>") + "</cellXfs>") },
        { "number formats", "xl/styles.xml", Part("styleSheet", "<numFmts>" + Many(65_537, i => $"<numFmt numFmtId=\"{i}\" formatCode=\"0\"/>") + "</numFmts>") },
        { "one text of a cell", "xl/worksheets/sheet1.xml", Part("worksheet", "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>" + Many(200_000, i => $"{i:x} ") + "</t></is></c></row></sheetData>") },
    };

    private static string Part(string root, string content) => $"<{root} xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{content}</{root}>";

    private static string Many(int count, Func<int, FormattableString> text) => string.Concat(Enumerable.Range(0, count).Select(i => FormattableString.Invariant(text(i))));

    [Theory]
    [MemberData(nameof(Vast))]
    public void What_the_library_would_hold_in_memory_is_bounded_before_it_does(string what, string part, string content)
    {
        var file = Workbook.With(Workbook.Of([["BSN"], ["111222333"]]), part, content);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var problem = Translating.Translate("sonar-export", file).ShouldHaveSingleItem().Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe("sheet-too-large", what);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(60_000_000);
    }

    [Theory]
    [InlineData("xl/workbook.bin")]
    [InlineData("xl/sharedStrings.bin")]
    [InlineData("xl/styles.bin")]
    [InlineData("xl/worksheets/sheet1.bin")]
    public void Parts_of_the_binary_form_are_not_read(string part) =>
        Translating.Translate("sonar-export", Workbook.With(Workbook.Of([["BSN"], ["111222333"]]), part, "x")).ShouldHaveSingleItem().Codes().ShouldBe(["not-xlsx"]);

    [Fact]
    public void A_row_of_long_cells_is_set_aside_alone()
    {
        var rows = new object[][] { ["BSN", "Plaats", "Straatnaam"], ["111222333", Many(120_000, i => $"{i:x}"), Many(120_000, i => $"{i:X}")], ["999990019", "Houten", "Proefweg"] };

        Translating.Translate("sonar-export", Workbook.Of(rows)).Select(r => string.Join(',', r.Codes())).ShouldBe(["record-too-large", ""]);
    }

    [Theory]
    [InlineData("hidden=\"1\"")]
    [InlineData("hidden=\"true\"")]
    public void Rows_that_are_hidden_or_filtered_out_are_told_and_nothing_of_them_is_kept(string hidden)
    {
        var records = Translating.Translate("sonar-export", Book(
            "<row r=\"1\">" + Placed(Workbook.Text("BSN"), "A1") + "</row><row r=\"2\" " + hidden + ">" + Placed(Workbook.Text("999990019"), "A2") + "</row><row r=\"3\">" + Placed(Workbook.Text("111222333"), "A3") + "</row>", "General", "0"));

        records.Select(r => (r.Index, string.Join(',', r.Codes()))).ShouldBe([(1, ""), (2, "rows-hidden")]);
        records[1].Problems[0].ShouldSatisfyAllConditions(p => p.Line.ShouldBe(2), p => p.Text.ToString().ShouldNotContain("999990019"));
        records[1].Slice.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Columns_on_a_hidden_sheet_are_said_to_be_there() =>
        Translating.Translate("sonar-export", Workbook.OfSheets(("Lijst", "hidden", [["BSN"], ["111222333"]]), ("Uitleg", "visible", [["Toelichting"]])))
            .ShouldHaveSingleItem().Problems.ShouldHaveSingleItem().Text.ToString().ShouldContain("hidden sheet");

    private static string? Day(TranslatedRecord record) => record.Statements.ShouldHaveSingleItem().Content.ShouldBeOfType<ReferralSubmitted>().Registration!.InscriptionDate;

    private static TranslatedRecord Sheet(string[] header, string[] texts, string cell, string format = "General", string date1904 = "0")
    {
        string[] cells = [.. texts.Take(header.Length - 1).Select(Workbook.Text), cell];
        if (header[0] == header[^1])
            (header, cells) = ([header[0], header[1]], [cell, Workbook.Text("Houten")]);
        var rows = new[] { header.Select(Workbook.Text).ToArray(), cells }
            .Select((row, i) => $"<row r=\"{i + 1}\">{string.Concat(row.Select((c, j) => Placed(c, (char)('A' + j) + (i + 1).ToString(CultureInfo.InvariantCulture))))}</row>");
        return Translating.Translate("sonar-export", Book(string.Concat(rows), format, date1904)).ShouldHaveSingleItem();
    }

    private static string Placed(string cell, string place) => cell.Replace("{0}", place, StringComparison.Ordinal);

    internal static byte[] Book(string rows, string format, string date1904, bool strict = false)
    {
        var main = strict ? "http://purl.oclc.org/ooxml/spreadsheetml/main" : "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        var office = strict ? "http://purl.oclc.org/ooxml/officeDocument/relationships" : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string package = "http://schemas.openxmlformats.org/package/2006/";
        return Workbook.Zip(
            ("[Content_Types].xml", $"<Types xmlns=\"{package}content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"),
            ("_rels/.rels", $"<Relationships xmlns=\"{package}relationships\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
            ("xl/workbook.xml", $"<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><workbookPr date1904=\"{date1904}\"/><sheets><sheet name=\"Lijst\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{package}relationships\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>"),
            ("xl/styles.xml", $"<styleSheet xmlns=\"{main}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"{System.Security.SecurityElement.Escape(format)}\"/></numFmts><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"164\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"),
            ("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"));
    }
}
