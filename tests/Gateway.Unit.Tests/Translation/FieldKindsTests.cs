using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>
/// One table of the kinds of fault that real files have, through the shipped profiles: what is stated, what is not, and what the
/// sender is told. Each kind has a test class of its own with more spellings.
/// </summary>
public class FieldKindsTests
{
    /// <summary>A document, and what becomes of it.</summary>
    /// <param name="Kind">Kind of fault.</param>
    /// <param name="Profile">Shipped profile.</param>
    /// <param name="Document">Bytes as they are sent.</param>
    /// <param name="Told">Of each record: <c>ok</c> or <c>aside</c>, then what is told as code@path.</param>
    /// <param name="Stated">Must stand in the statements.</param>
    /// <param name="Not">Must stand in none.</param>
    private sealed record Case(string Kind, string Profile, byte[] Document, string[] Told, string[] Stated, string[] Not);

    private static Case Of(string kind, string profile, string document, string told, string stated = "", string not = "") =>
        Of(kind, profile, Encoding.UTF8.GetBytes(document), told, stated, not);

    private static Case Of(string kind, string profile, byte[] document, string told, string stated = "", string not = "") =>
        new(kind, profile, document, told.Split(" | "), Parts(stated), Parts(not));

    private static string[] Parts(string text) => text.Length == 0 ? [] : text.Split(" & ");

    private static string Vdab(string person, string more = "") =>
        "{\"message\":{\"type\":\"referral\",\"ticket\":\"t\",\"recipient\":{\"org\":\"OCMW\"}},\"question\":\"WELFARE_SUPPORT\",\"person\":{" + person + "}" + more + "}";

    private static string Barrier(string flag) => Vdab("\"insz\":\"85073003328\"", ",\"barriers\":[{\"code\":\"HOUSING\",\"specialCategory\":" + flag + "}]");

    private static string Dossier(string inside) => "<UwvWbPersoonsInfoResponse><ClientSuwi><Burgerservicenr>111222333</Burgerservicenr>" + inside + "</ClientSuwi></UwvWbPersoonsInfoResponse>";

    private static string Until(string end) => Dossier("<AtlRelatie><DienstverleningUwvWb><KnelpuntKlantsituatie><CdTypeKnelpuntKlant>2</CdTypeKnelpuntKlant><DatEKnelpuntKlant>" + end + "</DatEKnelpuntKlant></KnelpuntKlantsituatie></DienstverleningUwvWb></AtlRelatie>");

    private static string Phones(string flag) => Dossier("<TelefoonnrClient><Telefoonnr>0470123456</Telefoonnr><IndGeheimTelefoonnr>" + flag + "</IndGeheimTelefoonnr></TelefoonnrClient>");

    private static string Row(string column, string cell) => $"BSN;ID_WZ;{column}\n111222333;WZ-1;{cell}\n";

