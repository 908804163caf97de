using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Files;
using Gateway.Persistence.Files;

namespace Gateway.Workers.Files;

/// <summary>
/// Receipts of an agency's files. Those of files whose records are not read yet are noted in <c>.waiting</c>, so that whichever
/// process serves the folder next writes the second receipt. What is read there may have been written by anybody who reaches the
/// folder: a name in it is looked at as one from the drop folder is, and a submission is read as the agency's own or not at all.
/// </summary>
internal sealed class ReceiptFolder(AgencyFolders folders)
{
    internal const string Ending = ".receipt.json";
    private const string WaitingName = ".waiting";
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>A receipt with all the lines that it may have is shorter.</summary>
    private const int Longest = 2 * 1024 * 1024;
    private const int MostAtOnce = 50;

    private static readonly JsonSerializerOptions Legible = new(ContractJson.Options) { WriteIndented = true };

    /// <summary>Writes the receipt of a file. One of another file of that name gets the beginning of that file's checksum into its name.</summary>
    internal void Write(FileReceipt receipt)
    {
        if (Read(receipt.File + Ending) is { Sha256: { Length: 64 } sha256 } other && sha256 != receipt.Sha256)
            folders.Write(folders.Receipts, Other(receipt.File, sha256), Bytes(other));
        folders.Write(folders.Receipts, receipt.File + Ending, Bytes(receipt));
    }

    /// <summary>Notes that the records of a file are not read yet, and writes its first receipt.</summary>
    internal void Begin(FileReceipt receipt)
    {
        using var waiting = folders.Receipts.Sub(WaitingName, Owner);
        folders.Write(waiting, receipt.SubmissionId!.Value.ToString("N"), Bytes(receipt));
        Write(receipt);
    }

    /// <summary>Writes the second receipt: in the place of the first, unless a newer file of that name has its receipt there.</summary>
    internal void End(FileReceipt receipt)
    {
        var newer = Read(receipt.File + Ending) is { Sha256: { } sha256 } && sha256 != receipt.Sha256;
        folders.Write(folders.Receipts, newer ? Other(receipt.File, receipt.Sha256!) : receipt.File + Ending, Bytes(receipt));
        Forget(receipt.SubmissionId!.Value);
    }

    /// <summary>No second receipt is due any more.</summary>
    internal void Forget(Guid submission)
    {
        using var waiting = folders.Receipts.Sub(WaitingName, Owner);
        File.Delete(waiting.At(submission.ToString("N")));
    }

    /// <summary>
    /// First receipts of files whose records may be read by now: a bounded number, those after the last that was looked at and then from
    /// the beginning, so that files whose records wait for long keep no other from its second receipt.
    /// </summary>
    /// <param name="memory">Knows the last one that was looked at.</param>
    internal IReadOnlyList<FileReceipt> Waiting(DropMemory memory)
    {
        using var waiting = folders.Receipts.Sub(WaitingName, Owner);
        List<string> looked =
        [
            .. waiting.Names().Where(n => Guid.TryParseExact(n, "N", out _))
                .OrderBy(n => string.CompareOrdinal(n, memory.LastReceipt) <= 0).ThenBy(n => n, StringComparer.Ordinal).Take(MostAtOnce),
        ];
        memory.LastReceipt = looked.Count == 0 ? "" : looked[^1];
        return [.. looked
            .Select(n => Read(waiting, n) is { } receipt && receipt.SubmissionId?.ToString("N") == n && receipt.Sha256 is { Length: 64 } && FileNames.IsUsable(receipt.Sha256) && FileNames.IsUsable(receipt.File, FileNames.LongestLabel) ? receipt : null)
            .OfType<FileReceipt>()];
    }

    private static string Other(string label, string sha256) => $"{label}.{sha256[..8]}{Ending}";

    private static byte[] Bytes(FileReceipt receipt) => JsonSerializer.SerializeToUtf8Bytes(receipt, Legible);

    private FileReceipt? Read(string name) => Read(folders.Receipts, name);

    private static FileReceipt? Read(FolderHandle folder, string name)
    {
        if (folder.Look(name) is not { Kind: EntryKind.File, Bytes: <= Longest })
            return null;
        try
        {
            using var stream = folder.OpenFile(name, out _);
            return JsonSerializer.Deserialize<FileReceipt>(stream, ContractJson.Options) is { } receipt && !(receipt.Sha256 is { } sha256 && !FileNames.IsUsable(sha256)) ? receipt : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
