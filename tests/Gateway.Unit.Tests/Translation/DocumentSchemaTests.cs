using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Gateway.Translation.Explaining;

namespace Gateway.Unit.Tests.Translation;

/// <summary>The schemas of the formats that are ours, for the engineers of offices: made from the profiles, and true of every sample and of every document that is written.</summary>
public class DocumentSchemaTests
{
    public static TheoryData<string, string> Documents
    {
        get
        {
            var documents = new TheoryData<string, string>();
            foreach (var profile in new[] { "ocmw-referral", "ocmw-result", "vdab-referral" })
            {
                foreach (var file in new[] { "samples", "written" }.SelectMany(f => Directory.GetFiles(Path.Combine(Translating.Contracts, "formats", profile, f))).Where(f => !Path.GetFileName(f).StartsWith("dirty", StringComparison.Ordinal)))
                    documents.Add(profile, Path.GetRelativePath(Path.Combine(Translating.Contracts, "formats", profile), file));
            }

            return documents;
        }
    }

    [Theory]
    [InlineData("ocmw-referral")]
    [InlineData("ocmw-result")]
    public void The_schema_of_an_xml_format_is_the_approved_one(string profile) =>
        (DocumentSchema.Xsd(Translating.Profiles.Find(profile)!).ToString().ReplaceLineEndings("\n") + "\n").ShouldBeApproved($"formats/{profile}/document.xsd");

    [Fact]
    public void The_schema_of_the_json_format_is_the_approved_one() =>
        (DocumentSchema.Json(Translating.Profiles.Find("vdab-referral")!).ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).ReplaceLineEndings("\n") + "\n")
            .ShouldBeApproved("formats/vdab-referral/document.schema.json");

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_sample_and_every_written_document_is_valid(string profile, string file) =>
        Objections(profile, File.ReadAllText(Path.Combine(Translating.Contracts, "formats", profile, file))).ShouldBeEmpty(file);

    [Theory]
    [InlineData("ocmw-referral", "<Aanvraag><Header><Tiket>1</Tiket></Header></Aanvraag>", "Tiket")]
    [InlineData("ocmw-referral", "<Aanvraag><DatAanvraag>morgen</DatAanvraag></Aanvraag>", "DatAanvraag")]
    [InlineData("ocmw-result", "<HandoverResult><Intake><CdResultaat>ok</CdResultaat></Intake></HandoverResult>", "CdResultaat")]
    [InlineData("vdab-referral", """{"message": {"type": "capacity"}, "capacity": {"freePlaces": "4"}}""", "freePlaces")]
    [InlineData("vdab-referral", """{"message": {"tiket": "1"}}""", "tiket")]
    public void A_mistake_is_found_before_anything_is_sent(string profile, string document, string named) => Objections(profile, document).ShouldHaveSingleItem().ShouldContain(named);

    private static List<string> Objections(string profile, string document)
    {
        var found = new List<string>();
        if (document.TrimStart()[0] == '<')
        {
            var schemas = new XmlSchemaSet();
            schemas.Add(null, XmlReader.Create(new StringReader(DocumentSchema.Xsd(Translating.Profiles.Find(profile)!).ToString())));
            XDocument.Parse(document).Validate(schemas, (_, e) => found.Add(e.Message));
            return found;
        }

        var schema = DocumentSchema.Json(Translating.Profiles.Find(profile)!);
        var (json, record) = (JsonNode.Parse(document)!, schema["$defs"]!["record"]!.AsObject());
        foreach (var one in json is JsonArray list ? list.ToArray() : [json])
            Check(one, record, "", found);
        return found;
    }

    /// <summary>The keywords that these schemas use.</summary>
    private static void Check(JsonNode? value, JsonObject schema, string path, List<string> found)
    {
        var kind = value?.GetValueKind();
        var fits = (string?)schema["type"] switch
        {
            "object" => value is JsonObject,
            "array" => value is JsonArray,
            "integer" => kind is System.Text.Json.JsonValueKind.Number && int.TryParse(value!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture, out _),
            "boolean" => kind is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
            "string" => kind is System.Text.Json.JsonValueKind.String,
            _ => true,
        };
        var text = kind is System.Text.Json.JsonValueKind.String ? value!.GetValue<string>() : null;
        if (!fits || (schema["enum"] is JsonArray codes && !codes.Any(c => (string?)c == text)) || (schema["pattern"] is { } pattern && !Regex.IsMatch(text ?? "", (string)pattern!, RegexOptions.None, TimeSpan.FromSeconds(1))))
            found.Add(path);
        foreach (var item in value as JsonArray ?? [])
            Check(item, schema["items"]!.AsObject(), path, found);
        foreach (var (name, member) in value as JsonObject ?? [])
        {
            if (schema["properties"]?[name] is JsonObject known)
                Check(member, known, $"{path}.{name}", found);
            else
                found.Add($"{path}.{name}");
        }
    }
}
