using System.Security.Cryptography;
using System.Text;
using Gateway.Catalogue.Yaml;

namespace Gateway.Catalogue.Loading;

/// <summary>The contracts folder while it is read: opens files once and gathers their problems.</summary>
internal sealed class ContractsFolder(string root)
{
    /// <summary>What is wrong with other files only because a file cannot be read.</summary>
    private static readonly Dictionary<string, string[]> Follows = new(StringComparer.Ordinal)
    {
        ["directory/agencies.yaml"] = [ProblemCodes.UnknownAgency, ProblemCodes.NotServed, ProblemCodes.NotOffered, ProblemCodes.MissingParty, ProblemCodes.UnknownMunicipality],
        ["directory/municipalities.yaml"] = [ProblemCodes.UnknownMunicipality, ProblemCodes.UnknownCountry, ProblemCodes.NotServed],
        ["directory/holidays.yaml"] = [ProblemCodes.UnknownCountry],
        ["directory/services.yaml"] = [ProblemCodes.UnknownService, ProblemCodes.NotOffered],
        ["policy/purposes.yaml"] = [ProblemCodes.UnknownPurpose, ProblemCodes.MissingNotice],
        ["policy/bases.yaml"] = [ProblemCodes.NoBasis],
    };

    private readonly List<YamlFile> _files = [];
    private readonly HashSet<string> _following = new(StringComparer.Ordinal);
    private readonly List<FileProblem> _problems = [];

    /// <summary>Opens a file that must be there; null, with a problem, when it is not or holds no mapping.</summary>
    internal YamlMap? Open(string relative)
    {
        var path = Path.Combine(root, relative);
        var found = File.Exists(path) ? Read(path).Root : null;
        if (found is null)
            _following.UnionWith(Follows.GetValueOrDefault(relative, []));
        if (File.Exists(path))
            return found;
        _problems.Add(new FileProblem(relative, 0, ProblemCodes.MissingFile, System.IO.Directory.Exists(path) ? "A folder has the name of this file; rename the folder, and add the file." : "The file is missing; add it."));
        return null;
    }

    /// <summary>Whether a file that may be left out is there.</summary>
    internal bool Has(string relative) => File.Exists(Path.Combine(root, relative));

    /// <summary>Opens every YAML file of a folder, in order of name.</summary>
    internal IReadOnlyList<YamlFile> OpenAll(string relative)
    {
        if (System.IO.Directory.Exists(Path.Combine(root, relative)))
            return [.. YamlFilesOf(relative).Select(Read)];
        _problems.Add(new FileProblem(relative, 0, ProblemCodes.MissingFile, "The folder is missing; add it."));
        return [];
    }

    /// <summary>Opens every YAML file of a folder that need not be there.</summary>
    internal IReadOnlyList<YamlFile> OpenAny(string relative) => System.IO.Directory.Exists(Path.Combine(root, relative)) ? OpenAll(relative) : [];

    /// <summary>
    /// Whether a profile may be named. While the folder holds no profiles at all, as in a folder with only a policy,
    /// nothing can be said against one.
    /// </summary>
    internal bool HasProfile(string profile) =>
        profile == "cloudevents"
        || !System.IO.Directory.Exists(Path.Combine(root, "formats"))
        || File.Exists(Path.Combine(root, "formats", profile, "profile.yaml"));

    /// <summary>Ids of the profiles there are.</summary>
    internal IReadOnlyList<string> Profiles { get; } = System.IO.Directory.Exists(Path.Combine(root, "formats"))
        ? [.. System.IO.Directory.GetDirectories(Path.Combine(root, "formats")).Where(d => File.Exists(Path.Combine(d, "profile.yaml"))).Select(d => Path.GetFileName(d)!)]
        : [];

    /// <summary>Version of everything in subfolders: first 12 hexadecimal digits of a SHA-256 over names and contents.</summary>
    internal string VersionOf(params string[] relative) =>
        Version(relative.Where(r => System.IO.Directory.Exists(Path.Combine(root, r))).SelectMany(YamlFilesOf));

    /// <summary>Version of one file.</summary>
    internal static string VersionOf(YamlFile file) => Version([file.Path]);

    /// <summary>Every problem so far, in file and line order.</summary>
    internal IReadOnlyList<FileProblem> Problems() =>
        [.. _problems.Concat(_files.SelectMany(f => f.Problems)).Where(p => !_following.Contains(p.Code)).Distinct().OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Code, StringComparer.Ordinal)];

    private IEnumerable<string> YamlFilesOf(string relative) =>
        System.IO.Directory.EnumerateFiles(Path.Combine(root, relative), "*.yaml").Order(StringComparer.Ordinal);

    private YamlFile Read(string path)
    {
        var file = YamlFile.Read(root, path);
        _files.Add(file);
        return file;
    }

    // Line ends are left out, so that a checkout on another system has the same version.
    private static string Version(IEnumerable<string> paths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in paths)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(path) + "\n"));
            hash.AppendData(Content(path).Where(b => b != (byte)'\r').ToArray());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <summary>Bytes of a file; none of one that cannot be read, which is a problem of its own where it is used.</summary>
    private static byte[] Content(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
