using System.Text;

namespace Gateway.Benchmarks.Sizing;

/// <summary>A document whose measured parts stand between two marks each, and are written again; everything else stays as somebody wrote it.</summary>
internal static class SizingFile
{
    private const string End = "<!-- end of what was measured -->";

    /// <summary>Whether the document has a place for a part; otherwise a sentence that says what to do.</summary>
    public static string? Missing(string file, string part)
    {
        if (!File.Exists(file))
            return $"There is no file '{file}'. Write it with a line '{Begin(part)}' and a line '{End}' where the figures belong.";
        var text = File.ReadAllText(file);
        var begin = text.IndexOf(Begin(part), StringComparison.Ordinal);
        return begin >= 0 && text.IndexOf(End, begin, StringComparison.Ordinal) >= 0
            ? null
            : $"'{file}' has no place for '{part}'. Add a line '{Begin(part)}' and a line '{End}' where the figures belong.";
    }

    /// <summary>Writes what was measured into its place.</summary>
    public static void Write(string file, string part, string measured)
    {
        var text = File.ReadAllText(file);
        var from = text.IndexOf(Begin(part), StringComparison.Ordinal) + Begin(part).Length;
        var until = text.IndexOf(End, from, StringComparison.Ordinal);
        File.WriteAllText(file, $"{text[..from]}\n\n{measured.Trim()}\n\n{text[until..]}");
    }

    /// <summary>A table.</summary>
    public static string Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        Row(header);
        Row([.. header.Select((_, i) => i == 0 ? "---" : "---:")]);
        foreach (var row in rows)
            Row(row);
        return text.ToString();

        void Row(IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    private static string Begin(string part) => $"<!-- measured: {part} -->";
}
