using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gateway.Catalogue.Yaml;

/// <summary>What can be said against the text of a YAML file before anything is built of it.</summary>
internal static partial class YamlText
{
    private const int Deepest = 40;
    private static readonly Encoding Strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Something that is wrong, and where.</summary>
    internal sealed record Objection(int Line, string Code, string Text);

    /// <summary>That it is nested too deep, or holds itself.</summary>
    internal static Objection TooDeep(int line) => new(line, "too-deep", $"The file is nested more than {Deepest} deep, or a part of it holds itself (*); write it without.");

    /// <summary>Whether something so deep is too deep.</summary>
    internal static bool IsTooDeep(int depth) => depth > Deepest;

    /// <summary>Reads the text: UTF-8, or what a byte-order mark says.</summary>
    internal static string Read(byte[] bytes, out Objection? objection)
    {
        objection = null;
        var hasMark = bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..];
        if (!hasMark && bytes.AsSpan().IndexOf((byte)0) is var at and >= 0)
        {
            objection = new Objection(1 + bytes.AsSpan(0, at).Count((byte)'\n'), "not-utf8", "The file holds NUL characters, as UTF-16 without a byte-order mark does. Save it as UTF-8.");
            return "";
        }

        try
        {
            using var reader = new StreamReader(new MemoryStream(bytes), Strict, detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            objection = new Objection(FirstOdd(bytes), "not-utf8", "This line holds a character in another encoding than UTF-8, Windows-1252 for example. Save the file as UTF-8.");
            return "";
        }
    }

    /// <summary>
    /// What the builder of the tree would not survive, or would pass over: a tree of any depth does not fit the stack, a key that
    /// is a block may hold itself, and a second document is not read.
    /// </summary>
    internal static Objection? Of(string text)
    {
        var parser = new Parser(new StringReader(text));
        var within = new Stack<(bool IsMap, bool IsKey)>();
        for (var documents = 0; parser.MoveNext();)
        {
            var line = (int)parser.Current!.Start.Line;
            switch (parser.Current)
            {
                case DocumentStart when ++documents > 1:
                    return new Objection(line, "second-document", "A line '---' begins a second document, which is not read; remove the line, or put what follows in a file of its own.");
                case MappingEnd or SequenceEnd:
                    within.Pop();
                    break;
                case NodeEvent or AnchorAlias:
                    if (within.TryPop(out var around))
                    {
                        if (around is { IsMap: true, IsKey: true } && parser.Current is not Scalar)
                            return new Objection(line, "unknown-key", "A key is a list or a block; write one word.");
                        within.Push(around with { IsKey = !around.IsKey });
                    }

                    if (parser.Current is MappingStart or SequenceStart)
                        within.Push((parser.Current is MappingStart, true));
                    break;
                default:
                    break;
            }

            if (IsTooDeep(within.Count))
                return TooDeep(line);
        }

        return null;
    }

    /// <summary>What a parser's complaint means to whoever wrote the file.</summary>
    internal static Objection Told(string text, YamlException? e)
    {
        var line = Math.Max((int?)e?.Start.Line ?? 1, 1);
        var lines = text.Split('\n');
        if (e?.Message.Contains("uplicate key", StringComparison.Ordinal) is true)
            return new Objection(line, "duplicate-key", $"The key '{lines[line - 1].Split(':')[0].Trim(' ', '-', '{', '?', '"', '\'')}' is here a second time; keep one of them.");
        if (e is AnchorNotFoundException && Dangling(lines) is { } dangling)
            return dangling;
        // The parser may notice a tab only where the block ends that it stands in.
        if (Array.FindIndex(lines, Math.Min(line - 1, lines.Length - 1), l => l.TakeWhile(char.IsWhiteSpace).Contains('\t')) is var tab and >= 0)
            return new Objection(tab + 1, "not-yaml", "This line is indented with a tab; YAML takes spaces only. Replace the tab.");
        if (OpenBracket(lines) is { } open)
            return new Objection(open, "not-yaml", "This is not YAML: a brace or bracket that is opened here is not closed. Close it.");
        return e?.Message.Contains("quoted", StringComparison.Ordinal) is true
            ? new Objection(line, "not-yaml", "This is not YAML: a quote that is opened here is not closed. Close it, or write the text without quotes.")
            : new Objection(line, "not-yaml", "From here on this is not YAML. Look at this line and the one before it for a missing quote, bracket, colon or space, and for lines that are not indented alike.");
    }

    /// <summary>The first place that points at something that nothing marks.</summary>
    private static Objection? Dangling(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var name = Alias().Match(lines[i].Split('#')[0]).Groups["name"].Value;
            if (name.Length > 0 && !Array.Exists(lines, l => l.Contains("&" + name, StringComparison.Ordinal)))
                return new Objection(i + 1, "not-yaml", $"This line points with '*' at '{name}', and nothing is marked with '&{name}'. Write the value itself; a text that begins with '*' needs quotes.");
        }

        return null;
    }

    /// <summary>Line of the first brace or bracket that is never closed; null when there is none.</summary>
    private static int? OpenBracket(string[] lines)
    {
        var open = new Stack<int>();
        for (var i = 0; i < lines.Length; i++)
        {
            foreach (var c in lines[i].TakeWhile(c => c != '#'))
            {
                if (c is '{' or '[')
                    open.Push(i + 1);
                else if (c is '}' or ']' && open.Count > 0)
                    open.Pop();
            }
        }

        return open.Count > 0 ? open.Last() : null;
    }

    private static int FirstOdd(ReadOnlySpan<byte> bytes)
    {
        var line = 1;
        foreach (var part in bytes.Split((byte)'\n'))
        {
            if (!System.Text.Unicode.Utf8.IsValid(bytes[part]))
                return line;
            line++;
        }

        return 1;
    }

    [GeneratedRegex(@"(?<=[\s\[,:]|^)\*(?<name>[A-Za-z0-9_-]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Alias();
}
