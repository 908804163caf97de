using System.Globalization;
using System.Text;

namespace Gateway.Tests.Operating;

/// <summary>Sentences in source code: string literals that begin like one and end like one, with places numbered.</summary>
internal static class WrittenSentences
{
    /// <summary>Sentences of a source file; comments, messages of exceptions and of logs are none.</summary>
    internal static IEnumerable<string> Of(IEnumerable<string> lines) => lines
        .Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal) && !l.Contains("Exception(", StringComparison.Ordinal) && !l.Contains("LoggerMessage", StringComparison.Ordinal))
        .SelectMany(Literals).Select(l => l.Trim()).Where(IsSentence);

    private static bool IsSentence(string text) =>
        text.Contains(' ', StringComparison.Ordinal) && (char.IsUpper(text[0]) || text[0] == '{') && (text[^1] == '.' || text.EndsWith(": {0}", StringComparison.Ordinal) || text.EndsWith(": {1}", StringComparison.Ordinal));

    private static IEnumerable<string> Literals(string line)
    {
        for (var at = line.IndexOf('"', StringComparison.Ordinal); at >= 0; at = at < line.Length ? line.IndexOf('"', at) : -1)
        {
            var (text, end) = Literal(line, at + 1, interpolated: at > 0 && line[at - 1] == '$');
            // What is put behind a colon is a place too.
            yield return text.EndsWith(": ", StringComparison.Ordinal) ? text + "{0}" : text;
            at = end + 1;
        }
    }

    /// <summary>One literal from behind its quote; an expression in it becomes a numbered place, one that only closes it nothing.</summary>
    private static (string Text, int End) Literal(string line, int at, bool interpolated)
    {
        var text = new StringBuilder();
        var places = 0;
        for (; at < line.Length && line[at] != '"'; at++)
        {
            if (!interpolated || line[at] != '{')
            {
                text.Append(line[at]);
                continue;
            }

            for (var depth = 1; depth > 0 && ++at < line.Length;)
                depth += line[at] switch { '{' => 1, '}' => -1, _ => 0 };
            var closes = at + 1 < line.Length && line[at + 1] == '"' && text.Length > 0 && text[^1] == '.';
            text.Append(closes ? "" : string.Create(CultureInfo.InvariantCulture, $"{{{places++}}}"));
        }

        return (text.ToString(), at);
    }
}
