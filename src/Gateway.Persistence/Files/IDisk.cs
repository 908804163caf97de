using System.Runtime.InteropServices;
using System.Text;

namespace Gateway.Persistence.Files;

/// <summary>The steps by which bytes come to stay on a disk. Their order is what makes a file durable.</summary>
public interface IDisk
{
    /// <summary>Writes a file and waits until its bytes are on the disk.</summary>
    void Write(string file, FileStreamOptions options, ReadOnlySpan<byte> bytes);

    /// <summary>Gives a file its name.</summary>
    void Rename(string file, string name, bool overwrite);

    /// <summary>Waits until the names in a folder are on the disk: what was made or renamed in it is not before that.</summary>
    void FlushFolder(string folder);
}

/// <summary>The disk of this machine.</summary>
internal sealed class Disk : IDisk
{
    /// <summary>EINVAL: the file system keeps no folder back, or cannot say so.</summary>
    private const int NotSupported = 22;

    public void Write(string file, FileStreamOptions options, ReadOnlySpan<byte> bytes)
    {
        using var stream = new FileStream(file, options);
        stream.Seek(0, SeekOrigin.End);
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
    }

    public void Rename(string file, string name, bool overwrite) => File.Move(file, name, overwrite);

    public void FlushFolder(string folder)
    {
        // Windows keeps names in its journal.
        if (OperatingSystem.IsWindows())
            return;
        var handle = open(Encoding.UTF8.GetBytes(folder + '\0'), 0);
        if (handle < 0)
            throw Failed(folder);
        try
        {
            if (fsync(handle) != 0 && Marshal.GetLastPInvokeError() != NotSupported)
                throw Failed(folder);
        }
        finally
        {
            _ = close(handle);
        }
    }

    private static IOException Failed(string folder) =>
        new($"The folder '{folder}' could not be flushed to the disk: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open(byte[] path, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(int handle);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int handle);
}
