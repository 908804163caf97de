using System.Text.RegularExpressions;
using Gateway.Dashboard.Words;
using Gateway.Tests.Running;

namespace Gateway.Tests.Operating;

/// <summary>Whatever a page says in English it can say in Dutch and in French.</summary>
public sealed partial class WordsTests
{
    [Fact]
    public void Every_text_of_a_page_has_its_words_in_dutch_and_in_french()
    {
        var pages = Path.Combine(Shipped.Folder, "..", "src", "Gateway.Dashboard");
        var texts = Directory.EnumerateFiles(pages, "*.*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".razor" or ".cs" && !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Text().Matches(File.ReadAllText(f))).Select(m => m.Groups["text"].Value).Distinct(StringComparer.Ordinal).ToList();

        texts.Count.ShouldBeGreaterThan(200);
        foreach (var language in new[] { "nl", "fr" })
            texts.Where(t => !Dictionary.Of(language).Has(t)).ShouldBeEmpty(language);
    }

    /// <summary>A text is the key under which a viewer looks it up.</summary>
    [GeneratedRegex("[Vv]iewer\\[\"(?<text>[^\"\\\\]+)\"[\\],]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Text();
}
