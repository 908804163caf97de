using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Dashboard.Policies;
using Gateway.Dashboard.Words;
using Gateway.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Operating;

/// <summary>Documents about the policy: in three languages, safe to print and publish, and without a person in them.</summary>
public sealed partial class PolicyPapersTests
{
    private static readonly DateOnly Day = new(2026, 3, 10);
    private static readonly string Sources = Path.Combine(Shipped.Folder, "..", "src", "Gateway.Dashboard");

    [Fact]
    public void Every_word_of_a_document_is_there_in_dutch_and_in_french()
    {
        var texts = Directory.EnumerateFiles(Path.Combine(Sources, "Policies"), "*.cs").SelectMany(f => Text().Matches(File.ReadAllText(f)).Concat(Arm().Matches(File.ReadAllText(f))))
            .Select(m => m.Groups["text"].Value).Where(t => t.Contains(' ', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();

        texts.Count.ShouldBeGreaterThan(150);
        foreach (var language in new[] { "nl", "fr" })
            texts.Where(t => !Dictionary.Of(language).Has(t)).ShouldBeEmpty(language);
    }

    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_places()
    {
        var (nl, fr) = (TextsOf("nl"), TextsOf("fr"));

        nl.Keys.ShouldBe(fr.Keys, ignoreOrder: true);
        foreach (var (english, text) in nl.Concat(fr))
            Place().Matches(text).Select(m => m.Value).Distinct().Order().ShouldBe(Place().Matches(english).Select(m => m.Value).Distinct().Order(), english);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("nl")]
    [InlineData("fr")]
    public void No_document_falls_back_to_another_language_or_to_a_code_for_a_field(string language)
    {
        var agreed = Shipped.Contracts.Agreed;
        foreach (var paper in PolicyPapers.Records(agreed, Day, language, agreed).Append(PolicyPapers.Matrix(agreed, Day, language)))
        {
            var html = PaperWriters.Html(paper);
            paper.Language.ShouldBe(language);
            if (language != "en")
                html.ShouldNotContain("Legal basis");
            // A field that is named by its path has no name in the field lists.
            Path_().Matches(html).Select(m => m.Value).Distinct().ShouldBeEmpty(paper.Name);
        }
    }

    [Fact]
    public void What_stands_in_the_files_is_text_and_never_markup_or_a_formula()
    {
        var agreed = Shipped.Contracts.Agreed;
        var hostile = agreed with
        {
            Collaborations = [.. agreed.Collaborations.Select(c => c with { Title = "<script>alert(1)</script>|=HYPERLINK(\"x\")", Paperwork = c.Paperwork with { Protocol = "=cmd|' /C calc'!A0" } })],
        };
        var papers = PolicyPapers.Records(hostile, Day, "en", null).Append(PolicyPapers.Matrix(hostile, Day, "en")).ToList();

        papers.Select(p => PaperWriters.Html(p)).ShouldAllBe(h => !h.Contains("<script", StringComparison.OrdinalIgnoreCase));
        papers.Select(p => PaperWriters.Markdown(p)).ShouldAllBe(m => !m.Contains("<script", StringComparison.OrdinalIgnoreCase));
        papers.SelectMany(p => PaperWriters.Csv(p.Data).Split("\r\n")).SelectMany(l => l.Split(',')).ShouldAllBe(c => !c.StartsWith('=') && !c.StartsWith("\"=", StringComparison.Ordinal));
        foreach (var table in papers.SelectMany(p => p.Parts).OfType<PaperPart.Table>())
            table.Rows.ShouldAllBe(r => r.Count == table.Columns.Count);
    }

    [Fact]
    public async Task Nothing_of_a_person_is_in_any_document()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        var insz = People.Insz();
        var referral = Vdab.Referral(insz: insz);
        referral["person"]!["familyName"] = "Kanarievogel";
        await vdab.SettledAsync(Vdab.Profile, referral);
        await leuven.NewAsync();
        await gateway.Services.GetRequiredService<IClientOverviews>().FindAsync("vdab", "insz", insz, new PrivacyLook(new Reader("kanariekijker", null, UserRoles.Dpo), OpeningKind.ByIdentifier, PrivacyPurposes.Complaint), CancellationToken.None);
        // Every word of the record that is nobody's code: names, numbers, contact details, references.
        var canaries = Leaves(JsonDocument.Parse(referral.ToJsonString()).RootElement.GetProperty("person")).Append(insz).Append("kanariekijker")
            .Where(v => v.Length > 5 && v.Any(char.IsLetterOrDigit)).Distinct().ToList();
        canaries.Count.ShouldBeGreaterThan(4);

        var agreed = gateway.Services.GetRequiredService<Agreed>();
        var draft = agreed with { Policy = agreed.Policy with { Manifests = [.. agreed.Policy.Manifests.Skip(1)] } };
        var simulation = new PolicySimulation(agreed, draft);
        await foreach (var some in gateway.Services.GetRequiredService<IDecidedReleases>().ReadAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, CancellationToken.None))
            some.ToList().ForEach(simulation.Add);
        var use = new CarefulUse(agreed.Directory, OfficeHours.Usual);
        await foreach (var some in gateway.Services.GetRequiredService<IOpenings>().ReadAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, CancellationToken.None))
            some.ToList().ForEach(use.Add);
        simulation.Otherwise.ShouldBe(1);
        use.Lines().ShouldHaveSingleItem();

        foreach (var paper in new[]
        {
            PolicyPapers.Matrix(agreed, Day, "en"), PolicyPapers.Difference(agreed, draft, Day, "en"), PolicyPapers.Simulation(simulation, draft, Day, Day.AddDays(1), "en"),
            PolicyPapers.Use(use, agreed, new UsePeriod(Day, Day.AddDays(1), OfficeHours.Usual), "en", null),
        }.Concat(PolicyPapers.Records(agreed, Day, "en", draft)))
        {
            foreach (var text in new[] { PaperWriters.Html(paper), PaperWriters.Markdown(paper), PaperWriters.Text(paper), PaperWriters.Csv(paper.Data), PaperWriters.Json(paper.Data) })
                canaries.Where(c => text.Contains(c, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(paper.Name);
        }
    }

    [Fact]
    public async Task A_data_protection_officer_finds_the_matrix_on_the_privacy_page_and_a_viewer_does_not()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var officer = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo, "vdab");
        using var viewer = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);

        (await officer.GetAsync("/dashboard/privacy")).Text.ShouldContain("/dashboard/privacy/policy");
        var page = (await officer.GetAsync("/dashboard/privacy/policy")).Text;
        page.ShouldContain("Who may see what, why, and in which step");
        page.ShouldContain("paper.css");
        page.ShouldNotContain("<style");
        (await viewer.GetAsync("/dashboard/privacy/policy")).Status.ShouldNotBe(HttpStatusCode.OK);
    }

    private static IEnumerable<string> Leaves(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Leaves(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Leaves),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };

    private static Dictionary<string, string> TextsOf(string language) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Sources, "Words", $"policy-{language}.json")))!;

    [GeneratedRegex("(words|this)\\[\"(?<text>[^\"]+)\"[\\],]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Text();

    [GeneratedRegex("=> \"(?<text>[^\"]+)\",", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Arm();

    [GeneratedRegex("\\{[0-9]\\}", RegexOptions.None, 1000)]
    private static partial Regex Place();

    [GeneratedRegex("(client|profile|ladder|assistance|registration|barriers|sender|agreement)\\.[a-z][A-Za-z.]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Path_();
}
