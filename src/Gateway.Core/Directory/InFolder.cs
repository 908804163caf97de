namespace Gateway.Core.Directory;

/// <summary>When a file in an agency's drop folder is whole.</summary>
public enum WholeBy
{
    /// <summary>The sender writes under another name (<c>.name</c>, <c>name.part</c>) and renames when it is done.</summary>
    Renamed,

    /// <summary>The sender puts <c>name.sha256</c> or <c>name.done</c> beside it when it is done.</summary>
    Companion,

    /// <summary>Its size and time have not changed for a while (<c>Gateway:FileIntake:QuietFor</c>).</summary>
    Quiet,
}

/// <summary>Folder in which an agency drops its files. An agency without one cannot hand in files.</summary>
/// <param name="Name">Folder below the intake folder of the gateway, of this agency alone.</param>
/// <param name="Whole">When a file counts as whole.</param>
/// <param name="Formats">What it may drop; the first that fits a file counts. What fits none is not taken in.</param>
public sealed record InFolder(string Name, WholeBy Whole, IReadOnlyList<FileFormat> Formats)
{
    /// <summary>Sub-folders in which files may lie.</summary>
    public IEnumerable<string> Folders => Formats.Select(f => f.Folder).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>The format of a file; null: none was agreed for it.</summary>
    /// <param name="folder">Sub-folder in which it lies; null: none.</param>
    /// <param name="name">Its name.</param>
    public string? FormatOf(string? folder, string name) =>
        Formats.FirstOrDefault(f => f.Folder == folder && (f.Files is null || FilePattern.Fits(f.Files, name)))?.Profile;
}

/// <summary>Files that are in one format.</summary>
/// <param name="Profile">Format.</param>
/// <param name="Folder">Sub-folder in which they lie; null: in the drop folder itself.</param>
/// <param name="Files">Pattern of their names, with <c>*</c> for any characters; null: all in the sub-folder.</param>
public sealed record FileFormat(string Profile, string? Folder, string? Files);

/// <summary>Patterns of file names.</summary>
public static class FilePattern
{
    /// <summary>Whether a name fits a pattern. Capitals do not matter: systems that write files do not agree on them.</summary>
    /// <param name="pattern">Pattern, with <c>*</c> for any characters, none included.</param>
    /// <param name="name">Name.</param>
    public static bool Fits(string pattern, string name)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(name);
        var (at, star, tried) = (0, -1, 0);
        var read = 0;
        while (read < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, tried) = (at++, read);
            }
            else if (at < pattern.Length && char.ToUpperInvariant(pattern[at]) == char.ToUpperInvariant(name[read]))
            {
                at++;
                read++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                read = ++tried;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).Trim('*').IsEmpty;
    }
}
