using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Gateway.Catalogue.Yaml;

/// <summary>A YAML file read with the line of every value, so that each problem names its place.</summary>
public sealed class YamlFile
{
    private const int Deepest = 40;
    private const string TooDeepText = "The file is nested more than 40 deep, or a part of it holds itself (*); write it without.";
    private readonly List<FileProblem> _problems = [];

    private YamlFile(string name, string path)
    {
        Name = name;
        Path = path;
    }

    /// <summary>Path relative to the contracts folder, with forward slashes.</summary>
    public string Name { get; }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Problems found so far.</summary>
    public IReadOnlyList<FileProblem> Problems => _problems;

    /// <summary>The top-level mapping; null when the file could not be read, with a problem that says why.</summary>
    public YamlMap? Root { get; private set; }

    /// <summary>Reads a file.</summary>
    /// <param name="folder">The contracts folder.</param>
    /// <param name="path">The file.</param>
    /// <param name="text">What would stand in it; null: what does.</param>
    public static YamlFile Read(string folder, string path, string? text = null)
    {
        var file = new YamlFile(System.IO.Path.GetRelativePath(folder, path).Replace('\\', '/'), path);
        TextReader Open() => text is null ? new StreamReader(path) : new StringReader(text);
        try
        {
            if (TooDeep(Open) is { } line)
            {
                file.Report(line, "too-deep", TooDeepText);
                return file;
            }

            using var reader = Open();
            var stream = new YamlStream();
            stream.Load(reader);
            if (stream.Documents.Count == 0)
                file.Report(0, "empty-file", "The file is empty.");
            else if (IsTooDeep(stream.Documents[0].RootNode, 0))
                file.Report(0, "too-deep", TooDeepText);
            else if (stream.Documents[0].RootNode is YamlMappingNode root)
                file.Root = new YamlMap(file, root, "");
            else
                file.Report(1, "not-a-mapping", "The file must hold 'key: value' lines at its top level.");
        }
        catch (YamlException e)
        {
            file.Report((int)e.Start.Line, "not-yaml", "This is not YAML: " + e.Message.TrimEnd('.') + ".");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or NullReferenceException or IndexOutOfRangeException or KeyNotFoundException)
        {
            // What the parser itself fails on: a brace that is never closed, for example.
            file.Report(OpenBracket(Open), "not-yaml", "This is not YAML: a brace, bracket or quote that is opened here is not closed. Close it.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file.Report(0, "unreadable", "The file cannot be read; check that it exists and its permissions.");
        }

        return file;
    }

    /// <summary>The line at which a file is nested too deep, found without building it: a tree of any depth does not fit the stack.</summary>
    private static int? TooDeep(Func<TextReader> open)
    {
        using var reader = open();
        var parser = new Parser(reader);
        for (var depth = 0; parser.MoveNext();)
        {
            depth += parser.Current switch
            {
                MappingStart or SequenceStart => 1,
                MappingEnd or SequenceEnd => -1,
                _ => 0,
            };
            if (depth > Deepest)
                return (int)parser.Current!.Start.Line;
        }

        return null;
    }

    private static bool IsTooDeep(YamlNode node, int depth) => depth > Deepest || node switch
    {
        YamlMappingNode map => map.Children.Any(c => IsTooDeep(c.Key, depth + 1) || IsTooDeep(c.Value, depth + 1)),
        YamlSequenceNode list => list.Children.Any(c => IsTooDeep(c, depth + 1)),
        _ => false,
    };

    /// <summary>Line of the first brace or bracket that is never closed; 1 when there is none.</summary>
    private static int OpenBracket(Func<TextReader> file)
    {
        var open = new Stack<int>();
        var line = 0;
        using var reader = file();
        while (reader.ReadLine() is { } text)
        {
            line++;
            foreach (var c in text.TakeWhile(c => c != '#'))
            {
                if (c is '{' or '[')
                    open.Push(line);
                else if (c is '}' or ']' && open.Count > 0)
                    open.Pop();
            }
        }

        return open.Count > 0 ? open.Last() : 1;
    }

    /// <summary>Adds a problem.</summary>
    public void Report(int line, string code, string text) => _problems.Add(new FileProblem(Name, line, code, text));
}
