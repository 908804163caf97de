using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Core.Operating;
using Gateway.Dashboard.Privacy;
using Gateway.Dashboard.Words;
using Gateway.Tests.Running;

namespace Gateway.Tests.Seen;

/// <summary>What is said of openings, roles and acts is said in Dutch and French too.</summary>
public sealed partial class SeenWordsTests
{
    private static readonly string[] Languages = ["nl", "fr"];

    [Fact]
    public void Openings_acts_and_roles_have_words_in_three_languages()
    {
        var texts = OpeningWords.All.Concat(UsageWords.All).Concat(MandateWords.Texts).Concat(Enum.GetValues<RoleGrantState>().Select(GrantsPage.StateOf))
            .Concat(Enum.GetValues<UserProblem>().Select(UserRules.Sentence).Where(t => t.Length > 0)).ToList();

        foreach (var language in Languages)
            texts.Where(t => !Dictionary.Of(language).Has(t)).ShouldBeEmpty(language);
    }

    [Fact]
    public void A_portal_tells_of_the_notice_of_an_erasure_in_words()
    {
        var words = ClientWords.Basis(Dictionary.Of("en"), Shipped.Contracts.Agreed, Core.Rights.ErasureNotices.Name);

        words.ShouldStartWith("Notice of an erasure");
    }

    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_places()
    {
        var (nl, fr) = (TextsOf("nl"), TextsOf("fr"));

        nl.Keys.ShouldBe(fr.Keys, ignoreOrder: true);
        foreach (var (english, text) in nl.Concat(fr))
            Places(text).ShouldBe(Places(english), english);
    }

    [Fact]
    public void No_page_calls_what_has_no_name_a_special_category()
    {
        foreach (var page in Directory.EnumerateFiles(Path.Combine(Shipped.Folder, "..", "src", "Gateway.Dashboard"), "*.razor", SearchOption.AllDirectories))
            File.ReadAllText(page).Replace("the compartments of special categories or control", "", StringComparison.Ordinal).ShouldNotContain("special", Case.Insensitive, page);
    }

    private static Dictionary<string, string> TextsOf(string language) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Shipped.Folder, "..", "src", "Gateway.Dashboard", "Words", $"seen-{language}.json")))!;

    private static IReadOnlyList<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [GeneratedRegex("\\{[0-9]\\}", RegexOptions.None, 1000)]
    private static partial Regex Place();
}
