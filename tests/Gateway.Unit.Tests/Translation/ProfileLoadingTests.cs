using Gateway.Core.Clients;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

public sealed class ProfileLoadingTests : IDisposable
{
    private const string Whole = """
        profile: own
        title: Test
        format: json
        media-type: application/json
        statements:
          - event: referral.cancelled
            fields:
              - { target: ticket, source: ticket, required: true }
              - { target: inReplyTo, source: about, required: true }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("profiles").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_profile_that_is_whole_loads()
    {
        Load(Whole).Problems.ShouldBeEmpty();
        Load(Whole).Profiles!.Find("own")!.MarksCompartments.ShouldBeFalse();
    }

    [Theory]
    [InlineData("target: inReplyTo", "target: inReplyTwo", "unknown-target", 9)]
    [InlineData("source: about,", "convert: date,", "no-source", 9)]
    [InlineData("source: about", "sorce: about", "unknown-key", 9)]
    [InlineData("source: about", "source: about, convert: yes-no", "other-kind", 9)]
    [InlineData("source: about", "source: about, convert: code, map: none", "unknown-map", 9)]
    [InlineData("source: about", "source: about, convert: guess", "unknown-value", 9)]
    [InlineData("source: about", "source: about, convert: identifier, scheme: passport", "unknown-scheme", 9)]
    [InlineData("referral.cancelled", "referral.handover", "unknown-event", 6)]
    [InlineData("- { target: inReplyTo, source: about, required: true }", "- { target: sender.unit, source: a }", "missing-target", 8)]
    [InlineData("- { target: inReplyTo, source: about, required: true }", "- { use: nothing }", "unknown-group", 9)]
    [InlineData("profile: own", "profile: other", "other-name", 1)]
    [InlineData("format: json", "format: xml", "missing-key", 1)]
    public void A_mistake_is_reported_with_file_line_and_remedy(string right, string wrong, string code, int line)
    {
        var result = Load(Whole.Replace(right, wrong, StringComparison.Ordinal));

        result.Profiles.ShouldBeNull();
        var problem = result.Problems.Where(p => p.Code == code).ShouldHaveSingleItem();
        problem.File.ShouldBe("formats/own/profile.yaml");
        problem.Line.ShouldBe(line);
        problem.Text.Length.ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("format: json", "format: json\nencoding: utf-8", "encoding-and-format")]
    [InlineData("format: json", "format: table\nencoding: klingon", "unknown-encoding")]
    [InlineData("format: json", "format: fixed", "columns-and-format")]
    [InlineData("format: json", "format: fixed\ncolumns:\n  - { name: a, width: 0 }", "no-width")]
    [InlineData("format: json", "format: json\nanswers:\n  - { record: a, code: c, says: s }", "record-and-format")]
    [InlineData("format: json", "format: json\nmarks:\n  - { source: a.**, mark: special }", "open-ended-path")]
    [InlineData("source: about", "source: about, unless: { source: a }", "no-values")]
    [InlineData("format: json", "format: fixed\ncolumns:\n  - { name: a, width: 1 }\noutbound:\n  - { event: referral.handover, fields: [ { target: ticket, source: a } ] }", "outbound-and-format")]
    public void What_does_not_fit_the_format_is_refused_with_a_remedy(string right, string wrong, string code)
    {
        var problem = Load(Whole.Replace(right, wrong, StringComparison.Ordinal)).Problems.Where(p => p.Code == code).ShouldHaveSingleItem();

        problem.Line.ShouldBeGreaterThan(0);
        problem.Text.Length.ShouldBeGreaterThan(30);
    }

    [Fact]
    public void A_profile_says_in_which_code_page_its_lines_are()
    {
        const string lines = "format: fixed\nencoding: ibm850\ncolumns:\n  - { name: ticket, width: 3 }\n  - { name: about, width: 5 }";
        var profile = Load(Whole.Replace("format: json", lines, StringComparison.Ordinal)).Profiles!.Find("own")!;
        using var content = new MemoryStream([(byte)'T', (byte)'-', (byte)'1', (byte)'Z', (byte)'o', 0x89]);

        new Translator().Translate(profile, content, Translating.Options, CancellationToken.None).ToList().Only().Data["inReplyTo"]!.GetValue<string>().ShouldBe("Zoë");
    }

    [Fact]
    public void A_code_map_with_a_code_twice_for_one_day_is_refused_and_dated_codes_are_not()
    {
        const string codes = "map: m\nversion: '1'\nentries:\n  - { code: a, means: x, to: 2025-12-31 }\n  - { code: a, means: y, from: ";
        const string line = "source: about, convert: code, map: m";

        Load(Whole.Replace("source: about", line, StringComparison.Ordinal), codes + "2025-12-31 }\n").Problems.Single().ShouldSatisfyAllConditions(
            p => p.Code.ShouldBe("code-twice"), p => p.File.ShouldBe("formats/own/codes/m.yaml"), p => p.Line.ShouldBe(5));

        var profile = Load(Whole.Replace("source: about", line, StringComparison.Ordinal), codes + "2026-01-01 }\n").Profiles!.Find("own")!;
        foreach (var (day, meaning) in new[] { (new DateOnly(2025, 12, 31), "x"), (new DateOnly(2026, 1, 1), "y") })
        {
            using var content = new MemoryStream("{\"ticket\":\"1\",\"about\":\"a\"}"u8.ToArray());
            new Translator().Translate(profile, content, new TranslateOptions { Today = day }, CancellationToken.None)
                .Single().Statements.Single().Data["inReplyTo"]!.GetValue<string>().ShouldBe(meaning);
        }
    }

    [Fact]
    public void The_version_changes_with_the_profile_and_with_its_code_maps()
    {
        var line = Whole.Replace("source: about", "source: about, convert: code, map: m", StringComparison.Ordinal);
        string Version(string codes) => Load(line, codes).Profiles!.Find("own")!.Version;

        var first = Version("map: m\nversion: '1'\nsame: [a]\n");
        Version("map: m\nversion: '1'\nsame: [a]\n").ShouldBe(first);
        Version("map: m\nversion: '1'\nsame: [a, b]\n").ShouldNotBe(first);
    }

    [Fact]
    public void A_missing_folder_is_said_so() =>
        ProfileSet.Load(Path.Combine(_folder, "none")).Problems.Single().Code.ShouldBe("missing-folder");

    [Theory]
    [InlineData("vdab-referral", Compartment.Walled, "application/json; charset=utf-8", "text/csv")]
    [InlineData("sonar-export", Compartment.Special, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/json")]
    [InlineData("ocmw-referral", Compartment.Special, "text/xml", "application/json")]
    public void A_profile_knows_its_compartment_and_its_media_types(string id, Compartment compartment, string good, string bad)
    {
        var profile = Translating.Profiles.Find(id)!;

        profile.Compartment.ShouldBe(compartment);
        profile.Accepts(good).ShouldBeTrue();
        profile.Accepts(null).ShouldBeTrue();
        profile.Accepts(bad).ShouldBeFalse();
    }

    private ProfileSetResult Load(string profile, string? codes = null)
    {
        var own = Directory.CreateDirectory(Path.Combine(_folder, "formats", "own", "codes")).Parent!.FullName;
        File.WriteAllText(Path.Combine(own, "profile.yaml"), profile);
        if (codes is not null)
            File.WriteAllText(Path.Combine(own, "codes", "m.yaml"), codes);
        return ProfileSet.Load(_folder);
    }
}
