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
    public static YamlFile Read(string folder, string path)
    {
        var file = new YamlFile(System.IO.Path.GetRelativePath(folder, path).Replace('\\', '/'), path);
        try
        {
            using var reader = new StreamReader(path);
            var stream = new YamlStream();
            stream.Load(reader);
            if (stream.Documents.Count == 0)
                file.Report(0, "empty-file", "The file is empty.");
            else if (stream.Documents[0].RootNode is YamlMappingNode root)
                file.Root = new YamlMap(file, root, "");
            else
                file.Report(1, "not-a-mapping", "The file must hold 'key: value' lines at its top level.");
        }
        catch (YamlException e)
        {
            file.Report((int)e.Start.Line, "not-yaml", "This is not YAML: " + e.Message.TrimEnd('.') + ".");
        }
        catch (IOException)
        {
            file.Report(0, "unreadable", "The file cannot be read; check that it exists and its permissions.");
        }

        return file;
    }

    /// <summary>Adds a problem.</summary>
    public void Report(int line, string code, string text) => _problems.Add(new FileProblem(Name, line, code, text));
}
