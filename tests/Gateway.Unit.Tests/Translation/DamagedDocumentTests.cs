using Gateway.Contracts.Events;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

public class DamagedDocumentTests
{
    [Theory]
    [InlineData("vdab-referral", "dirty.json")]
    [InlineData("ocmw-referral", "dirty.xml")]
    [InlineData("ocmw-result", "results.xml")]
    [InlineData("sonar-export", "export.csv")]
    [InlineData("sonar-export", "export.xlsx")]
    [InlineData("cloudevents", "dirty-batch.json")]
    [InlineData("suwi-pes-dossier", "dirty-latin1.xml")]
    [InlineData("suwi-assistance", "assistance.xml")]
    [InlineData("suwi-reintegration", "dirty.xml")]
    [InlineData("digisos", "dirty.json")]
    [InlineData("um-jobseeker", "dirty.json")]
    [InlineData("primabook", "dirty-utf8-bom.txt")]
    public void However_a_document_is_damaged_every_record_ends_translated_or_set_aside_with_a_reason(string profile, string file)
    {
        var whole = File.ReadAllBytes(Path.Combine(Translating.Contracts, "formats", profile, "samples", file));
        var random = new Random(20260302);
        for (var round = 0; round < 400; round++)
        {
            var damaged = whole[..random.Next(1, whole.Length + 1)];
            for (var i = random.Next(0, 6); i > 0; i--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);

            var records = Translating.Translate(profile, damaged);

            foreach (var record in records)
            {
                (record.Status == RecordStatus.Translated).ShouldBe(record.Statements.Count > 0 || record.Answer is not null, $"round {round}");
                (record.Status == RecordStatus.Translated || record.Problems.Count > 0).ShouldBeTrue($"round {round}");
            }
        }
    }

    [Fact]
    public void A_barrier_that_says_it_is_special_is_sealed_whatever_its_code()
    {
        var document = VdabReferralTests.Referral.Replace("{ \"code\": \"CHILDCARE\" }", "{ \"code\": \"CHILDCARE\", \"specialCategory\": true }", StringComparison.Ordinal);

        var record = Translating.Translate("vdab-referral", document).Single();

        record.Statements.Single().Content.ShouldBeOfType<ReferralSubmitted>().Barriers!.Select(b => b.Code).ShouldBe(["DEBT"]);
        Translating.Text(record.Stripped!.Value).ShouldNotContain("CHILDCARE");
    }

    [Fact]
    public void The_walled_category_is_nowhere_but_in_the_whole_slice()
    {
        var document = VdabReferralTests.Referral.Replace("\"category\": \"00\"", "\"category\": \"14\"", StringComparison.Ordinal);

        var record = Translating.Translate("vdab-referral", document, Translating.Options with { Explain = true }).Single();

        Translating.Text(record.Slice).ShouldContain("\"14\"");
        record.Fields.ShouldAllBe(f => f.Raw != "14" && f.Value != "14" && f.Value != "excluded");
    }
}
