using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gateway.Translation;
using Gateway.Translation.Explaining;

namespace Gateway.Unit.Tests.Translation;

/// <summary>A twin fails as its original does and holds nothing of it.</summary>
public partial class TwinTests
{
    private static (Twin Twin, string Text) Of(string profile, string content)
    {
        var twin = Twin.Of(Translating.Profiles.Find(profile)!, Encoding.UTF8.GetBytes(content), Translating.Options).ShouldNotBeNull();
        return (twin, Encoding.UTF8.GetString(twin.Bytes));
    }

    [Theory]
    [InlineData("\"WELFARE_SUPPORT\"", "\"SCHULD_HULP\"", "SCHULD_HULP")]
    [InlineData("\"85.07.30-033.28\"", "\"85.07.30-033.29\"", "person")]
    [InlineData("\"type\": \"referral\"", "\"tipe\": \"referral\"", "message")]
    public void A_record_that_fails_has_a_twin_that_fails_alike(string sound, string broken, string kept)
    {
        var original = VdabReferralTests.Referral.Replace(sound, broken, StringComparison.Ordinal);
        original.ShouldNotBe(VdabReferralTests.Referral);

        var (twin, text) = Of("vdab-referral", original);

        (twin.Records, twin.IsAlike, twin.Extension).ShouldBe((1, true, ".json"));
        text.ShouldContain(kept);
        text.ShouldNotContain("85.07.30");
        text.ShouldNotContain("Voorbeeld");
        text.Length.ShouldBeInRange(original.Length / 3, original.Length * 2);
    }

