using System.Globalization;
using Gateway.Persistence.Files;

namespace Gateway.Workers.Files;

/// <summary>
/// The folders of one agency, held open for a turn: <c>in</c>, where it drops files, with the sub-folders that were agreed;
/// <c>receipts</c>, <c>done</c> and <c>quarantine</c>, where it reads. Moving is for tests to break.
/// </summary>
internal class AgencyFolders : IDisposable
{
    internal const string DropName = "in";
    internal const string ReceiptsName = "receipts";
    internal const string DoneName = "done";
    internal const string QuarantineName = "quarantine";

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode GroupReads = Owner | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
    private const UnixFileMode GroupWrites = GroupReads | UnixFileMode.GroupWrite;
    private const int MostNames = 1000;

    private readonly List<FolderHandle> _open = [];
    private readonly FolderHandle _drop;
    private readonly Dictionary<string, FolderHandle> _subs = new(StringComparer.Ordinal);

    /// <summary>Opens them; what is absent is made.</summary>
    /// <param name="path">Path of the agency's folder.</param>
    /// <param name="subs">Sub-folders that were agreed.</param>
    /// <exception cref="IOException">One cannot be opened or made, or is a link.</exception>
    /// <exception cref="UnauthorizedAccessException">The right is missing.</exception>
    internal AgencyFolders(string path, IEnumerable<string> subs)
    {
        try
        {
            if (!Directory.Exists(path))
                DurableFiles.Here.Make(path, GroupReads);
            var agency = Opened(FolderHandle.Open(path));
            _drop = Opened(agency.Sub(DropName, GroupWrites));
            foreach (var sub in subs)
                _subs[sub] = Opened(_drop.Sub(sub, GroupWrites));
            Receipts = Opened(agency.Sub(ReceiptsName, GroupReads));
            Done = Opened(agency.Sub(DoneName, GroupReads));
            Quarantine = Opened(agency.Sub(QuarantineName, GroupReads));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal FolderHandle Receipts { get; }

    internal FolderHandle Done { get; }

    internal FolderHandle Quarantine { get; }

    /// <summary>The folder in which an entry lies.</summary>
    /// <param name="sub">Sub-folder; null: the drop folder itself.</param>
    internal FolderHandle Of(string? sub) => sub is null ? _drop : _subs[sub];

    /// <summary>Entries in the order of their names, those of a sub-folder in between; so many of them are held in memory at most.</summary>
    /// <param name="after">Behind this one; null: from the first.</param>
    /// <param name="take">So many at most.</param>
    /// <param name="counts">Whether an entry counts.</param>
    /// <returns>The entries, and how many there are in all.</returns>
    internal (IReadOnlyList<DropEntry> Entries, int All) List(DropEntry? after, int take, Func<DropEntry, bool> counts)
    {
        var first = new SortedSet<DropEntry>();
        var all = 0;
        foreach (var entry in _drop.Names().Select(n => new DropEntry(n, null)).Concat(_subs.SelectMany(s => s.Value.Names().Select(n => new DropEntry(n, s.Key)))).Where(counts))
        {
            all++;
            if (after is { } last && entry.CompareTo(last) <= 0)
                continue;
            first.Add(entry);
            if (first.Count > take)
                first.Remove(first.Max!);
        }

        return ([.. first], all);
    }

    /// <summary>Folder of the files that were taken in on a day. They lie by the day, which says when their time is over, and by submission, so that an erasure finds them.</summary>
    internal FolderHandle DoneOn(DateOnly day) => Done.Sub(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), GroupReads);

    /// <summary>Folder of a submission's file among those of a day.</summary>
    internal static FolderHandle DoneOf(FolderHandle day, Guid submission) => day.Sub(submission.ToString("N"), GroupReads);

    /// <summary>Files that lie in quarantine, without their reasons.</summary>
    internal int Quarantined() => Quarantine.Names().Count(n => !n.EndsWith(FileQuarantine.Ending, StringComparison.Ordinal) && !n.StartsWith('.'));

    /// <summary>Moves an entry under the first name that is free.</summary>
    /// <returns>The name that it has now.</returns>
    /// <exception cref="IOException">It could not be moved.</exception>
    internal virtual string Move(FolderHandle from, string name, FolderHandle to, string toName)
    {
        for (var number = 1; number <= MostNames; number++)
        {
            var free = number == 1 ? toName : string.Create(CultureInfo.InvariantCulture, $"{toName}.{number}");
            if (from.Move(name, to, free))
                return free;
        }

        throw new IOException("A folder has too many files of one name.");
    }

    /// <summary>Makes a file appear whole.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    internal virtual void Write(FolderHandle folder, string name, ReadOnlySpan<byte> bytes)
    {
        var aside = folder.At($".{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8))}.part");
        try
        {
            DurableFiles.Here.Appear(folder.At(name), aside, bytes, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, overwrite: true);
        }
        catch (IOException)
        {
            // Half a receipt on a full disk would take the room of the next.
            File.Delete(aside);
            throw;
        }
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        foreach (var folder in _open)
            folder.Dispose();
    }

    private FolderHandle Opened(FolderHandle folder)
    {
        _open.Add(folder);
        return folder;
    }
}

/// <summary>An entry of a drop folder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Folder">Sub-folder in which it lies; null: none.</param>
internal sealed record DropEntry(string Name, string? Folder) : IComparable<DropEntry>
{
    public int CompareTo(DropEntry? other) =>
        other is null ? 1 : string.CompareOrdinal(Name, other.Name) is not 0 and var byName ? byName : string.CompareOrdinal(Folder, other.Folder);

    /// <summary>Without the name: it may say who the file is about.</summary>
    public override string ToString() => nameof(DropEntry);
}
