using System.Text.RegularExpressions;

namespace Gateway.Dashboard.Runbook;

/// <summary>A section of the runbook: a code and its meaning, and paragraphs or steps.</summary>
/// <param name="Code">Code of the alarm.</param>
/// <param name="Title">What it means.</param>
/// <param name="Paragraphs">Paragraphs in order; one of which every line begins with <c>- </c> is a list.</param>
internal sealed partial record Section(string Code, string Title, IReadOnlyList<string> Paragraphs)
{
    /// <summary>Every section: those of the alarms, and after them those of alerts that only the watching systems raise.</summary>
    internal static IReadOnlyList<Section> All { get; } = Read();

    /// <summary>Code, names and links within a paragraph.</summary>
    [GeneratedRegex(@"(?<mark>`[^`]+`|\*[^*]+\*|\[[^\]]+\]\([^)]+\))", RegexOptions.None, 1000)]
    internal static partial Regex Marks();

    private static IReadOnlyList<Section> Read()
    {
        using var reader = new StreamReader(typeof(Section).Assembly.GetManifestResourceStream("runbook")!);
        return [.. reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n## ").Skip(1).Select(part =>
        {
            // The heading of the next chapter belongs to no section.
            var text = part.Split("\n# ")[0];
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            var heading = text[..end].Split(": ", 2);
            return new Section(heading[0], heading[1], text[end..].Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        })];
    }
}
