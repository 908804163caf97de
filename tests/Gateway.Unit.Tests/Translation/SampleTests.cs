using System.Text;
using System.Text.Json.Nodes;
using Gateway.Translation;
using Gateway.Translation.Explaining;

namespace Gateway.Unit.Tests.Translation;

public class SampleTests
{
    [Theory]
    [InlineData("vdab-referral", "referral.json", "ok")]
    [InlineData("vdab-referral", "messages.json", "ok ok ok ok ok")]
    [InlineData("vdab-referral", "dirty.json", "ok identifier-check-digits unknown-code ok duplicate-key undeclared-ladder-variant ok+unknown-code")]
    [InlineData("vdab-referral", "life-events.json", "ok ok ok ok ok ok ok ok")]
    [InlineData("ocmw-referral", "referral.xml", "ok")]
    [InlineData("ocmw-referral", "messages.xml", "ok ok ok ok ok ok ok ok missing-field ok ok ok ok ok")]
    [InlineData("ocmw-referral", "list.xml", "ok ok")]
    [InlineData("ocmw-referral", "dirty.xml", "ok identifier-check-digits undeclared-ladder-variant ok")]
    [InlineData("ocmw-result", "received.xml", "ok")]
    [InlineData("ocmw-result", "results.xml", "ok ok")]
    [InlineData("ocmw-result", "answers.xml", "ok ok ok ok ok")]
    [InlineData("ocmw-result", "dirty.xml", "unknown-code missing-field ok")]
    [InlineData("sonar-export", "export.csv", "ok ok")]
    [InlineData("sonar-export", "export.xlsx", "ok ok ok")]
    [InlineData("sonar-export", "dirty-latin1.csv", "ok identifier-check-digits ok+unknown-code ok+row-short")]
    [InlineData("cloudevents", "reply.json", "ok")]
    [InlineData("cloudevents", "dirty-batch.json", "ok unknown-code unknown-type ok")]
    [InlineData("digisos", "dirty.json", "ok unknown-code ok+unknown-event not-a-date-time ok ok not-an-object ok+outside-the-records")]
    [InlineData("digisos", "stream.json", "ok ok ok ok ok ok ok ok+payment ok")]
    [InlineData("primabook", "dirty-utf8-bom.txt", "ok identifier-check-digits unknown-code+unknown-code ok+unknown-code ok row-short+missing-field+missing-field+unknown-code")]
    [InlineData("primabook", "list.txt", "ok ok ok ok+control-data")]
    [InlineData("suwi-assistance", "assistance.xml", "ok")]
    [InlineData("suwi-assistance", "dirty.xml", "ok+not-a-date+unknown-code missing-field ok ok+source-fault")]
    [InlineData("suwi-pes-dossier", "dirty-latin1.xml", "ok+unknown-code+not-a-number identifier-check-digits unknown-code ok+source-fault ok+outside-the-records")]
    [InlineData("suwi-pes-dossier", "dossier.xml", "ok")]
    [InlineData("suwi-pes-dossier", "fault.xml", "ok+source-fault")]
    [InlineData("suwi-pes-dossier", "minimal.xml", "ok")]
    [InlineData("suwi-pes-dossier", "nothing-found.xml", "ok+nothing-found")]
    [InlineData("suwi-reintegration", "dirty.xml", "ok identifier-check-digits ok+nothing-found")]
    [InlineData("suwi-reintegration", "services.xml", "ok")]
    [InlineData("um-jobseeker", "dirty.json", "ok missing-field ok+unknown-code ok+not-a-date ok")]
    [InlineData("um-jobseeker", "profiles.json", "ok ok")]
    public void Each_sample_is_what_it_says(string profile, string file, string expected)
    {
        var records = Translating.Translate(profile, File.ReadAllBytes(Sample(profile, file)));

        string.Join(' ', records.Select(r => string.Join('+', r.Status == RecordStatus.Translated ? r.Codes().Prepend("ok") : r.Codes()))).ShouldBe(expected);
    }

