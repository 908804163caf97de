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

/// <summary>A profile with a changed file, or everything that is wrong with it.</summary>
/// <param name="Profile">The profile; null when the text has a problem.</param>
/// <param name="Problems">Problems with file and line.</param>
public sealed record ProfileDraftResult(Profile? Profile, IReadOnlyList<FileProblem> Problems);

/// <summary>Every format profile under <c>contracts/formats</c>. Immutable.</summary>
public sealed class ProfileSet
{
    private readonly Dictionary<string, Profile> _profiles;

    private readonly string _folder;
    private readonly CatalogueNames? _names;

    private ProfileSet(Dictionary<string, Profile> profiles, string folder, CatalogueNames? names) => (_profiles, _folder, _names) = (profiles, folder, names);

    /// <summary>All profiles.</summary>
    public IReadOnlyCollection<Profile> All => _profiles.Values;

    /// <summary>A profile by id, or null.</summary>
    public Profile? Find(string id) => _profiles.GetValueOrDefault(id);

    /// <summary>Reads and checks a profile as it would be if one of its files held another text. Nothing is written.</summary>
    /// <param name="id">The profile.</param>
    /// <param name="text">The whole text of its <c>profile.yaml</c>, or of a code map, which begins with <c>map:</c>.</param>
    public ProfileDraftResult Draft(string id, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!_profiles.ContainsKey(id))
            return new ProfileDraftResult(null, [new FileProblem($"formats/{id}/profile.yaml", 0, "unknown-profile", "There is no such profile; name one of those under contracts/formats.")]);
        var formats = Path.Combine(_folder, "formats");
        var (folder, path) = (Path.Combine(formats, id), Path.Combine(formats, id, "profile.yaml"));
        var map = CodeMapFile.NameOf(text);
        var maps = new CodeMapFolder(_folder, folder, Path.Combine(formats, "codes"), map, text);
        var file = YamlFile.Read(_folder, path, map is null ? text : null);
        var profile = ProfileFile.Read(file, id, maps, new CanonicalCodes(_names), () => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]);
        List<FileProblem> problems = [.. file.Problems, .. maps.Problems];
        if (map is not null && !maps.Uses(map))
            problems.Add(new FileProblem($"formats/{id}/profile.yaml", 0, "map-not-used", "The profile does not use this code map; test it under a profile that does."));
        return new ProfileDraftResult(problems.Count == 0 ? profile : null, [.. problems.Distinct()]);
    }

    /// <summary>The text of a profile's file, or of a code map that it may use.</summary>
    /// <param name="id">The profile.</param>
    /// <param name="map">Name of the code map; null: its <c>profile.yaml</c>.</param>
    /// <returns>Null: there is no such profile or code map.</returns>
    public string? TextOf(string id, string? map)
    {
        if (!_profiles.ContainsKey(id) || map?.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') == false)
            return null;
        var folder = Path.Combine(_folder, "formats", id);
        var path = map is null ? Path.Combine(folder, "profile.yaml")
            : new[] { Path.Combine(folder, "codes", map + ".yaml"), Path.Combine(_folder, "formats", "codes", map + ".yaml") }.FirstOrDefault(File.Exists);
        return path is not null && File.Exists(path) ? File.ReadAllText(path) : null;
    }

    /// <summary>The lines of a profile that read a path of its records, as they lie in its file.</summary>
    /// <param name="id">The profile.</param>
    /// <param name="path">Path in a record, in the source's own terms, with or without positions.</param>
    /// <returns>Those that name the most of the path; none when no line does, or when the file cannot be read.</returns>
    public IReadOnlyList<ProfileTextLine> LinesOf(string id, string path)
    {
        var file = Path.Combine(_folder, "formats", id, "profile.yaml");
        return _profiles.ContainsKey(id) && File.Exists(file) ? ProfileTextLine.Find($"formats/{id}/profile.yaml", File.ReadAllLines(file), path) : [];
    }

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
        return new ProfileSetResult(distinct.Count == 0 ? new ProfileSet(profiles, contractsFolder, names) : null, distinct);
    }

    private static IEnumerable<string> CodeMaps(string formats) =>
        Directory.GetDirectories(formats).Select(f => Path.Combine(f, "codes")).Prepend(Path.Combine(formats, "codes")).Where(Directory.Exists)
            .SelectMany(f => Directory.GetFiles(f, "*.yaml")).Order(StringComparer.Ordinal);

    /// <summary>Code maps as one profile sees them: its own folder first, then the shared one.</summary>
    /// <remarks>One of them may be read from a text that is not in its file yet.</remarks>
    private sealed class CodeMapFolder(string contractsFolder, string own, string shared, string? changed = null, string? text = null) : ICodeMaps
    {
        private readonly Dictionary<string, (CodeMap? Map, YamlFile File)> _read = new(StringComparer.Ordinal);

        public IEnumerable<FileProblem> Problems => _read.Values.SelectMany(r => r.File.Problems);

        public IReadOnlyList<string> Names =>
            [.. new[] { Path.Combine(own, "codes"), shared }.Where(Directory.Exists).SelectMany(f => Directory.GetFiles(f, "*.yaml")).Select(f => Path.GetFileNameWithoutExtension(f)).Concat(changed is null ? [] : [changed]).Distinct(StringComparer.Ordinal)];

        public bool Uses(string name) => _read.ContainsKey(name);

        public CodeMap? Find(string name)
        {
            if (_read.TryGetValue(name, out var known))
                return known.Map;
            var path = new[] { Path.Combine(own, "codes"), shared }.Select(f => Path.Combine(f, name + ".yaml")).FirstOrDefault(File.Exists);
            if (path is null && name != changed)
                return null;
            var file = YamlFile.Read(contractsFolder, path ?? Path.Combine(shared, name + ".yaml"), name == changed ? text : null);
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
