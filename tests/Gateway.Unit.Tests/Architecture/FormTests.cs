using System.Text.RegularExpressions;

namespace Gateway.Unit.Tests.Architecture;

/// <summary>What somebody types on a page is posted: in an address it would stand in histories and logs of proxies.</summary>
public partial class FormTests
{
    [Fact]
    public void No_form_of_a_page_puts_what_is_typed_into_an_address()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.razor", SearchOption.AllDirectories).ToDictionary(f => Path.GetFileName(f), File.ReadAllText);

        pages.Values.Sum(p => Form().Count(p)).ShouldBeGreaterThan(20);
        pages.SelectMany(p => Typed(p.Value).Select(f => $"{p.Key}: {f}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<form method=\"get\" action=\"/a\"><input name=\"q\" /></form>", 1)]
    [InlineData("<form action=\"/a\"><textarea name=\"q\"></textarea></form>", 1)]
    [InlineData("<form\n class=\"row\"\n METHOD='GET'><input\n name=\"q\" type=\"search\"></form>", 1)]
    [InlineData("<form method=\"get\"><select name=\"q\"></select><input type=\"hidden\" name=\"a\" /></form>", 0)]
    [InlineData("<form method=\"post\"><input name=\"q\" /></form>", 0)]
    [InlineData("<input name=\"q\" hx-get=\"/a\" />", 1)]
    public void A_planted_form_is_judged(string page, int found) => Typed(page).Count().ShouldBe(found);

    private static IEnumerable<string> Typed(string page) =>
    [
        .. Form().Matches(page).Where(f => !Posted().IsMatch(f.Groups["head"].Value) && Typing().IsMatch(f.Groups["body"].Value)).Select(f => f.Groups["head"].Value),
        .. Fetching().Matches(page).Select(f => f.Value),
    ];

    [GeneratedRegex("<form\\b(?<head>[^>]*)>(?<body>.*?)</form>", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();

    [GeneratedRegex("\\bmethod\\s*=\\s*[\"']?post", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Posted();

    [GeneratedRegex("<textarea|<input\\b(?![^>]*type=[\"']?(hidden|checkbox|radio|date|submit))", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Typing();

    [GeneratedRegex("<(input|textarea)\\b[^>]*hx-get[^>]*>", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fetching();
}