    public static TheoryData<string, string> Samples => ProfileLanguageTests.Samples;

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_twin_of_any_sample_holds_no_name_number_or_date_of_birth_of_it(string profile, string sample)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Translating.Contracts, "formats", profile, "samples", sample));
        if (Twin.Of(Translating.Profiles.Find(profile)!, bytes, Translating.Options) is not { } twin)
            return;

        var text = Encoding.UTF8.GetString(twin.Bytes);
        foreach (var value in new[] { "Voorbeeld", "Verzonnen", "Verzinnaar", "Proefpersoon", "Peeters", "Maes", "111222333", "85073003328", "1985-07-30", "19850730", "0612345601" })
            text.ShouldNotContain(value);
    }

    /// <summary>Canonical fields by which somebody could be known again.</summary>
    [GeneratedRegex(@"^(referral\.)?(client\.(identifiers\.(value|replacedBy)|familyName|givenNames|fullName|birthDate|contact\.(phone|email)|residence\.(postalCode|place|street|houseNumber))|agreement\.recordId|ticket|inReplyTo|caseNumber|sender\.contact\.(name|phone))$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Personal();

    [GeneratedRegex(@"[\p{L}\p{N}]{4,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Runs();

    [Theory]
    [MemberData(nameof(Samples))]
    public void Nothing_of_a_person_or_behind_a_wall_stands_in_a_twin_not_even_four_characters_of_it(string profile, string sample)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Translating.Contracts, "formats", profile, "samples", sample));
        var records = Translating.Translate(profile, bytes, Translating.Options with { Explain = true });
        var chosen = records.Where(r => r.Status == RecordStatus.SetAside).DefaultIfEmpty(records.Find(r => r.Status == RecordStatus.Translated)).OfType<TranslatedRecord>().ToList();
        var secret = chosen.SelectMany(r => r.Fields).Where(f => f.Raw is not null && Personal().IsMatch(f.Target)).SelectMany(f => Parts(f.Raw!))
            .Concat(chosen.SelectMany(r => Leaves(r.Slice).Where(l => IsSealed(r, l.Name)).SelectMany(l => Parts(l.Text)))).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (Twin.Of(Translating.Profiles.Find(profile)!, bytes, Translating.Options) is not { } twin)
            return;

        var values = Translating.Translate(profile, twin.Bytes).SelectMany(r => Leaves(r.Slice)).ToList();

        foreach (var (name, text) in values)
            Parts(text).Where(secret.Contains).ShouldBeEmpty($"{name} of the twin of {sample}");
    }

    [Fact]
    public void The_same_holds_for_many_records_that_are_all_alike()
    {
        const string Row = "111222333;De Tweede Tweede;1122334455;tweede@tweede.example;2233 TT;Tweede;hartpatient 11223344\n";
        for (var i = 0; i < 10; i++)
        {
            var (twin, text) = Of("sonar-export", "BSN;Volledige Naam;Telefoonnummer;E-mailadres;Postcode;Straatnaam;Aantekening\n" + string.Concat(Enumerable.Repeat(Row, 10)));
            var values = string.Join(';', text.Split('\n').Skip(1));

            twin.IsAlike.ShouldBeTrue();
            Parts(Row).Where(p => values.Contains(p, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_day_that_is_over_stays_over_and_one_to_come_stays_to_come_and_what_is_the_same_twice_stays_so()
    {
        for (var i = 0; i < 10; i++)
        {
            var (_, text) = Of("vdab-referral", VdabReferralTests.Referral.Replace("\"WRITTEN\"", "\"WRITTEN\", \"expires\": \"2027-06-30\"", StringComparison.Ordinal));
            var twin = JsonNode.Parse(text)![0]!;
            string.CompareOrdinal((string)twin["agreement"]!["expires"]!, "2026-03-02").ShouldBeGreaterThan(0);
            string.CompareOrdinal((string)twin["agreement"]!["givenOn"]!, "2026-03-03").ShouldBeLessThan(0);
        }
    }

    /// <summary>Four letters or digits in a row; zeros alone say nothing.</summary>
    private static IEnumerable<string> Parts(string text) =>
        Runs().Matches(text).SelectMany(m => Enumerable.Range(0, m.Length - 3).Select(i => m.Value.Substring(i, 4))).Where(p => p.Any(c => c != '0'));

    private static bool IsSealed(TranslatedRecord record, string name) =>
        record.Fields.Any(f => f is { Fate: FieldFate.Sealed, Source: { } source } && source.Split('.', '/', '@')[^1].Equals(name, StringComparison.OrdinalIgnoreCase) && !f.Target.EndsWith("barriers.code", StringComparison.Ordinal))
        || record.Unmapped.Any(u => u.Split('.', '/', '@')[^1].Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Names and texts of a record as it was sent; of one that cannot be read its words.</summary>
    private static List<(string Name, string Text)> Leaves(ReadOnlyMemory<byte> slice)
    {
        var text = Encoding.UTF8.GetString(slice.Span).Trim();
        try
        {
            if (text.StartsWith('<'))
                return [.. XElement.Parse(text).DescendantsAndSelf().SelectMany(e => e.Attributes().Where(a => !a.IsNamespaceDeclaration).Select(a => (a.Name.LocalName, a.Value)).Append((e.Name.LocalName, e.HasElements ? "" : e.Value)))];
            return text.Length == 0 || text[0] is not ('{' or '[') ? [("", text)] : [.. OfJson("", JsonNode.Parse(text))];
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or System.Xml.XmlException or ArgumentException)
        {
            return [];
        }
    }

    private static IEnumerable<(string Name, string Text)> OfJson(string name, JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(m => OfJson(m.Key, m.Value)),
        JsonArray list => list.SelectMany(i => OfJson(name, i)),
        null => [],
        _ => [(name, node.ToString())],
    };

    [Fact]
    public void A_twin_of_a_row_keeps_columns_codes_and_lengths()
    {
        var (twin, text) = Of("sonar-export", "BSN;Volledige Naam;Geslacht;Postcode;Gemeente;Onbekende kolom\n123456789;Jan de Vries;V;3990 AA;Houten;hartpatiënt\n");

        twin.IsAlike.ShouldBeTrue();
        var lines = text.Split('\n');
        lines[0].ShouldBe("\"BSN\";\"Volledige Naam\";\"Geslacht\";\"Postcode\";\"Gemeente\";\"Onbekende kolom\"");
        Shape().IsMatch(lines[1]).ShouldBeTrue(lines[1]);
    }

    [Fact]
    public void A_name_that_holds_a_number_is_invented_and_a_misspelt_one_stays()
    {
        var (_, text) = Of("vdab-referral", VdabReferralTests.Referral.Replace("\"question\"", "\"kinderen\": { \"85073003328\": \"x\" }, \"questoin\"", StringComparison.Ordinal));

        text.ShouldContain("questoin");
        text.ShouldContain("kinderen");
        text.ShouldNotContain("85073003328");
    }

    [Fact]
    public void A_record_that_cannot_be_read_has_a_twin_too()
    {
        var (twin, text) = Of("vdab-referral", "[{\"message\":{\"type\":\"referral\",\"ticket\":\"T-77\"},\"person\":{\"familyName\":\"Janssens,\"insz\":\"85073003328\"}}]");

        twin.IsAlike.ShouldBeTrue();
        text.ShouldContain("familyName");
        text.ShouldNotContain("Janssens");
    }

    [Theory]
    [InlineData("digisos", "{\"version\":\"2.0\",\"avsender\":{\"systemnavn\":\"Geheim\"},\"hendelser\":[{\"type\":\"soknadsStatus\",\"hendelsestidspunkt\":\"i dag\",\"status\":\"MOTTATT\"}]}")]
    [InlineData("digisos", "{\"version\":\"2.0\",\"hendelser\":[{\"type\":\"soknadsStatus\",\"hendelsestidspunkt\":\"i dag\",\"status\":\"MOTTATT\"}]}")]
    [InlineData("cloudevents", "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"urn:x\",\"type\":\"referral.reply\",\"data\":{\"ticket\":\"t\",\"inReplyTo\":\"h\",\"outcome\":\"misschien\"}}")]
    [InlineData("cloudevents", "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"referral.reply\",\"data\":{\"ticket\":\"t\",\"inReplyTo\":\"h\",\"outcome\":\"received\"}}")]
    public void A_twin_has_the_parts_that_its_format_demands_and_lacks_those_that_were_missing(string profile, string document)
    {
        var (twin, text) = Of(profile, document);

        twin.IsAlike.ShouldBeTrue(text);
        text.ShouldNotContain("Geheim");
    }

    [Fact]
    public void A_document_without_a_record_has_none() =>
        Twin.Of(Translating.Profiles.Find("vdab-referral")!, [], Translating.Options).ShouldBeNull();

    [GeneratedRegex("^\"[1-9]{9}\";\"[A-Z][a-z]{2} [a-z]{2} [A-Z][a-z]{4}\";\"V\";\"[1-9]{3}0 [A-Z]{2}\";\"[A-Z][a-z]{5}\";\"[a-z]+é[a-z]+\"$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shape();
}
