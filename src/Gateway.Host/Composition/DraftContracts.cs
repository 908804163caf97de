using System.Text.RegularExpressions;
using Gateway.Catalogue;
using Gateway.Core.Routing;

namespace Gateway.Host.Composition;

/// <summary>
/// A policy beside the one that the gateway works under: a contracts folder, or one file of it, which is read in a copy of the present
/// folder. Formats are left out: what may leave does not depend on them.
/// </summary>
internal static partial class DraftContracts
{
    private static readonly string[] Parts = ["directory", "policy", "notices", "collaborations"];

    private static readonly (string Key, string File)[] ByFirstKey =
    [
        ("manifests", "policy/manifests.yaml"), ("bases", "policy/bases.yaml"), ("neverForward", "policy/principles.yaml"), ("stepTwoOnly", "policy/principles.yaml"), ("atMost", "policy/principles.yaml"),
        ("feedback", "policy/feedback.yaml"), ("terms", "policy/retention.yaml"), ("purposes", "policy/purposes.yaml"), ("agencies", "directory/agencies.yaml"), ("holidays", "directory/holidays.yaml"),
        ("services", "directory/services.yaml"), ("municipalities", "directory/municipalities.yaml"), ("organisations", "directory/ladder.yaml"),
    ];

    /// <summary>Reads it.</summary>
    /// <param name="path">Folder or file.</param>
    /// <param name="present">The present contracts folder.</param>
    /// <exception cref="HostFault">It cannot be read, or is not valid; the message lists what is wrong.</exception>
    internal static Agreed LoadOrFail(string path, string present)
    {
        if (System.IO.Directory.Exists(path))
            return Valid(path, System.IO.Directory.Exists(Path.Combine(path, "policy")) || !System.IO.Directory.Exists(Path.Combine(path, "contracts")) ? path : Path.Combine(path, "contracts"));
        if (!File.Exists(path))
            throw new HostFault($"There is no folder and no file '{path}'. Name a contracts folder, or one of its files.");
        var copy = System.IO.Directory.CreateTempSubdirectory("gateway-policy-").FullName;
        try
        {
            foreach (var part in Parts.Where(p => System.IO.Directory.Exists(Path.Combine(present, p))))
            {
                System.IO.Directory.CreateDirectory(Path.Combine(copy, part));
                foreach (var file in System.IO.Directory.EnumerateFiles(Path.Combine(present, part), "*.yaml"))
                    File.Copy(file, Path.Combine(copy, part, Path.GetFileName(file)));
            }

            File.Copy(path, Path.Combine(copy, PlaceOf(path)), overwrite: true);
            return Valid(path, copy);
        }
        finally
        {
            System.IO.Directory.Delete(copy, recursive: true);
        }
    }

    private static Agreed Valid(string path, string folder)
    {
        var result = CatalogueLoader.Load(folder);
        return result.Agreed ?? throw new HostFault($"The policy in '{path}' cannot be read; nothing was compared.{Environment.NewLine}{string.Join(Environment.NewLine, result.Problems)}");
    }

    /// <summary>Which file of a contracts folder it is: told by what it holds, so that a copy may have any name.</summary>
    private static string PlaceOf(string path)
    {
        var keys = FirstKey().Matches(File.ReadAllText(path)).DistinctBy(m => m.Groups["key"].Value, StringComparer.Ordinal)
            .ToDictionary(m => m.Groups["key"].Value, m => m.Groups["value"].Value.Trim(), StringComparer.Ordinal);
        if (keys.ContainsKey("parties"))
            return keys.GetValueOrDefault("id") is { } id && AgreementId().IsMatch(id) ? $"collaborations/{id}.yaml" : throw new HostFault($"The local agreement in '{path}' has no usable 'id'. Give it one of a-z, 0-9 and '-'.");
        if (keys.TryGetValue("notice", out var notice))
            return AgreementId().IsMatch(notice) ? $"notices/{notice}.yaml" : throw new HostFault($"The notice in '{path}' has no usable name under 'notice'. Give it one of a-z, 0-9 and '-'.");
        return ByFirstKey.FirstOrDefault(k => keys.ContainsKey(k.Key)).File
            ?? throw new HostFault($"'{path}' is no file of a contracts folder: it has none of the keys {string.Join(", ", ByFirstKey.Select(k => k.Key))}, notice, parties.");
    }

    [GeneratedRegex("^(?<key>[A-Za-z]+):(?<value>[^\n#]*)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex FirstKey();

    [GeneratedRegex("^[a-z0-9-]{2,40}$", RegexOptions.None, 1000)]
    private static partial Regex AgreementId();
}