    private static byte[] Sheet(string column, string cell, string format = "General", string date1904 = "0", string sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main") =>
        SheetCellTests.Book(
            "<row r=\"1\">" + At(Workbook.Text("BSN"), "A1") + At(Workbook.Text(column), "B1") + "</row><row r=\"2\">" + At(Workbook.Text("111222333"), "A2") + At(cell, "B2") + "</row>",
            format, date1904, strict: sheet.Contains("purl", StringComparison.Ordinal));

    private static string At(string cell, string place) => cell.Replace("{0}", place, StringComparison.Ordinal);

    private static string Jobseeker(string available) => "[{\"idWerkzoekende\":\"W-1\",\"flexibiliteit\":" + available + "}]";

    private const string Aanvraag = "\"type\":\"soknadsStatus\",\"hendelsestidspunkt\":\"2026-01-05T08:00:00Z\",\"status\":\"MOTTATT\"";

    private static string Ocmw(string naam) => "<Doorverwijzing><Header><Ticket>e1</Ticket></Header><Client><INSZ>85073003328</INSZ><Naam>" + naam + "</Naam></Client><Vraag><CdVraag>WELFARE_SUPPORT</CdVraag></Vraag></Doorverwijzing>";

    private const string Guard = "not-yes-no@barriers[1].specialCategory";
    private const string End = "not-a-date@AtlRelatie/DienstverleningUwvWb/KnelpuntKlantsituatie/DatEKnelpuntKlant";

    private static readonly Case[] Cases =
    [
        // 2: what guards a value and cannot be read closes.
        Of("2 guard", "vdab-referral", Barrier("-1"), "ok", not: "HOUSING"),
        Of("2 guard", "vdab-referral", Barrier("1.0"), "ok", not: "HOUSING"),
        Of("2 guard", "vdab-referral", Barrier("\"oui\""), "ok", not: "HOUSING"),
        Of("2 guard", "vdab-referral", Barrier("\"special\""), "ok " + Guard, not: "HOUSING"),
        Of("2 guard", "vdab-referral", Barrier("\"yes - health\""), "ok " + Guard, not: "HOUSING"),
        Of("2 guard", "vdab-referral", Barrier("{\"value\":true}"), "ok " + Guard, not: "HOUSING"),
        Of("2 guard", "vdab-referral", Barrier("\"onbekend\""), "ok " + Guard, not: "HOUSING"),
        Of("2 guard", "vdab-referral", Barrier("\"nee\""), "ok", "HOUSING"),
        Of("2 guard", "vdab-referral", Barrier("null"), "ok", "HOUSING"),
        Of("2 end", "suwi-pes-dossier", Until("31 jan 2020"), "ok " + End, "DEBT"),
        Of("2 end", "suwi-pes-dossier", Until("20200230"), "ok " + End, "DEBT"),
        Of("2 end", "suwi-pes-dossier", Until("20200131"), "ok", not: "DEBT"),
        Of("2 secret", "suwi-pes-dossier", Phones("-1"), "ok", not: "0470123456"),
        Of("2 secret", "suwi-pes-dossier", Phones("misschien"), "ok not-yes-no@TelefoonnrClient/IndGeheimTelefoonnr", not: "0470123456"),
        Of("2 secret", "suwi-pes-dossier", Phones("2"), "ok", "0470123456"),
        Of("2 secret", "suwi-pes-dossier", Dossier("<TelefoonnrClient><Telefoonnr>0470123456</Telefoonnr><IndGeheimTelefoonnr>2</IndGeheimTelefoonnr></TelefoonnrClient><TelefoonnrClient><Telefoonnr>+32 470 12 34 56</Telefoonnr><IndGeheimTelefoonnr>1</IndGeheimTelefoonnr></TelefoonnrClient>"), "ok", not: "0470123456 & 470 12"),

        // 3: columns that shift.
        .. new[] { ';', ',', '|', '\t' }.SelectMany(s => new[]
        {
            Of("3 shift", "sonar-export", "BSN;Volledige Naam;Telefoonnummer;Toestemming\n111222333;Jansen; Piet;0612345601;\n999990019;An;0612345602;\n".Replace(';', s), "aside row-shape@ | ok", "0612345602", "0612345601 & Jansen"),
            Of("3 shift", "sonar-export", "BSN;Volledige Naam;Telefoonnummer;Toestemming\n111222333;\"Jansen; Piet\";0612345601;\n".Replace(';', s), "ok", $"Jansen{(s == '\t' ? "\\t" : s)} Piet & 0612345601"),
            Of("3 shift", "sonar-export", "\"BSN\";\"Volledige Naam\";\"Telefoonnummer\";\"Toestemming\"\n\"111222333\";Jansen; Piet;\"0612345601\";\"\"\n".Replace(';', s), "aside row-shape@", not: "Jansen"),
        }),

        // 4: cells that could not be computed.
        Of("4 error", "sonar-export", Sheet("ID_WZ", "<c r=\"{0}\" t=\"e\"><v>#REF!</v></c>"), "aside spreadsheet-changed@ID_WZ"),
        Of("4 error", "sonar-export", Sheet("ID_WZ", "<c r=\"{0}\"><f>A1</f></c>"), "aside spreadsheet-changed@ID_WZ"),
        Of("4 error", "sonar-export", Sheet("Telefoonnummer", "<c r=\"{0}\" t=\"e\"><v>#N/A</v></c>"), "ok spreadsheet-changed@Telefoonnummer", not: "contact"),
        Of("4 error", "sonar-export", Sheet("Participatieladder", "<c r=\"{0}\" t=\"e\"><v>#N/A</v></c>"), "ok spreadsheet-changed@Participatieladder", not: "absent"),
        .. new[] { "#REF!", "#NV", "########", "#N/B", "#VERW!", "#NOM?", "#DIV/0!", "Err:502", "#BEZUG!", "#NAVN?" }.Select(e => Of("4 error", "sonar-export", Row("Telefoonnummer", e), "ok spreadsheet-changed@Telefoonnummer", not: "contact")),

        // 5: days that count from 1904.
        .. new[] { "1", "true", "TRUE", "on" }.Select(d => Of("5 1904", "sonar-export", Sheet("Inschrijfdatum", "<c r=\"{0}\" s=\"1\"><v>44620</v></c>", "yyyy\\-mm\\-dd", d), "ok", "2026-03-01")),
        Of("5 1904", "sonar-export", Sheet("Inschrijfdatum", "<c r=\"{0}\" s=\"1\"><v>46082</v></c>", "yyyy\\-mm\\-dd", "false"), "ok", "2026-03-01"),

        // 6: dates that are none.
        .. new[] { "01-01-0001", "1/1/0001 0:00:00", "00010101", "010326", "46.082", "0-1-1900", "30-12-1899" }.Select(d => Of("6 date", "sonar-export", Row("Inschrijfdatum", d), "ok not-a-date@Inschrijfdatum", not: "inscriptionDate")),
        .. new[] { "00-00-1985", "07-00-1985", "1985-07-00" }.Select(d => Of("6 date", "sonar-export", Row("Inschrijfdatum", d), "ok incomplete-date@Inschrijfdatum", not: "inscriptionDate")),
        .. new[] { "00-07-1985", "07-00-1985", "1985-07-00", "1985/07/00", "19850700" }.Select(d => Of("6 date", "vdab-referral", Vdab("\"insz\":\"85073003328\",\"birthDate\":\"" + d + "\""), "ok", "\"birthDate\":\"1985-07\"")),
        Of("6 date", "vdab-referral", Vdab("\"insz\":\"85073003328\",\"birthDate\":\"00-00-1985\""), "ok", "\"birthDate\":\"1985\""),
        Of("6 date", "suwi-pes-dossier", Until("01-01-0001"), "ok", "DEBT"),
        Of("6 date", "cloudevents", "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"urn:x\",\"type\":\"client.changed\",\"data\":{\"ticket\":\"t\",\"sentAt\":\"0001-01-01T00:00:00Z\",\"client\":{\"identifiers\":[{\"scheme\":\"insz\",\"value\":\"85073003328\"}]}}}", "ok not-a-date-time@data.sentAt", not: "sentAt"),

        // 7: numbers of people.
        .. new[] { "85000000138", "85000512357", "00003241778", "85453012310" }.Select(n => Of("7 number", "vdab-referral", Vdab("\"insz\":\"" + n + "\""), "ok", n)),
        .. new[] { "00000000097", "85073000061", "85133012377", "85073003329", "8507300332", "８５０７３００３３２８" }.Select(n => Of("7 number", "vdab-referral", Vdab("\"insz\":\"" + n + "\""), "aside identifier-check-digits@person.insz")),
        Of("7 number", "sonar-export", "BSN;ID_WZ\n000000000;WZ-1\n", "aside identifier-check-digits@BSN"),

        // 8: what a program writes around a number.
        Of("8 written", "vdab-referral", Vdab("\"insz\":85073003328.0,\"contact\":{\"phone\":32470000011.0}"), "ok", "\"85073003328\" & \"32470000011\""),
        Of("8 written", "vdab-referral", Vdab("\"insz\":8.5073003328E10"), "ok", "\"85073003328\""),
        Of("8 written", "vdab-referral", Vdab("\"insz\":\"85073003328\"", ",\"ladder\":{\"variant\":\"six-rung\",\"rung\":2.0}"), "ok", "\"rung\":2"),
        Of("8 written", "vdab-referral", Vdab("\"insz\":\"85073003328\"", ",\"ladder\":{\"variant\":\"half-step\",\"rung\":\"3,5\"}"), "ok", "\"rawRung\":\"3,5\""),
        Of("8 written", "sonar-export", Sheet("ID_WZ", "<c r=\"{0}\" s=\"1\"><v>1234</v></c>", "\"WZ-\"0000"), "ok", "\"ticket\":\"WZ-1234\""),
        Of("8 written", "sonar-export", Sheet("Telefoonnummer", "<c r=\"{0}\" s=\"1\"><v>612345601</v></c>", "0000000000"), "ok", "0612345601"),
        Of("8 written", "sonar-export", Sheet("Postcode", "<c r=\"{0}\" s=\"1\"><v>3990</v></c>", "0000\" AA\""), "ok", "3990 AA"),
        Of("8 written", "sonar-export", Sheet("Beschikbare uren/wk", "<c r=\"{0}\" s=\"1\"><v>24</v></c>", "0.00"), "ok", "\"weeklyHours\":24"),

        // 9: words for nothing.
        .. new[] { "null", "undefined", "None", "n/a", "NaN", "nvt", "-" }.Select(w => Of("9 nothing", "vdab-referral", Vdab($"\"insz\":\"85073003328\",\"postalCode\":\"{w}\",\"contact\":{{\"phone\":\"{w}\",\"email\":\"{w}\"}}"), "ok", not: "contact & residence")),

        // 10: marks behind the end of a file.
        .. new[] { "\u001a", "\r\n\u001a", "\0\0\0\0", "\u001a\0\0", "\n\u001a \r\n" }.SelectMany(m => new[]
        {
            Of("10 end", "sonar-export", Row("Plaats", "Houten") + m, "ok", "Houten"),
            Of("10 end", "ocmw-referral", Ocmw("A") + m, "ok", "85073003328"),
            Of("10 end", "vdab-referral", Vdab("\"insz\":\"85073003328\"") + m, "ok", "85073003328"),
            Of("10 end", "digisos", "{\"version\":\"1\",\"avsender\":{\"systemnavn\":\"T\"},\"hendelser\":[{" + Aanvraag + "}]}" + m, "ok", "received"),
            Of("10 end", "primabook", "124062202601" + "0000000471101" + "85073003328" + "REF-1".PadRight(12) + "12026010120260131" + "1110  +001263942" + "A".PadRight(30) + "\n" + m, "ok", "85073003328"),
        }),

        // 11: the true reason.
        Of("11 reason", "sonar-export", Sheet("Plaats", Workbook.Text("Houten"), sheet: "http://purl.oclc.org/ooxml/spreadsheetml/main"), "aside not-xlsx@"),
        Of("11 reason", "ocmw-referral", "<?xml version=\"1.0\" encoding=\"UTF8\"?>" + Ocmw("A"), "aside not-utf8@"),

        // 13: what has ended.
        Of("13 ended", "um-jobseeker", Jobseeker("{\"datumAanvangBeschikbaarVoorWerk\":\"2022-01-01\",\"datumEindeBeschikbaarVoorWerk\":\"2023-02-28\"}"), "ok", not: "availableFrom"),
        Of("13 ended", "um-jobseeker", Jobseeker("{\"datumAanvangBeschikbaarVoorWerk\":\"2022-01-01\",\"datumEindeBeschikbaarVoorWerk\":\"2027-02-28\"}"), "ok", "\"availableFrom\":\"2022-01-01\""),
        Of("13 ended", "um-jobseeker", Jobseeker("{\"datumAanvangBeschikbaarVoorWerk\":\"2022-01-01\",\"datumEindeBeschikbaarVoorWerk\":\"2023-02-30\"}"), "ok not-a-date@flexibiliteit.datumEindeBeschikbaarVoorWerk", "\"availableFrom\":\"2022-01-01\""),

        Of("13 ended", "um-jobseeker", Jobseeker("[{\"datumAanvangBeschikbaarVoorWerk\":\"2022-01-01\",\"datumEindeBeschikbaarVoorWerk\":\"2023-02-28\"},{\"datumAanvangBeschikbaarVoorWerk\":\"2026-04-01\"}]"), "ok", "\"availableFrom\":\"2026-04-01\""),
        Of("13 ended", "um-jobseeker", Jobseeker("{\"datumAanvangBeschikbaarVoorWerk\":\"2022-01-01\",\"datumEindeBeschikbaarVoorWerk\":\"2026-03-02\"}"), "ok", "\"availableFrom\":\"2022-01-01\""),
        Of("13 ended", "suwi-pes-dossier", Dossier("<AtlRelatie><BeschikbaarheidClientVoorArbeid><DatBBeschikbaarVoorArbeid>20220101</DatBBeschikbaarVoorArbeid><DatEBeschikbaarVoorArbeid>20230228</DatEBeschikbaarVoorArbeid><AantUrenWeekBeschikbVoorArbeid>24</AantUrenWeekBeschikbVoorArbeid></BeschikbaarheidClientVoorArbeid></AtlRelatie>"), "ok", not: "weeklyHours & availableFrom"),
        Of("13 ended", "suwi-pes-dossier", Dossier("<AtlRelatie><BeschikbaarheidClientVoorArbeid><DatEBeschikbaarVoorArbeid>99991231</DatEBeschikbaarVoorArbeid><AantUrenWeekBeschikbVoorArbeid>24</AantUrenWeekBeschikbVoorArbeid></BeschikbaarheidClientVoorArbeid></AtlRelatie>"), "ok", "\"weeklyHours\":24"),
        Of("13 ended", "suwi-pes-dossier", Dossier("<AtlRelatie><InschrijvingsgegevensUwvWb><DatInschrijvingUwvWb>20190101</DatInschrijvingUwvWb><DatEInschrijvingUwvWb>31-12-2019</DatEInschrijvingUwvWb></InschrijvingsgegevensUwvWb></AtlRelatie>"), "ok", not: "inscriptionDate"),
        Of("13 ended", "suwi-pes-dossier", Dossier("<AtlRelatie><DienstverleningUwvWb><DatEDvlUwvWb>20200131</DatEDvlUwvWb><ContactpersoonAfd><NaamContactpersoonAfd>Lies Peeters</NaamContactpersoonAfd></ContactpersoonAfd></DienstverleningUwvWb></AtlRelatie>"), "ok", not: "Lies Peeters"),

        // 14: parts that a format demands.
        Of("14 parts", "digisos", "{\"avsender\":{\"systemnavn\":\"T\"},\"hendelser\":[{" + Aanvraag + "}]}", "ok missing-part@version", "received"),
        Of("14 parts", "digisos", "{\"version\":\"1\",\"hendelser\":[{" + Aanvraag + "}]}", "ok missing-part@avsender", "received"),
        Of("14 parts", "cloudevents", "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"consent.withdrawn\",\"data\":{\"ticket\":\"t\",\"client\":{\"identifiers\":[{\"scheme\":\"insz\",\"value\":\"85073003328\"}]}}}", "aside missing-part@source"),
    ];

    public static TheoryData<int, string> Numbers()
    {
        var numbers = new TheoryData<int, string>();
        for (var i = 0; i < Cases.Length; i++)
            numbers.Add(i, string.Create(CultureInfo.InvariantCulture, $"{Cases[i].Kind} {Cases[i].Profile}"));
        return numbers;
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_fault_of_a_kind_is_read_told_or_set_aside_as_the_kind_asks(int number, string kind)
    {
        var one = Cases[number];
        var text = kind + ": " + Encoding.UTF8.GetString(one.Document.AsSpan(0, Math.Min(one.Document.Length, 600)));

        var records = Translating.Translate(one.Profile, one.Document);

        records.Select(Said).ShouldBe(one.Told, customMessage: text);
        var stated = string.Concat(records.SelectMany(r => r.Statements).Select(s => s.Data.ToJsonString(ContractJson.Options)));
        one.Stated.ShouldAllBe(s => stated.Contains(s, StringComparison.Ordinal), text + stated);
        one.Not.ShouldAllBe(s => !stated.Contains(s, StringComparison.Ordinal), text + stated);
        records.ShouldAllBe(r => r.Status == RecordStatus.Translated || (r.Reason != null && r.Problems.Contains(r.Reason)), text);
    }

    private static string Said(TranslatedRecord record) =>
        string.Join(' ', record.Problems.Select(p => p.Code + "@" + p.Path).Prepend(record.Status == RecordStatus.Translated ? "ok" : "aside"));

    [Theory]
    [InlineData("text/csv; charset=utf-8", "text/csv; charset=windows-1252", false)]
    [InlineData("text/csv", "text/csv; charset=iso-8859-1", false)]
    [InlineData("text/csv; charset=UTF-8", "TEXT/CSV;charset=\"utf-8\"", true)]
    public void A_document_that_is_declared_otherwise_is_another(string first, string second, bool same) =>
        (TranslateOptions.ReadingOf(first) == TranslateOptions.ReadingOf(second)).ShouldBe(same);

    [Theory]
    [InlineData("entries: [{ code: \"6\", means: HEALTH }]", "convert: code, map: mine", "compartment", null)]
    [InlineData("entries: [{ code: \"7\", means: ADDICTION }]", "convert: code, map: mine", "compartment", null)]
    [InlineData("entries: [{ code: \"8\", means: JUSTICE }]", "convert: code, map: mine", "compartment", null)]
    [InlineData("entries: [{ code: \"2\", means: SCHULD }]", "convert: code, map: mine", "SCHULD", "codes/mine.yaml")]
    [InlineData("entries: [{ code: \"2\", means: HOUSNG }]", "convert: code, map: mine", "HOUSING", "codes/mine.yaml")]
    public void Check_refuses_codes_that_would_leak_and_those_that_do_not_exist(string entries, string convert, string said, string? file)
    {
        using var own = new OwnProfile(Listed("{ target: code, source: ., " + convert + " }"), ("mine", "map: mine\nversion: '1'\n" + entries + "\n"));

        own.Loaded.Problems.ShouldContain(p => p.Line > 0 && p.Text.ToString().Contains(said, StringComparison.Ordinal) && (file == null || p.File.EndsWith(file, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("schulden; kinderopvang", "DEBT,CHILDCARE", "")]
    [InlineData(" kinderopvang ,schulden,", "CHILDCARE,DEBT", "")]
    [InlineData("schulden", "DEBT", "")]
    [InlineData("schulden;iets anders", "DEBT", "unknown-code")]
    public void A_list_in_one_cell_is_split_and_each_part_looked_up(string cell, string codes, string told)
    {
        using var own = new OwnProfile(
            Listed("{ target: code, source: ., convert: code, map: mine, unknown: leave-out }"),
            ("mine", "map: mine\nversion: '1'\nentries:\n  - { code: schulden, means: DEBT }\n  - { code: kinderopvang, means: CHILDCARE }\n"));

        var record = own.Translate($"nr;drempels\n1;\"{cell}\"\n").ShouldHaveSingleItem();

        ((Gateway.Contracts.Events.ReferralSubmitted)record.Statements.Single().Content).Barriers!.Select(b => b.Code).ShouldBe(codes.Split(','));
        string.Join(',', record.Codes()).ShouldBe(told);
    }

    private static string Listed(string line) => $$"""
        profile: own
        title: Test
        format: table
        media-type: text/csv
        statements:
          - event: referral.submitted
            fields:
              - { target: ticket, source: nr, required: true }
              - { target: purpose, constant: ACTIVATION }
              - { target: question, constant: WELFARE_SUPPORT }
              - target: client.identifiers
                from: .
                fields:
                  - { target: scheme, constant: agency }
                  - { target: value, source: nr }
              - target: barriers
                items: drempels
                separators: ";,"
                fields:
                  - {{line}}
        """;

    [Theory]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\"")]
    [InlineData("+32470", "'+32470")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\n=1", "\"'\n=1\"")]
    [InlineData(" =1", "' =1")]
    [InlineData("\u00a0=1", "'\u00a0=1")]
    [InlineData("\u200b=1", "'\u200b=1")]
    [InlineData("\uff1d1", "'\uff1d1")]
    [InlineData("\uff0b1", "'\uff0b1")]
    [InlineData("\uff0d1", "'\uff0d1")]
    [InlineData("\uff201", "'\uff201")]
    [InlineData("\ufe661", "'\ufe661")]
    [InlineData("\u22125", "'\u22125")]
    [InlineData("'=1", "''=1")]
    [InlineData("''-1", "'''-1")]
    [InlineData("\"=1+1\"", "\"\"\"=1+1\"\"\"")]
    [InlineData("'t Hart", "'t Hart")]
    [InlineData("A-B", "A-B")]
    [InlineData("a;b", "\"a;b\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("1=1", "1=1")]
    public void A_text_stays_a_text_in_a_table_that_leaves_and_comes_back_as_it_was(string name, string cell)
    {
        var profile = Translating.Profiles.Find("sonar-export")!;
        var data = new JsonObject { ["ticket"] = "H-1", ["step"] = 2, ["referral"] = new JsonObject { ["client"] = new JsonObject { ["fullName"] = name, ["identifiers"] = new JsonArray(new JsonObject { ["scheme"] = "bsn", ["value"] = "111222333" }) } } };

        var written = Translating.Text(new RecordWriter().Write(profile, EventTypes.ReferralHandover, data).Bytes);

        written.ShouldContain(";" + cell + ";");
        Translating.Translate("sonar-export", written).Only().Data["client"]!["fullName"]!.GetValue<string>().ShouldBe(name.Trim().Trim('\u200b', '\u00a0'));
    }

    [Fact]
    public void A_number_that_is_one_stays_a_number()
    {
        using var own = new OwnProfile("""
            profile: own
            title: Test
            format: table
            media-type: text/csv
            statements:
              - event: referral.cancelled
                fields:
                  - { target: ticket, source: nr, required: true }
                  - { target: inReplyTo, source: of, required: true }
            outbound:
              - event: referral.handover
                text-mark: "'"
                fields:
                  - { target: ticket, source: nr }
                  - { target: step, source: step, convert: number }
            """);
        own.Loaded.Problems.ShouldBeEmpty();

        Translating.Text(new RecordWriter().Write(own.Loaded.Profiles!.Find("own")!, EventTypes.ReferralHandover, new JsonObject { ["ticket"] = "-7", ["step"] = -2 }).Bytes).Split("\r\n")[1].ShouldBe("'-7;-2");
    }
}
