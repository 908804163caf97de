using System.Text.RegularExpressions;
using Gateway.Catalogue.Yaml;
using Gateway.Core.Directory;
using Gateway.Core.Files;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads <c>inFolder</c> of an agency: where it drops files, when they are whole, and in which formats they are.</summary>
internal static partial class InFolderReader
{
    private const string NoName = "use 2 to 40 of a-z, 0-9 and '-'.";

    internal static InFolder? Read(YamlMap agency, IReadOnlyList<string> profiles)
    {
        if (agency.OptionalMap("inFolder") is not { } entry)
            return null;
        var name = entry.Text("name");
        if (name.Length > 0 && !FolderName().IsMatch(name))
            entry.Report("name", ProblemCodes.BadId, $"'{name}' is no name of a folder; {NoName}");
        var folder = new InFolder(name, entry.Choice<WholeBy>("whole"), Formats(entry, profiles));
        entry.RejectUnknown();
        return folder;
    }

    /// <summary>Two agencies never share a folder: the files of one would be taken for the other's.</summary>
    internal static void CheckApart(YamlMap agency, Agency read, Dictionary<string, string> taken)
    {
        if (read.InFolder is { Name.Length: > 0 } folder && !taken.TryAdd(folder.Name, read.Id) && taken[folder.Name] is var owner && owner != read.Id)
            agency.OptionalMap("inFolder")!.Report("name", ProblemCodes.Duplicate, $"'{folder.Name}' is the drop folder of '{owner}'; give each agency a folder of its own.");
    }

    private static List<FileFormat> Formats(YamlMap entry, IReadOnlyList<string> profiles)
    {
        List<FileFormat> formats = [];
        var maps = entry.Maps("formats");
        if (maps.Count == 0)
            entry.Report("formats", "missing-key", "An agency may drop nothing but what is listed; add 'formats', each with a profile and with 'files' or 'folder'.");
        foreach (var map in maps)
        {
            var format = Format(map, profiles);
            var (folder, files) = (format.Folder, format.Files ?? "*");
            if (formats.Exists(f => f.Folder == folder && (f.Files ?? "*") == files))
                map.Report("profile", ProblemCodes.Duplicate, "The same files are listed twice; each is taken in in one format only.");
            else if (formats.Exists(f => f.Folder == folder && f.Files is null or "*"))
                map.Report("files", ProblemCodes.NoEffect, "An entry before this one takes every file of this folder; put this one first.");
            formats.Add(format);
        }

        return formats;
    }

    private static FileFormat Format(YamlMap map, IReadOnlyList<string> profiles)
    {
        var profile = map.Text("profile");
        if (profile.Length > 0 && !profiles.Contains(profile, StringComparer.Ordinal))
            map.Report("profile", ProblemCodes.UnknownProfile, $"'{profile}' is not among the 'profiles' of this agency; add it there, or correct it.{Spelling.Meant(profile, profiles)}");
        var (folder, files) = (map.OptionalText("folder"), map.OptionalText("files"));
        if (folder is null && files is null)
            map.Report("profile", "missing-key", "Say which files are in this format: 'files' (a pattern such as \"*.xml\"), 'folder' (a sub-folder), or both.");
        if (folder is not null && !FolderName().IsMatch(folder))
            map.Report("folder", ProblemCodes.BadId, $"'{folder}' is no name of a sub-folder; {NoName}");
        if (files is not null && (!FileNames.IsUsable(files) || FileNames.IsUnfinished(files) || FileNames.IsCompanion(files)))
            map.Report("files", ProblemCodes.NoEffect, $"No file that is handed in is called '{files}'; use a pattern such as \"*.xml\", without folders, and without the endings of unfinished files and companions.");
        map.RejectUnknown();
        return new FileFormat(profile, folder, files);
    }

    [GeneratedRegex("^[a-z0-9-]{2,40}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FolderName();
}
