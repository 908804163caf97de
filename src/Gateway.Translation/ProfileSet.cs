using System.Security.Cryptography;
using System.Text;
using Gateway.Catalogue;
using Gateway.Catalogue.Yaml;
using Gateway.Translation.Profiles;

namespace Gateway.Translation;

/// <summary>Profiles as loaded, or everything that is wrong with them.</summary>
/// <param name="Profiles">The profiles; null when any file has a problem.</param>
/// <param name="Problems">Problems with file and line.</param>
public sealed record ProfileSetResult(ProfileSet? Profiles, IReadOnlyList<FileProblem> Problems);

/// <summary>Every format profile under <c>contracts/formats</c>. Immutable.</summary>
public sealed class ProfileSet
{
    private readonly Dictionary<string, Profile> _profiles;

    private ProfileSet(Dictionary<string, Profile> profiles) => _profiles = profiles;

    /// <summary>All profiles.</summary>
    public IReadOnlyCollection<Profile> All => _profiles.Values;

    /// <summary>A profile by id, or null.</summary>
    public Profile? Find(string id) => _profiles.GetValueOrDefault(id);

    /// <summary>Reads and checks every profile and code map.</summary>
    /// <param name="contractsFolder">Folder that holds <c>formats/</c>.</param>
    /// <param name="names">Names of directory and policy that profiles may use; null: what is coded there is not checked.</param>
    public static ProfileSetResult Load(string contractsFolder, CatalogueNames? names = null)
    {
        var codes = new CanonicalCodes(names);
        var formats = Path.Combine(contractsFolder, "formats");
        if (!Directory.Exists(formats))
            return new ProfileSetResult(null, [new FileProblem("formats", 0, "missing-folder", "There is no folder 'formats' under the contracts folder; check Gateway:Contracts.")]);
        var profiles = new Dictionary<string, Profile>(StringComparer.Ordinal);
        var sound = new HashSet<string>(StringComparer.Ordinal);
        var problems = new List<FileProblem>();
        foreach (var folder in Directory.GetDirectories(formats).Order(StringComparer.Ordinal))
        {
            var path = Path.Combine(folder, "profile.yaml");
            if (Path.GetFileName(folder) == "codes")
                continue;
            var maps = new CodeMapFolder(contractsFolder, folder, Path.Combine(formats, "codes"));
            var file = YamlFile.Read(contractsFolder, path);
            var profile = ProfileFile.Read(file, Path.GetFileName(folder), maps, codes, () => maps.VersionWith(path));
            problems.AddRange(file.Problems);
            problems.AddRange(maps.Problems);
            if (profile is null)
                continue;
            profiles[profile.Id] = profile;
            if (file.Problems.Count == 0 && !maps.Problems.Any())
                sound.Add(profile.Id);
        }

        foreach (var path in CodeMaps(formats))
        {
            // Also one that no profile uses yet.
            var file = YamlFile.Read(contractsFolder, path);
            _ = CodeMapFile.Read(file, Path.GetFileNameWithoutExtension(path));
            problems.AddRange(file.Problems);
        }

        problems.AddRange(ReceivingChecks.Of(names?.Receiving ?? [], profiles, sound));
        var distinct = problems.Distinct().ToList();
        return new ProfileSetResult(distinct.Count == 0 ? new ProfileSet(profiles) : null, distinct);
    }

    private static IEnumerable<string> CodeMaps(string formats) =>
        Directory.GetDirectories(formats).Select(f => Path.Combine(f, "codes")).Prepend(Path.Combine(formats, "codes")).Where(Directory.Exists)
            .SelectMany(f => Directory.GetFiles(f, "*.yaml")).Order(StringComparer.Ordinal);

    /// <summary>Code maps as one profile sees them: its own folder first, then the shared one.</summary>
    private sealed class CodeMapFolder(string contractsFolder, string own, string shared) : ICodeMaps
    {
        private readonly Dictionary<string, (CodeMap? Map, YamlFile File)> _read = new(StringComparer.Ordinal);

        public IEnumerable<FileProblem> Problems => _read.Values.SelectMany(r => r.File.Problems);

        public IReadOnlyList<string> Names =>
            [.. new[] { Path.Combine(own, "codes"), shared }.Where(Directory.Exists).SelectMany(f => Directory.GetFiles(f, "*.yaml")).Select(f => Path.GetFileNameWithoutExtension(f))];

        public CodeMap? Find(string name)
        {
            if (_read.TryGetValue(name, out var known))
                return known.Map;
            var path = new[] { Path.Combine(own, "codes"), shared }.Select(f => Path.Combine(f, name + ".yaml")).FirstOrDefault(File.Exists);
            if (path is null)
                return null;
            var file = YamlFile.Read(contractsFolder, path);
            var map = CodeMapFile.Read(file, name);
            _read[name] = (map, file);
            return map;
        }

        public string VersionWith(string profile)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var path in _read.Where(r => r.Value.File.Root is not null).OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value.File.Path).Prepend(profile))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(path) + "\n"));
                hash.AppendData(File.ReadAllBytes(path));
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
        }
    }
}
