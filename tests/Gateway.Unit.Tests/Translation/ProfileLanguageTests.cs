using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Core.Ladder;
using Gateway.Translation;
using Gateway.Translation.Drafting;
using Gateway.Translation.Explaining;
using YamlDotNet.RepresentationModel;

namespace Gateway.Unit.Tests.Translation;

public sealed partial class ProfileLanguageTests : IDisposable
{
    private static readonly string Formats = Path.Combine(Translating.Contracts, "formats");
    private static readonly JsonObject Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Formats, "profile.schema.json")))!.AsObject();
    private readonly string _folder = Directory.CreateTempSubdirectory("drafts").FullName;

    public static TheoryData<string> Shipped => [.. Directory.GetFiles(Formats, "profile.yaml", SearchOption.AllDirectories).Select(f => Path.GetFileName(Path.GetDirectoryName(f)!))];

    public static TheoryData<string, string> Samples
    {
        get
        {
            var samples = new TheoryData<string, string>();
            foreach (var file in Directory.GetFiles(Formats, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(Path.GetDirectoryName(f)) == "samples"))
                samples.Add(Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file)!)!), Path.GetFileName(file));
            return samples;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_sample_gives_its_approved_result()
    {
        var results = ProfileSamples.Run(Translating.Contracts, Translating.Profiles.All, approve: Environment.GetEnvironmentVariable("GATEWAY_APPROVE") == "1").ToList();

        results.Count.ShouldBeGreaterThan(25);
        results.Where(r => r.Difference is not null).Select(r => $"{r.Profile}/{r.Sample}: {r.Difference}").ShouldBeEmpty();
    }

    [Fact]
    public void Editors_complete_every_field_of_the_contract_events()
    {
        var fields = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(Path.Combine(Translating.Contracts, "events"), "*.schema.json"))
        {
            var schema = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
            AddFields(schema, schema, "", fields);
        }

        var completed = Schema["$defs"]!["lines"]!["items"]!["properties"]!["target"]!["anyOf"]![0]!["enum"]!.AsArray().Select(t => (string)t!).ToList();
        completed.ShouldBe(fields.ToList(), customMessage: "The list of targets in profile.schema.json is that of the events' fields, in order.");
    }

    /// <summary>Fields of an object; those of a list's items both behind the list's name and by themselves, as lines within it say them.</summary>
    private static void AddFields(JsonObject schema, JsonObject document, string prefix, SortedSet<string> fields)
    {
        foreach (var (name, property) in Resolved(schema, document)["properties"]?.AsObject() ?? [])
        {
            fields.Add(prefix + name);
            var value = Resolved(property!.AsObject(), document);
            var item = value["items"]?.AsObject();
            AddFields(item ?? value, document, prefix + name + '.', fields);
            if (item is not null)
                AddFields(item, document, "", fields);
        }
    }

    private static JsonObject Resolved(JsonObject schema, JsonObject document) =>
        (string?)schema["$ref"] is { } reference ? Resolved(document["$defs"]![reference.Split('/')[^1]]!.AsObject(), document) : schema;

    [Fact]
    public void A_sample_that_gives_another_result_says_where_and_what_to_do()
    {
        var formats = Directory.CreateDirectory(Path.Combine(_folder, "formats")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Formats, "ocmw-result"), "*", SearchOption.AllDirectories).Concat(Directory.GetFiles(Path.Combine(Formats, "codes"))))
        {
            var copy = Path.Combine(formats, Path.GetRelativePath(Formats, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var codes = Path.Combine(formats, "codes", "outcomes.yaml");
        File.WriteAllText(codes, File.ReadAllText(codes).Replace("  - received\n", "", StringComparison.Ordinal));
        File.Delete(Path.Combine(formats, "ocmw-result", "samples", "results.xml"));

        var results = ProfileSamples.Run(_folder, ProfileSet.Load(_folder).Profiles!.All, approve: false).ToDictionary(r => r.Sample, r => r.Difference, StringComparer.Ordinal);

        results["received.xml"].ShouldNotBeNull().ShouldContain("GATEWAY_APPROVE=1");
        results["results.xml.json"].ShouldNotBeNull().ShouldContain("no sample");
        results["dirty.xml"].ShouldBeNull();
    }

    [Theory, MemberData(nameof(Shipped))]
    public void A_shipped_profile_conforms_to_the_schema_and_points_to_it(string profile)
    {
        var text = File.ReadAllText(Path.Combine(Formats, profile, "profile.yaml"));
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));

        text.ShouldStartWith("# yaml-language-server: $schema=../profile.schema.json");
        Faults(Schema, yaml.Documents[0].RootNode, profile).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("convert")]
    [InlineData("take")]
    [InlineData("unknown")]
    public void The_schema_offers_the_values_that_the_loader_knows(string key)
    {
        var own = Directory.CreateDirectory(Path.Combine(_folder, "formats", "own")).FullName;
        File.WriteAllText(Path.Combine(own, "profile.yaml"), $"profile: own\ntitle: t\nformat: json\nmedia-type: application/json\nstatements:\n  - event: consent.withdrawn\n    fields:\n      - {{ target: ticket, source: a, {key}: nonsense }}\n");

        var said = ProfileSet.Load(_folder).Problems.Single(p => p.Code == "unknown-value").Text;

        Schema["$defs"]!["lines"]!["items"]!["properties"]![key]!["enum"]!.AsArray().Select(v => (string)v!)
            .ShouldBe(said[(said.IndexOf("one of ", StringComparison.Ordinal) + 7)..].TrimEnd('.').Split(", "), ignoreOrder: true);
    }

    [Fact]
    public void The_list_of_problem_codes_is_the_one_in_the_code()
    {
        var source = string.Concat(Directory.GetFiles(Path.Combine(Translating.Contracts, "..", "src", "Gateway.Translation"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("Profiles/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var answers = string.Concat(Translating.Profiles.All.Select(p => File.ReadAllText(Path.Combine(Formats, p.Id, "profile.yaml"))));
        var used = Codes().Matches(source).Concat(AnswerCodes().Matches(answers)).Select(m => m.Groups["code"].Value).ToHashSet(StringComparer.Ordinal);
        used.UnionWith([LadderRules.NotOfVariant, LadderRules.OverrideIncomplete, LadderRules.BeforeBirth, LadderRules.InFuture, LadderRules.VariantNotAgreed]);
        var listed = ProblemCodes.Documented();

        used.Count.ShouldBeGreaterThan(30);
        used.Except(listed, StringComparer.Ordinal).ShouldBeEmpty();
        listed.Except(used, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Samples))]
    public void A_draft_from_any_sample_loads_and_holds_none_of_its_values(string profile, string sample)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Formats, profile, "samples", sample));
        var draft = ProfileDraft.From("drafted", bytes).ShouldNotBeNull();
        var own = Directory.CreateDirectory(Path.Combine(_folder, "formats", "drafted")).FullName;
        File.WriteAllText(Path.Combine(own, "profile.yaml"), draft);

        var result = ProfileSet.Load(_folder);

        result.Problems.ShouldBeEmpty();
        foreach (var value in new[] { "111222333", "85073003328", "Voorbeeld", "Verzonnen", "Verzinnaar" })
            draft.ShouldNotContain(value, Case.Insensitive);
        using var content = new MemoryStream(bytes);
        new Translator().Translate(result.Profiles!.Find("drafted")!, content, Translating.Options, CancellationToken.None).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_draft_recognises_identifier_names_and_what_must_be_sealed()
    {
        var draft = ProfileDraft.From("x", "BSN;Voornaam;Geboortedatum;Sanctie;Gezondheid;IBAN;Opmerking\n111222333;A;1985-07-30;ja;ja;x;een hele lange zin van meer dan zes woorden\n"u8.ToArray())!;

        draft.ShouldContain("source: BSN, convert: identifier, scheme: bsn");
        draft.ShouldContain("target: client.givenNames, source: Voornaam");
        draft.ShouldContain("target: client.birthDate, source: Geboortedatum, convert: partial-date");
        draft.ShouldContain("source: Sanctie, mark: walled");
        draft.ShouldContain("source: Gezondheid, mark: special");
        draft.ShouldContain("source: IBAN, mark: private");
        draft.ShouldContain("source: Opmerking, mark: free-text");
        ProfileDraft.From("x", []).ShouldBeNull();
    }

    [Theory]
    [InlineData("BSN;Naam\n123456789;A\n", "source: BSN, convert: identifier, scheme: bsn")]
    [InlineData("Rijksregisternummer;Naam\n85073003329;A\n", "source: Rijksregisternummer, convert: identifier, scheme: insz")]
    [InlineData("{\"klant\":{\"voornamen\":[\"An\",\"Bo\"],\"nr\":\"7\"}}", "target: client.givenNames, source: \"klant.voornamen\" }")]
    [InlineData("nr;Voornamen\n1;An, Bo\n", "source: Voornamen, separators: \";,|\"")]
    [InlineData("{\"nr\":\"7\",\"telefoons\":[\"1\",\"2\"]}", "source: telefoons, take: first")]
    [InlineData("nr;Telefoon\n1;een hele lange zin van meer dan zes woorden\n2;0470123456\n3;0470123457\n", "target: client.contact.phone, source: Telefoon")]
    [InlineData("nr;Telefoon werkgever\n1;0470123456\n", "source: \"Telefoon werkgever\", mark: private")]
    [InlineData("{\"nr\":\"7\",\"werkgever\":{\"straat\":\"A\",\"telefoon\":\"1\"}}", "source: \"werkgever.straat\", mark: private")]
    [InlineData("{\"nr\":\"7\",\"traject\":{\"begeleider\":{\"telefoon\":\"x1\"}}}", "source: \"traject.begeleider.telefoon\", mark: free-text")]
    [InlineData("{\"nr\":\"7\",\"woonadres\":{\"straat\":\"A\"},\"postadres\":{\"postcode\":\"3000\"}}", "source: \"postadres.postcode\", mark: private")]
    [InlineData("nr;postcode_wg;Postcode\n1;1234AB;3000\n", "target: client.residence.postalCode, source: Postcode }")]
    [InlineData("nr;Telefoon begeleider;telCoach\n1;geen;geen\n", "source: \"Telefoon begeleider\", mark: free-text")]
    [InlineData("nr;Geboorteplaats\n1;Mortsel\n", "source: Geboorteplaats, mark: private")]
    [InlineData("nr;Familienaam;Huisnummer;Geburtsdatum\n1;A;1;1985-07-30\n", "target: client.residence.houseNumber, source: Huisnummer")]
    [InlineData("nr;Nom de famille\n1;A\n", "target: client.familyName, source: \"Nom de famille\"")]
    [InlineData("nr;Nota\n1;nierpatiënt\n", "source: Nota, mark: free-text")]
    [InlineData("nr;Nota\n1;\n", "source: Nota, mark: free-text")]
    [InlineData("nr;Telefoon;Geheim nr\n1;0470000001;ja\n", "source: Telefoon, unless: { source: \"Geheim nr\", is: [ja, yes, oui] } }")]
    [InlineData("{\"nr\":\"7\",\"adres\":{\"straat\":\"A\",\"afgeschermd\":true}}", "unless: { source: \"adres.afgeschermd\", is: [ja, yes, oui] } }")]
    [InlineData("nr;Begin\n1;2026-01-31\n", "  - Begin # looks like a date")]
    public void A_draft_trusts_headers_maps_lists_keeps_entities_apart_and_seals_what_it_does_not_know(string sample, string line)
    {
        var draft = ProfileDraft.From("drafted", System.Text.Encoding.UTF8.GetBytes(sample)).ShouldNotBeNull();

        draft.ShouldContain(line);
        using var own = new OwnProfile(draft.Replace("profile: drafted", "profile: own", StringComparison.Ordinal));
        own.Loaded.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Formats_that_are_a_readers_test_stay_out_of_the_live_directory()
    {
        var agencies = File.ReadAllText(Path.Combine(Translating.Contracts, "directory", "agencies.yaml"));

        foreach (var profile in new[] { "digisos", "suwi-assistance", "primabook" })
            agencies.ShouldNotContain(profile);
    }

    private static IEnumerable<string> Faults(JsonObject schema, YamlNode node, string path)
    {
        if (schema["$ref"] is not null)
            schema = Schema["$defs"]!["lines"]!.AsObject();
        switch (node)
        {
            case YamlMappingNode map when schema["properties"] is JsonObject properties:
                var keys = map.Children.ToDictionary(c => ((YamlScalarNode)c.Key).Value!, c => c.Value, StringComparer.Ordinal);
                return (schema["required"]?.AsArray() ?? []).Select(r => (string)r!).Where(r => !keys.ContainsKey(r)).Select(r => $"{path}.{r} is missing")
                    .Concat(keys.SelectMany(k => properties[k.Key] is JsonObject inner ? Faults(inner, k.Value, $"{path}.{k.Key}") : [$"{path}.{k.Key} is not in the schema"]));
            case YamlMappingNode map when schema["additionalProperties"] is JsonObject each:
                return map.Children.SelectMany(c => Faults(each, c.Value, $"{path}.{c.Key}"));
            case YamlSequenceNode list when schema["items"] is JsonObject item:
                return list.Children.SelectMany(c => Faults(item, c, path));
            case YamlScalarNode scalar when schema["enum"] is JsonArray values:
                return values.Any(v => (string)v! == scalar.Value) ? [] : [$"{path} is {scalar.Value}"];
            default:
                return [];
        }
    }

    [GeneratedRegex("(?:Fail|Notice|Unreadable|Problem|AnswerRule|new)\\(\\s*(?:null, null, \\[\\], )?\"(?<code>[a-z0-9]+(?:-[a-z0-9]+)+|truncated|incomplete)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Codes();

    [GeneratedRegex("^\\s+(- )?code: (?<code>[a-z-]+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex AnswerCodes();
}
