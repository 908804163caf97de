using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gateway.Catalogue.Yaml;

/// <summary>What can be said against the text of a YAML file before anything is built of it.</summary>
internal static class YamlText
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
        try
        {
            using var reader = new StreamReader(new MemoryStream(bytes), Strict, detectEncodingFromByteOrderMarks: true);
            var text = reader.ReadToEnd();
            if (text.IndexOf('\0') is var at and >= 0)
                objection = new Objection(1 + text.AsSpan(0, at).Count('\n'), "not-utf8", "The file holds NUL characters, as UTF-16 without a byte-order mark does. Save it as UTF-8.");
            return text;
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
    internal static Objection Told(string text, YamlException e)
    {
        var line = (int)e.Start.Line;
        var lines = text.Split('\n');
        var written = line >= 1 && line <= lines.Length ? lines[line - 1] : "";
        // The parser may notice a tab only at the line behind it.
        for (var i = line; i >= Math.Max(1, line - 1) && i <= lines.Length; i--)
        {
            if (lines[i - 1].TakeWhile(char.IsWhiteSpace).Contains('\t'))
                return new Objection(i, "not-yaml", "This line is indented with a tab; YAML takes spaces only. Replace the tab.");
        }

        if (e.Message.Contains("uplicate key", StringComparison.Ordinal))
            return new Objection(line, "duplicate-key", $"The key '{written.Split(':')[0].Trim(' ', '-', '{', '?', '"', '\'')}' is here a second time; keep one of them.");
        if (e is AnchorNotFoundException)
            return new Objection(line, "not-yaml", $"This line points with '*' at something that nothing marks with '&': {written.Trim()}. Write the value itself; quote it when it begins with '*'.");
        return new Objection(line, "not-yaml", "This is not YAML: " + e.Message.TrimEnd('.') + ".");
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
}
