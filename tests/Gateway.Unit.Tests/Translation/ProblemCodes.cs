using System.Text.RegularExpressions;

namespace Gateway.Unit.Tests.Translation;

/// <summary>Codes of problems as <c>contracts/formats/README.md</c> lists them.</summary>
internal static partial class ProblemCodes
{
    public static HashSet<string> Documented()
    {
        var readme = File.ReadAllText(Path.Combine(Translating.Contracts, "formats", "README.md"));
        return readme[readme.IndexOf("## Problem codes", StringComparison.Ordinal)..readme.IndexOf("## Choices", StringComparison.Ordinal)].Split('\n')
            .Where(l => l.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(l => Listed().Matches(l.Split('|')[1]).Select(m => m.Groups["code"].Value)).ToHashSet(StringComparer.Ordinal);
    }

    [GeneratedRegex("`(?<code>[a-z0-9-]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listed();
}
