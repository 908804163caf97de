namespace Gateway.Dashboard.Runbook;

/// <summary>A section of the runbook: a code and its meaning, and paragraphs or steps.</summary>
/// <param name="Code">Code of the alarm.</param>
/// <param name="Title">What it means.</param>
/// <param name="Paragraphs">Paragraphs in order; one of which every line begins with <c>- </c> is a list.</param>
internal sealed record Section(string Code, string Title, IReadOnlyList<string> Paragraphs)
{
    /// <summary>Every section.</summary>
    internal static IReadOnlyList<Section> All { get; } = Read();

    private static IReadOnlyList<Section> Read()
    {
        using var reader = new StreamReader(typeof(Section).Assembly.GetManifestResourceStream("runbook")!);
        // Below the next heading of the first level stand alerts that Prometheus alone raises: no page shows those.
        return [.. reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n# ")[0].Split("\n## ").Skip(1).Select(text =>
        {
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            var heading = text[..end].Split(": ", 2);
            return new Section(heading[0], heading[1], text[end..].Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        })];
    }
}
