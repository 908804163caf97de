using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Gateway.Core.Files;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Persistence.Files;

/// <summary>What an entry of a folder is now. Two that are equal are the same file with the same bytes, as far as the file system tells.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Bytes">Bytes.</param>
/// <param name="Number">Its number in the file system; 0: it has none here.</param>
/// <param name="ChangedAt">When its bytes were changed last, in the file system's own units.</param>
public sealed record EntryState(EntryKind Kind, long Bytes, long Number, long ChangedAt);

/// <summary>
/// A folder into which others may write, held open: whoever replaces it, or a folder above it, by a link changes nothing for this
/// process. No link is followed in it. On other systems than Linux it is a path, and links are looked for before it is used.
/// </summary>
public sealed class FolderHandle : IDisposable
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int OfHandle = 0x1000;
    private const int NotReplacing = 1;
    private const int NotThere = 2;
    private const int TooLong = 36;
    private const int Exists = 17;
    private const int NotKnown = 22;
    private const uint Basic = 0x7ff;
    private const int CloseOnExecute = 0x80000;
    private const int NotBlocking = 0x800;

    /// <summary>Numbers of the flags differ between processors.</summary>
    private static readonly int FolderOnly = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x4000 : 0x10000;
    private static readonly int WithoutLink = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x20000;

    private readonly SafeFileHandle? _handle;
    private readonly string _path;

    private FolderHandle(string path, SafeFileHandle? handle) => (_path, _handle) = (path, handle);

    /// <summary>Opens a folder.</summary>
    /// <exception cref="IOException">It is not there, is a link or no folder, or may not be opened.</exception>
    public static FolderHandle Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!OperatingSystem.IsLinux())
            return new DirectoryInfo(path) is { Exists: true, LinkTarget: null } ? new FolderHandle(path, null) : throw new IOException("A folder is not there, or is a link.");
        var handle = OpenHandle(path, FolderOnly);
        return new FolderHandle($"/proc/self/fd/{handle.DangerousGetHandle()}", handle);
    }

    /// <summary>Opens a folder in this one; it is made when absent.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="mode">Who may use it, when it is made.</param>
    /// <exception cref="IOException">It cannot be opened or made, or is a link.</exception>
    public FolderHandle Sub(string name, UnixFileMode mode)
    {
        if (Look(name) is null)
            DurableFiles.Here.Make(At(name), mode);
        return Open(At(name));
    }

    /// <summary>Path of an entry, as long as this is open.</summary>
    public string At(string name) => Path.Combine(_path, name);

    /// <summary>Names of what lies in it, in no order.</summary>
    public IEnumerable<string> Names() => Directory.EnumerateFileSystemEntries(_path, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false }).Select(p => Path.GetFileName(p));

    /// <summary>What an entry is; null: there is none of that name.</summary>
    /// <exception cref="IOException">It cannot be told.</exception>
    public EntryState? Look(string name)
    {
        if (!OperatingSystem.IsLinux())
            return LookByPath(At(name));
        var found = new byte[256];
        if (statx(CurrentFolder, Bytes(At(name)), NoFollow, Basic, found) == 0)
            return StateOf(found);
        // A name longer than the file system takes names nothing that could be there.
        return Marshal.GetLastPInvokeError() is NotThere or TooLong ? null : throw Failed();
    }

    /// <summary>Opens a file of it to read, without following a link and without waiting for a pipe.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="state">What was opened, which may be another than what lay there before.</param>
    /// <exception cref="IOException">It is not there, or is no file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public FileStream OpenFile(string name, out EntryState state)
    {
        if (!OperatingSystem.IsLinux())
        {
            state = LookByPath(At(name)) is { Kind: EntryKind.File } file ? file : throw new IOException("An entry is no file.");
            return new FileStream(At(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }

        var handle = OpenHandle(At(name), NotBlocking);
        try
        {
            state = StateOf(handle);
            return state.Kind == EntryKind.File ? new FileStream(handle, FileAccess.Read, bufferSize: 0) : throw new IOException("An entry is no file.");
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>What an open file is now.</summary>
    public static EntryState StateOf(SafeFileHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        if (!OperatingSystem.IsLinux())
            return new EntryState(EntryKind.File, RandomAccess.GetLength(handle), 0, File.GetLastWriteTimeUtc(handle).Ticks);
        var found = new byte[256];
        return statx((int)handle.DangerousGetHandle(), [0], OfHandle, Basic, found) == 0 ? StateOf(found) : throw Failed();
    }

    /// <summary>Moves an entry to another folder and waits until both folders are on the disk.</summary>
    /// <returns>False: there is an entry of that name already; nothing was moved.</returns>
    /// <exception cref="IOException">It could not be moved, or is not there any more.</exception>
    public bool Move(string name, FolderHandle to, string toName)
    {
        ArgumentNullException.ThrowIfNull(to);
        if (OperatingSystem.IsLinux())
        {
            var (from, target) = (Bytes(At(name)), Bytes(to.At(toName)));
            if (renameat2(CurrentFolder, from, CurrentFolder, target, NotReplacing) != 0)
            {
                // File systems on a network know no such flag; there nobody but the gateway writes into the folders to which it moves.
                var unknown = Marshal.GetLastPInvokeError() == NotKnown;
                if (unknown ? to.Look(toName) is not null : Marshal.GetLastPInvokeError() == Exists)
                    return false;
                if (!unknown || renameat2(CurrentFolder, from, CurrentFolder, target, 0) != 0)
                    throw Failed();
            }
        }
        else
        {
            if (to.Look(toName) is not null)
                return false;
            if (Directory.Exists(At(name)))
                Directory.Move(At(name), to.At(toName));
            else
                File.Move(At(name), to.At(toName));
        }

        DurableFiles.Here.Confirm(to.At(toName));
        DurableFiles.Here.Confirm(At(name));
        return true;
    }

    /// <inheritdoc />
    public void Dispose() => _handle?.Dispose();

    private static SafeFileHandle OpenHandle(string path, int flags)
    {
        var number = open(Bytes(path), flags | WithoutLink | CloseOnExecute);
        if (number >= 0)
            return new SafeFileHandle(number, ownsHandle: true);
        // EACCES and EPERM.
        throw Marshal.GetLastPInvokeError() is 13 or 1 ? new UnauthorizedAccessException("An entry of a folder may not be opened.") : Failed();
    }

    /// <summary>The fields of <c>struct statx</c>, which lie at the same places on every processor.</summary>
    private static EntryState StateOf(byte[] found) => new(
        (BinaryPrimitives.ReadUInt16LittleEndian(found.AsSpan(28)) & 0xF000) switch { 0x8000 => EntryKind.File, 0x4000 => EntryKind.Folder, 0xA000 => EntryKind.Link, _ => EntryKind.Other },
        BinaryPrimitives.ReadInt64LittleEndian(found.AsSpan(40)),
        BinaryPrimitives.ReadInt64LittleEndian(found.AsSpan(32)),
        (BinaryPrimitives.ReadInt64LittleEndian(found.AsSpan(112)) * 1_000_000_000) + BinaryPrimitives.ReadUInt32LittleEndian(found.AsSpan(120)));

    private static EntryState? LookByPath(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
            return new EntryState(EntryKind.Link, 0, 0, 0);
        if (Directory.Exists(path))
            return new EntryState(EntryKind.Folder, 0, 0, 0);
        return file.Exists ? new EntryState(EntryKind.File, file.Length, 0, file.LastWriteTimeUtc.Ticks) : null;
    }

    private static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path + '\0');

    /// <summary>Without a name: that of a file may say who it is about.</summary>
    private static IOException Failed() => new($"A folder could not be worked on: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open(byte[] path, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] found);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int renameat2(int folder, byte[] path, int toFolder, byte[] toPath, uint flags);
}
