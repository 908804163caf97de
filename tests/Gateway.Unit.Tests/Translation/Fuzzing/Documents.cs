using System.Security;
using System.Text;
using System.Text.Json;
using System.Xml;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Unit.Tests.Translation.Streaming;

namespace Gateway.Unit.Tests.Translation.Fuzzing;

/// <summary>Documents of each reader, made from the shipped samples with dirty values in them.</summary>
internal static class Documents
{
    private static readonly int[] Widths = [1, 5, 6, 11, 2, 11, 12, 1, 8, 8, 6, 1, 8, 1, 30];

    private static Gen<string> SheetCell { get; } = Gen.Frequency(
        (5, DirtyValues.Text.Select(t => Workbook.Text(string.Concat(t.Where(XmlConvert.IsXmlChar))))),
        (2, Gen.Elements("1.23E+10", "44562", "44562.75", "1E+300", "-1E+300", "1E-300", "NaN", "", "x", "010000008", "2958466").Select(Workbook.Number)),
        (3, Gen.Elements(
            "<c r=\"{0}\" t=\"b\"><v>1</v></c>", "<c r=\"{0}\" t=\"e\"><v>#REF!</v></c>", "<c r=\"{0}\" t=\"s\"><v>99999</v></c>", "<c r=\"{0}\" t=\"s\"><v>-1</v></c>", "<c r=\"{0}\" s=\"1\"><v>44562</v></c>",
            "<c r=\"{0}\" s=\"1\"><v>1E+12</v></c>", "<c r=\"{0}\" s=\"2\"><v>1.5</v></c>", "<c r=\"{0}\" t=\"str\"><f>HYPERLINK(\"http://example.org\")</f><v>x</v></c>", "<c r=\"{0}\"><f>1/0</f></c>", "<c r=\"{0}\" s=\"9999\"><v>1</v></c>",
            "<c r=\"{0}\" t=\"d\"><v>2026-01-31</v></c>", "<c r=\"{0}\" t=\"inlineStr\"><is><t>_xD800_</t></is></c>", "<c r=\"{0}\"/>", "")));

    public static Gen<FuzzedDocument> Json { get; } = Gen.OneOf(
        Records("vdab-referral", Template.Json, JsonValue, ","),
        Records("um-jobseeker", Template.Json, JsonValue, ","),
        Records("digisos", Template.Json, JsonValue, ","),
        Records("cloudevents", Template.Json, JsonValue, ","));

    public static Gen<FuzzedDocument> Xml { get; } = Gen.OneOf(
        Records("suwi-pes-dossier", Template.Xml, XmlValue, ""),
        Records("suwi-assistance", Template.Xml, XmlValue, ""),
        Records("suwi-reintegration", Template.Xml, XmlValue, ""),
        Records("ocmw-referral", Template.Xml, XmlValue, ""),
        Records("ocmw-result", Template.Xml, XmlValue, ""));

    public static Gen<FuzzedDocument> Csv { get; } = Records("sonar-export", text => Template.Row(text.Split('\n')[0]), CsvValue, "\n");

    public static Gen<FuzzedDocument> Fixed { get; } = Records("primabook", text => Template.Line(text.Split('\n')[0], Widths), FixedValue, "\n");

    public static Gen<FuzzedDocument> Sheet { get; } =
        from rows in Gen.ArrayOf(Gen.ArrayOf(SheetCell, 6), 3)
        select new FuzzedDocument("sonar-export", Workbook.Of(
            [Workbook.Text("BSN"), Workbook.Text("ID_WZ"), Workbook.Text("Inschrijfdatum"), Workbook.Text("Volledige Naam"), Workbook.Text("Participatieladder"), Workbook.Text("Toestemming")],
            [.. rows.Select(r => r.Prepend(Workbook.Number("111222333")).ToArray())]), 3);

    /// <summary>One to four records of a sample, each with some dirty values.</summary>
    private static Gen<FuzzedDocument> Records(string profile, Func<string, Template> cut, Func<int, Gen<string>> value, string between)
    {
        var sample = RepeatedSample.Of(Translating.Contracts, profile);
        var template = cut(First(sample));
        return from count in Gen.Choose(1, 4)
               from records in Gen.ArrayOf(template.Filled(value), count)
               select new FuzzedDocument(profile, [.. sample.Head, .. Encoding.UTF8.GetBytes(string.Join(between, records)), .. sample.Tail], count);
    }

    /// <summary>The first record of a sample, in ASCII.</summary>
    private static string First(RepeatedSample sample)
    {
        var text = Encoding.ASCII.GetString(sample.Records);
        if (sample.Between.Length > 0)
        {
            using var array = JsonDocument.Parse("[" + text + "]");
            return array.RootElement[0].GetRawText();
        }

        var second = text.IndexOf(text[..12], 12, StringComparison.Ordinal);
        return text[0] == '<' && second > 0 ? text[..second] : text;
    }

    private static Gen<string> JsonValue(int width) => Gen.Frequency(
        (6, DirtyValues.Text.Select(t => JsonSerializer.Serialize(t))),
        (4, Gen.Elements(
            "null", "true", "false", "0", "-0", "1e400", "-1e-400", "123456789012345678901234567890", "1.0", "{}", "[]", "[[]]", "{\"a\":{}}", "[null,{\"a\":1},\"b\"]",
            "\"\\ud800\"", "\"\\udc00\\ud800\"", "{\"a\":1,\"a\":2}", "{\"code\":\"HEALTH\",\"code\":\"DEBT\"}", "{\"\":0}", "{\"\\ud800\":0}", "oops", "\"\\x\"", "01", "'a'", "\"\\u0000\"")),
        (1, from depth in Gen.Choose(1, 2000) select string.Concat(Enumerable.Repeat("[", depth)) + string.Concat(Enumerable.Repeat("]", depth))));

    private static Gen<string> XmlValue(int width) => Gen.Frequency(
        (6, DirtyValues.Text.Select(t => SecurityElement.Escape(string.Concat(t.Where(XmlConvert.IsXmlChar))))),
        (3, Gen.Elements("<![CDATA[<&]]>", "<a/>", "<a>1</a><a>2</a>", "x<a b=\"1\"/>y", "<!-- - -->", "<?pi a?>", "<b:c xmlns:b=\"urn:b\" b:d=\"1\"/>", "<Fraude><x>1</x></Fraude>", "&#65;", "&lt;", "<a xml:space=\"preserve\"> </a>")),
        (1, from depth in Gen.Choose(1, 300) select string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth))));

    private static Gen<string> CsvValue(int width) => DirtyValues.Text.Select(t => t.AsSpan().ContainsAny("\"\r\n;") || t != t.Trim() ? "\"" + t.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : t);

    /// <summary>A column's text in its width: a character outside the basic plane may be cut in two, as an old system would.</summary>
    private static Gen<string> FixedValue(int width) =>
        DirtyValues.Text.Select(t => string.Concat(t.Where(c => c is not ('\n' or '\r'))).PadRight(width)).Select(t => t[..width]).Select(t => char.IsHighSurrogate(t[^1]) ? t[..^1] + "?" : t);
}
