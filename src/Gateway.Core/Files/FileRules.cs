using Gateway.Core.Directory;

namespace Gateway.Core.Files;

/// <summary>What an entry of a folder is. A link is never followed.</summary>
public enum EntryKind
{
    /// <summary>A file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A link.</summary>
    Link,

    /// <summary>A pipe, a socket, a device.</summary>
    Other,
}

/// <summary>What stands in the companion that holds a checksum.</summary>
public enum Checksum
{
    /// <summary>There is no such companion.</summary>
    None,

    /// <summary>It is not written yet.</summary>
    Unfinished,

    /// <summary>A checksum.</summary>
    Given,

    /// <summary>Something else.</summary>
    Unreadable,
}

/// <summary>An entry of a drop folder.</summary>
public sealed record FoundFile
{
    /// <summary>Sub-folder in which it lies; null: in the drop folder itself.</summary>
    public string? Folder { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public EntryKind Kind { get; init; }

    /// <summary>Bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>A companion says that it is whole.</summary>
    public bool Done { get; init; }

    /// <summary>What its checksum's companion holds.</summary>
    public Checksum Checksum { get; init; }

    /// <summary>Since how long its size and time are as they are now.</summary>
    public TimeSpan Unchanged { get; init; }
}

/// <summary>Limits of files.</summary>
/// <param name="MostBytes">Bytes of a file at most: those of a submission.</param>
/// <param name="QuietFor">After this time without a change a file is whole, where its sender does not say so.</param>
public sealed record FileLimits(long MostBytes, TimeSpan QuietFor);

/// <summary>What becomes of an entry of a drop folder.</summary>
public enum FileFate
{
    /// <summary>It is none of the files that are handed in: a companion, something unfinished, an agreed sub-folder.</summary>
    Nothing,

    /// <summary>It is not whole yet.</summary>
    Wait,

    /// <summary>It is taken in.</summary>
    Take,

    /// <summary>It cannot be taken in, and is put aside with its reason.</summary>
    Quarantine,
}

/// <summary>What was decided about an entry.</summary>
/// <param name="Fate">What becomes of it.</param>
/// <param name="Profile">Format in which it is taken in.</param>
/// <param name="Code">Why it is put aside.</param>
public sealed record FileDecision(FileFate Fate, string? Profile = null, string? Code = null);

/// <summary>Codes of files that are put aside, besides those of a body that HTTP refuses.</summary>
public static class FileCodes
{
    /// <summary>Its name cannot be used.</summary>
    public const string Name = "file-name";

    /// <summary>It is no file: a link, a folder that was not agreed, a pipe.</summary>
    public const string Kind = "file-kind";

    /// <summary>No format was agreed for its folder and name.</summary>
    public const string NoFormat = "file-no-format";

    /// <summary>Its checksum is another than the one beside it, or the one beside it is none.</summary>
    public const string Checksum = "file-checksum";

    /// <summary>There is nothing in it.</summary>
    public const string Empty = "body-empty";

    /// <summary>It is longer than a submission may be.</summary>
    public const string TooLarge = "body-too-large";

    /// <summary>It has more records than a submission may have.</summary>
    public const string TooManyRecords = "too-many-records";

    /// <summary>The gateway failed on it again and again.</summary>
    public const string IntakeFailed = "intake-failed";
}

/// <summary>
/// When a file in a drop folder is whole, and what becomes of it. Nothing is read that is not whole; what can never be taken in is
/// put aside at once, however it goes on.
/// </summary>
public static class FileRules
{
    /// <summary>A file on which intake failed this often is put aside, so that what lies behind it is taken in.</summary>
    public const int MostFailures = 3;

    private static readonly FileDecision Nothing = new(FileFate.Nothing);
    private static readonly FileDecision Wait = new(FileFate.Wait);

    /// <summary>Decides an entry.</summary>
    /// <param name="agreed">The agency's drop folder.</param>
    /// <param name="file">The entry.</param>
    /// <param name="limits">Limits.</param>
    public static FileDecision Decide(InFolder agreed, FoundFile file, FileLimits limits)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(limits);
        if (FileNames.IsUnfinished(file.Name) || (file.Kind == EntryKind.File && FileNames.IsCompanion(file.Name)))
            return Nothing;
        if (file is { Kind: EntryKind.Folder, Folder: null } && agreed.Folders.Contains(file.Name, StringComparer.Ordinal))
            return Nothing;
        if (!FileNames.IsUsable(file.Name))
            return Aside(FileCodes.Name);
        if (file.Kind != EntryKind.File)
            return Aside(FileCodes.Kind);
        // A file without an end never becomes whole.
        if (file.Bytes > limits.MostBytes)
            return Aside(FileCodes.TooLarge);
        if (!IsWhole(agreed.Whole, file, limits.QuietFor))
            return Wait;
        if (agreed.FormatOf(file.Folder, file.Name) is not { } profile)
            return Aside(FileCodes.NoFormat);
        if (file.Checksum == Checksum.Unreadable)
            return Aside(FileCodes.Checksum);
        return file.Bytes == 0 ? Aside(FileCodes.Empty) : new FileDecision(FileFate.Take, profile);
    }

    private static bool IsWhole(WholeBy by, FoundFile file, TimeSpan quietFor) => file.Checksum != Checksum.Unfinished && by switch
    {
        WholeBy.Renamed => true,
        WholeBy.Companion => file.Done || file.Checksum != Checksum.None,
        _ => file.Unchanged >= quietFor,
    };

    private static FileDecision Aside(string code) => new(FileFate.Quarantine, Code: code);
}
