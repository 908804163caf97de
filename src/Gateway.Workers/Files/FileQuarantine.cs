using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Files;

namespace Gateway.Workers.Files;

/// <summary>Puts files aside that cannot be taken in, with the reason beside each. Nothing is deleted there but by people.</summary>
internal static class FileQuarantine
{
    internal const string Ending = ".reason.json";

    private static readonly JsonSerializerOptions Legible = new(ContractJson.Options) { WriteIndented = true };

    /// <summary>Puts a file aside. Its reason is written first: after a crash in between it is written again.</summary>
    /// <param name="folders">Folders of the agency.</param>
    /// <param name="entry">The file.</param>
    /// <param name="name">Under which name it is put aside.</param>
    /// <param name="reason">What its sender is told.</param>
    internal static void Put(AgencyFolders folders, DropEntry entry, string name, FileReceipt reason)
    {
        var free = name;
        for (var number = 2; folders.Quarantine.Look(free) is not null; number++)
            free = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}.{number}");
        folders.Write(folders.Quarantine, free + Ending, JsonSerializer.SerializeToUtf8Bytes(reason, Legible));
        var from = folders.Of(entry.Folder);
        var put = folders.Move(from, entry.Name, folders.Quarantine, free);
        DropCompanions.Move(folders, entry, folders.Quarantine, put);
    }
}

/// <summary>Companions go where their file goes.</summary>
internal static class DropCompanions
{
    internal static void Move(AgencyFolders folders, DropEntry entry, Persistence.Files.FolderHandle to, string name)
    {
        var from = folders.Of(entry.Folder);
        foreach (var ending in new[] { FileNames.Checksum, FileNames.Done })
        {
            if (from.Look(entry.Name + ending) is { Kind: EntryKind.File })
                folders.Move(from, entry.Name + ending, to, name + ending);
        }
    }
}