    [Fact]
    public void Every_sample_in_the_folder_is_tested()
    {
        var tested = typeof(SampleTests).GetMethod(nameof(Each_sample_is_what_it_says))!.GetCustomAttributesData()
            .Where(a => a.AttributeType == typeof(InlineDataAttribute))
            .Select(a => (System.Collections.ObjectModel.ReadOnlyCollection<System.Reflection.CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)
            .Select(a => $"{a[0].Value}/{a[1].Value}");
        var shipped = Directory.GetFiles(Path.Combine(Translating.Contracts, "formats"), "*", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(Path.GetDirectoryName(f)) == "samples")
            .Select(f => $"{Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(f)))}/{Path.GetFileName(f)}");

        tested.Order(StringComparer.Ordinal).ShouldBe(shipped.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("vdab-referral", "dirty.json")]
    [InlineData("ocmw-referral", "dirty.xml")]
    [InlineData("ocmw-referral", "messages.xml")]
    [InlineData("sonar-export", "dirty-latin1.csv")]
    [InlineData("suwi-pes-dossier", "dirty-latin1.xml")]
    [InlineData("suwi-pes-dossier", "nothing-found.xml")]
    [InlineData("suwi-assistance", "assistance.xml")]
    [InlineData("digisos", "stream.json")]
    [InlineData("um-jobseeker", "dirty.json")]
    [InlineData("primabook", "dirty-utf8-bom.txt")]
    public void A_record_translates_the_same_from_its_own_slice(string profile, string file)
    {
        var translator = new Translator();
        foreach (var record in Translating.Translate(profile, File.ReadAllBytes(Sample(profile, file))))
        {
            var again = translator.TranslateSlice(Translating.Profiles.Find(profile)!, record.Slice, record.Index, Translating.Options);

            again.Index.ShouldBe(record.Index);
            again.Status.ShouldBe(record.Status);
            again.Statements.Select(s => s.Data.ToJsonString()).ShouldBe(record.Statements.Select(s => s.Data.ToJsonString()));
        }
    }

    [Fact]
    public void The_report_is_the_documented_object_and_explains_without_free_text()
    {
        using var output = new MemoryStream();
        using (var report = new TranslationReport(output, "vdab-referral", explain: true, _ => new Dictionary<string, JsonObject>(StringComparer.Ordinal) { ["welfare"] = new() { ["a"] = 1 } }))
        {
            foreach (var record in Translating.Translate("vdab-referral", File.ReadAllBytes(Sample("vdab-referral", "dirty.json")), Translating.Options with { Explain = true }))
                report.Add(record);
            report.Finish();
        }

        var json = JsonNode.Parse(output.ToArray())!.AsObject();
        json.Select(p => p.Key).ShouldBe(["profile", "records", "summary"]);
        json["summary"]!.ToJsonString().ShouldBe("{\"received\":7,\"translated\":3,\"setAside\":4}");
        var records = json["records"]!.AsArray();
        records[0]!.AsObject().Select(p => p.Key).ShouldBe(["index", "line", "status", "statements", "problems", "unmapped", "fields", "sealed", "forwarded"]);
        records[0]!["unmapped"]!.ToJsonString().ShouldBe("[\"newField.since\"]");
        records[1]!["status"]!.GetValue<string>().ShouldBe("setAside");
        records[1]!["problems"]![0]!.AsObject().Select(p => p.Key).ShouldBe(["code", "path", "line", "text"]);
        records[3]!["sealed"]!.GetValue<int>().ShouldBe(3);
        records[3]!["forwarded"]!["welfare"]!["a"]!.GetValue<int>().ShouldBe(1);
        records[3]!["fields"]!.AsArray().ShouldContain(f => f!["value"]!.GetValue<string>().Contains("needs", StringComparison.Ordinal));
        var text = Encoding.UTF8.GetString(output.ToArray());
        text.ShouldNotContain("Verzonnen vrije tekst");
        text.ShouldNotContain("HEALTH");
    }

    private static string Sample(string profile, string file) => Path.Combine(Translating.Contracts, "formats", profile, "samples", file);
}
