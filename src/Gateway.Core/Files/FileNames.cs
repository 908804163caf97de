using System.Globalization;
using System.Text;

namespace Gateway.Core.Files;

/// <summary>What the name of a file in a drop folder says.</summary>
public static class FileNames
{
    /// <summary>Ending of a companion that holds the SHA-256 of a file.</summary>
    public const string Checksum = ".sha256";

    /// <summary>Ending of a companion that says that a file is whole.</summary>
    public const string Done = ".done";

    /// <summary>Bytes of a name at most: receipts have longer names, and a file system takes 255.</summary>
    public const int Longest = 180;

    /// <summary>Bytes of a label at most: a name behind that of a sub-folder.</summary>
    public const int LongestLabel = Longest + 41;

    private static readonly string[] Unfinished = [".part", ".filepart", ".tmp"];

    /// <summary>Somebody is still writing it: nobody looks at it.</summary>
    public static bool IsUnfinished(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith('.') || Array.Exists(Unfinished, e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>It says something of another file.</summary>
    public static bool IsCompanion(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EndsWith(Checksum, StringComparison.Ordinal) || name.EndsWith(Done, StringComparison.Ordinal);
    }

    /// <summary>
    /// Whether a name can be used for receipts and shown to people: no longer than <see cref="Longest"/>, without control
    /// characters, characters that turn or hide others, separators of folders, and what a shell takes for an option.
    /// </summary>
    /// <param name="name">Name.</param>
    /// <param name="longest">Bytes at most.</param>
    public static bool IsUsable(string name, int longest = Longest)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= longest && name[0] is not ('.' or '-' or '~' or ' ') && name[^1] is not (' ' or '.')
            && name.EnumerateRunes().All(IsUsable);
    }

    /// <summary>Under which name a file is spoken of beside its folder: that of its sub-folder comes first.</summary>
    /// <param name="folder">Sub-folder; null: none.</param>
    /// <param name="name">Its name.</param>
    public static string LabelOf(string? folder, string name) => folder is null ? name : $"{folder}.{name}";

    /// <summary>The checksum in a companion, as <c>sha256sum</c> writes it; lower case.</summary>
    /// <param name="text">Text of the companion; null: there is none.</param>
    /// <returns>What it is, and the checksum when it is one.</returns>
    public static (Checksum Kind, string? Value) ReadChecksum(string? text)
    {
        if (text is null)
            return (Files.Checksum.None, null);
        var first = text.AsSpan().TrimStart('\uFEFF').TrimStart();
        var end = first.IndexOfAny(" \t\r\n");
        var value = end < 0 ? first : first[..end];
        if (value.Length == 64 && !value.ContainsAnyExcept("0123456789abcdefABCDEF"))
            return (Files.Checksum.Given, value.ToString().ToLowerInvariant());
        return (end < 0 && value.Length < 64 ? Files.Checksum.Unfinished : Files.Checksum.Unreadable, null);
    }

    private static bool IsUsable(Rune rune) => rune.Value is not ('/' or '\\' or ':' or 0xFFFD) && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);
}
