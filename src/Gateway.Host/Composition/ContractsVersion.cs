using System.Security.Cryptography;
using System.Text;

namespace Gateway.Host.Composition;

/// <summary>What a contracts folder holds, as one short name: the same files give the same version on every computer.</summary>
public static class ContractsVersion
{
    private static readonly string[] Parts = ["directory", "policy", "notices", "collaborations", "evaluation", "formats"];

    // formats/{profile}/codes
    private static readonly EnumerationOptions AsDeepAsFormats = new() { RecurseSubdirectories = true, MaxRecursionDepth = 2, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>The version of a folder: sixteen hexadecimal digits of the SHA-256 of names and bytes of everything that is loaded from it.</summary>
    /// <param name="folder">The contracts folder.</param>
    public static string Of(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, path) in Files(folder))
        {
            var bytes = File.ReadAllBytes(path);
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{bytes.Length}\n"));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>A cheap mark that changes when a file comes, goes or is written.</summary>
    public static string MarkOf(string folder)
    {
        var text = new StringBuilder();
        foreach (var (name, path) in Files(folder))
        {
            var file = new FileInfo(path);
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{name}|{(file.Exists ? file.Length : -1)}|{(file.Exists ? file.LastWriteTimeUtc.Ticks : 0)}\n");
        }

        return text.ToString();
    }

    /// <summary>Everything that is loaded from a folder, by its name there, in order of name. A folder that leads back into itself is not followed for ever.</summary>
    /// <param name="folder">The contracts folder.</param>
    internal static IEnumerable<(string Name, string Path)> Files(string folder) =>
        Parts.Select(p => Path.Combine(folder, p)).Where(System.IO.Directory.Exists)
            .SelectMany(p => System.IO.Directory.EnumerateFiles(p, "*.yaml", AsDeepAsFormats))
            .Select(p => (Path.GetRelativePath(folder, p).Replace('\\', '/'), p)).OrderBy(f => f.Item1, StringComparer.Ordinal);
}
