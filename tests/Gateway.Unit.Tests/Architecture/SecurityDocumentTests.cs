using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Unit.Tests.Architecture;

/// <summary><c>docs/security.md</c> answers every requirement of ASVS 5.0.0 up to level 2 once, and by tests that there are.</summary>
public sealed partial class SecurityDocumentTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"));

    /// <summary>Of each chapter and section, how many requirements are of level 1 or 2; they are the first of their section, without a gap.</summary>
    private static readonly Dictionary<int, int[]> UpToLevelTwo = new()
    {
        [1] = [2, 9, 11, 3, 2], [2] = [3, 3, 4, 1], [3] = [0, 2, 4, 6, 5, 0, 2], [4] = [3, 1, 2, 4], [5] = [1, 3, 2, 3],
        [6] = [3, 12, 4, 4, 5, 3, 0, 4], [7] = [3, 4, 2, 5, 2, 2], [8] = [2, 3, 1, 1], [9] = [3, 4], [10] = [2, 2, 4, 11, 5, 2, 3],
        [11] = [2, 3, 3, 4, 1, 1], [12] = [3, 2, 4], [13] = [1, 5, 2, 5], [14] = [2, 4, 3], [15] = [3, 3, 7], [16] = [1, 5, 4, 3, 3], [17] = [1, 4, 2],
    };

    [Fact]
    public void Every_requirement_up_to_level_two_has_one_answer()
    {
        var asked = UpToLevelTwo.SelectMany(c => c.Value.SelectMany((count, section) => Enumerable.Range(1, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"{c.Key}.{section + 1}.{n}"))));

        var answered = Answers().SelectMany(a => Number().Matches(a.Groups["numbers"].Value).Select(m => m.Value)).ToList();

        answered.Order(StringComparer.Ordinal).ShouldBe(asked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_answer_says_how_and_what_is_met_says_by_what()
    {
        foreach (var answer in Answers())
        {
            answer.Groups["how"].Value.ShouldBeOneOf("met", "in part", "not met", "not met in part", "proxy", "does not apply");
            answer.Groups["by"].Value.ShouldNotBeNullOrWhiteSpace(answer.Value);
        }
    }

    [Fact]
    public void Every_test_that_is_named_is_there()
    {
        var there = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);
        var named = Test().Matches(Text).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToList();

        named.Count.ShouldBeGreaterThan(60);
        named.Where(n => !there.Contains(n)).ShouldBeEmpty();
    }

    private static IEnumerable<Match> Answers() => Row().Matches(Text);

    [GeneratedRegex(@"^\| (?<numbers>\d+\.\d+\.\d+[\d., ]*) \| (?<how>[^|]+) \| (?<by>.+) \|$", RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Row();

    [GeneratedRegex(@"\d+\.\d+\.\d+", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Number();

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z0-9]+(Tests|Suite))`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Test();
}
