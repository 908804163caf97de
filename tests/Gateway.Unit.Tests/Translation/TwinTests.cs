using System.Text;
using System.Text.RegularExpressions;
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
        foreach (var value in new[] { "Voorbeeld", "Verzonnen", "Verhaeren", "Proefpersoon", "Peeters", "Maes", "111222333", "85073003328", "1985-07-30", "19850730", "0612345601" })
            text.ShouldNotContain(value);
    }

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
