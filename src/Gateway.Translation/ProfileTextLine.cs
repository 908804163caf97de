using System.Text.RegularExpressions;

namespace Gateway.Translation;

/// <summary>A line of a profile, for somebody who is to change it.</summary>
/// <param name="File">File, relative to the contracts folder.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Text">The line as it stands.</param>
/// <param name="Map">Code map that it uses; null: none.</param>
public sealed partial record ProfileTextLine(string File, int Line, string Text, string? Map)
{
    /// <summary>A line under <c>from</c> names the end of a path only; a list of more lines would help nobody.</summary>
    private const int Most = 5;

    /// <summary>The lines whose source is a path, or the longest end of it that any line names.</summary>
    internal static IReadOnlyList<ProfileTextLine> Find(string file, IReadOnlyList<string> lines, string path)
    {
        var sources = lines.Select((text, index) => (Text: text, Number: index + 1, Source: SourceText().Match(text))).Where(l => l.Source.Success)
            .Select(l => (l.Text, l.Number, Parts: Parts(l.Source.Groups["text"].Value))).ToList();
        for (var asked = Parts(path); asked.Count > 0; asked = [.. asked.Skip(1)])
        {
            var found = sources.Where(s => s.Parts.SequenceEqual(asked, StringComparer.OrdinalIgnoreCase)).Take(Most).ToList();
            if (found.Count > 0)
                return found.ConvertAll(s => new ProfileTextLine(file, s.Number, s.Text.Trim(), MapText().Match(s.Text) is { Success: true } map ? map.Groups["text"].Value : null));
        }

        return [];
    }

    private static List<string> Parts(string path) => [.. PositionText().Replace(path, "").Split(['.', '/'], StringSplitOptions.RemoveEmptyEntries)];

    [GeneratedRegex("""(?<![\w-])source:\s*["']?(?<text>[^,}"'#]*[^,}"'#\s])""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SourceText();

    [GeneratedRegex("""(?<![\w-])map:\s*(?<text>[\w-]+)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MapText();

    [GeneratedRegex("""\[[0-9]*\]""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PositionText();
}
