using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Gateway.Catalogue.Yaml;

/// <summary>A YAML file read with the line of every value, so that each problem names its place.</summary>
public sealed class YamlFile
{
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
        byte[] bytes;
        try
        {
            bytes = text is null ? System.IO.File.ReadAllBytes(path) : System.Text.Encoding.UTF8.GetBytes(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file.Report(0, "unreadable", System.IO.Directory.Exists(path)
                ? "A folder has the name of this file; rename the folder, and add the file."
                : "The file cannot be read; check that it exists, that a link leads somewhere, and its permissions.");
            return file;
        }

        var decoded = YamlText.Read(bytes, out var objection);
        if ((objection ?? file.Build(decoded)) is { } found)
            file.Report(found.Line, found.Code, found.Text);
        return file;
    }

    /// <summary>Adds a problem.</summary>
    public void Report(int line, string code, string text) => _problems.Add(new FileProblem(Name, line, code, text));

    private YamlText.Objection? Build(string text)
    {
        try
        {
            if (YamlText.Of(text) is { } objection)
                return objection;
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 0)
                return new YamlText.Objection(0, "empty-file", "The file is empty; write its lines, or remove it.");
            if (IsTooDeep(stream.Documents[0].RootNode, 0, new Dictionary<YamlNode, int>(ReferenceEqualityComparer.Instance)))
                return YamlText.TooDeep(0);
            if (stream.Documents[0].RootNode is not YamlMappingNode root)
                return new YamlText.Objection(1, "not-a-mapping", "The file must hold 'key: value' lines at its top level.");
            Root = new YamlMap(this, root, "");
            return null;
        }
        catch (YamlException e)
        {
            return YamlText.Told(text, e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or NullReferenceException or IndexOutOfRangeException or KeyNotFoundException)
        {
            // What the parser itself fails on: a brace that is never closed, for example.
            return YamlText.Told(text, null);
        }
    }

    /// <summary>Aliases may have a part of the file stand in many places, and in itself; each part is looked at once for each depth.</summary>
    private static bool IsTooDeep(YamlNode node, int depth, Dictionary<YamlNode, int> seen)
    {
        if (YamlText.IsTooDeep(depth))
            return true;
        if (node is YamlScalarNode || (seen.TryGetValue(node, out var before) && before >= depth))
            return false;
        seen[node] = depth;
        return node switch
        {
            YamlMappingNode map => map.Children.Any(c => IsTooDeep(c.Value, depth + 1, seen)),
            YamlSequenceNode list => list.Children.Any(c => IsTooDeep(c, depth + 1, seen)),
            _ => false,
        };
    }
}
