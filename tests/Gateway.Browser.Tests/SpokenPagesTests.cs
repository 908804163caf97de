using System.Text.RegularExpressions;
using Gateway.Browser.Tests.Running;

namespace Gateway.Browser.Tests;

/// <summary>Every page in Dutch and in French, without scripts: what is longer there still fits a phone, and nothing is left untranslated.</summary>
public sealed partial class SpokenPagesTests(Browsing browsing) : IClassFixture<Browsing>
{
    /// <summary>What is English on purpose, or is somebody's own text: code, names of fields, the runbook, the page about contract events.</summary>
    private const string Texts =
        """
        () => {
          const left = "code, pre, script, style, title, option, .mono, [lang=en], textarea, td.text";
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const texts = [];
          for (let node; (node = walker.nextNode());) {
            const text = node.textContent.replace(/\s+/g, " ").trim();
            if (text && !node.parentElement.closest(left)) texts.push(text);
          }
          return texts;
        }
        """;

    private static readonly Lazy<string> Sources = new(() => string.Concat(Directory.EnumerateFiles(System.IO.Path.Combine(Contracts(), "evaluation"), "*.yaml").Select(File.ReadAllText)));

    [Theory]
    [InlineData("nl")]
    [InlineData("fr")]
    public async Task Every_page_speaks_the_viewers_language_and_fits_a_phone_without_scripts(string language)
    {
        List<string> found = [];
        foreach (var pages in PageTests.Pages.Select(row => (Path: (string)row[0], User: (string?)row[1], Follow: (string[])row[2])).GroupBy(p => p.User ?? ""))
        {
            await using var visit = await browsing.VisitAsync(pages.Key.Length == 0 ? null : pages.Key, scripts: false);
            await visit.Page.Context.AddCookiesAsync([new Cookie { Name = "gateway-language", Value = language, Url = browsing.Address.AbsoluteUri }]);
            await visit.Page.SetViewportSizeAsync(Phone.Width, Look.Height);
            foreach (var (path, _, follow) in pages)
            {
                await visit.GoAsync(path);
                foreach (var group in follow)
                    await visit.GoAsync((await visit.Page.Locator($"main tbody a[href^='/dashboard/{group}/'], main dl a[href^='/dashboard/{group}/']").First.GetAttributeAsync("href"))!);
                found.AddRange((await WrongAsync(visit, language)).Select(what => $"{path} {string.Join(' ', follow)}: {what}"));
                await visit.DrawAsync($"{PageTests.NameOf(path, follow)}-{language}", [Look.First, Phone]);
            }
        }

        found.ShouldBeEmpty();
    }

    private static string Contracts()
    {
        var above = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(System.IO.Path.Combine(above.FullName, "contracts", "evaluation")))
            above = above.Parent!;
        return System.IO.Path.Combine(above.FullName, "contracts");
    }

    private static Look Phone => Look.Others[^1];

    private static async Task<IEnumerable<string>> WrongAsync(Visit visit, string language)
    {
        List<string> wrong = [];
        if (await visit.Page.Locator("html").GetAttributeAsync("lang") != language)
            wrong.Add("it is said to be in another language");
        if (await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var width && width > Phone.Width)
            wrong.Add($"it is {width} pixels wide");
        foreach (var text in (await visit.Page.EvaluateAsync<string[]>(Texts)).Distinct(StringComparer.Ordinal))
        {
            // What the agreed files say of their sources is in their own language; what is to be written into a file is a code.
            if (English().IsMatch(text) && !Sources.Value.Contains(text, StringComparison.Ordinal))
                wrong.Add("English: " + text);
            else if (Code().IsMatch(text) && !text.Contains("contracts/", StringComparison.Ordinal))
                wrong.Add("a code: " + text);
        }

        return wrong;
    }

    /// <summary>Words that are in most English sentences and in no Dutch or French one.</summary>
    [GeneratedRegex(@"\b(the|and|with|from|this|that|which|not|has|have|been|nobody|nothing|somebody)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex English();

    /// <summary>SNAKE_CASE, camelCase, and words of contract events.</summary>
    [GeneratedRegex(@"\b[A-Z]{2,}_[A-Z_]+\b|\b[a-z]+[A-Z][a-z]+\b|\b(referral|consent|handover|record|task)\.[a-z]+\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Code();
}
