using Gateway.Persistence.Files;

namespace Gateway.Host.Composition;

/// <summary>
/// Holds a data folder for one process: the embedded database and its in-memory transport are made for one. The
/// operating system lets go of the lock when the process ends, however it ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const string LockName = ".lock";
    private const string ClearingName = ".clearing";
    private readonly FileStream _lock;

    private DataFolder(FileStream held) => _lock = held;

    /// <summary>Takes the folder of an embedded database. With a server database processes may share it: it is only made when absent.</summary>
    /// <exception cref="HostFault">Another process has it.</exception>
    public static DataFolder? TakeFor(GatewaySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Database.IsEmbedded)
            return Take(settings.Data);
        DurableFiles.MakeOwnFolder(settings.Data);
        return null;
    }

    /// <summary>Takes the folder, made when absent.</summary>
    /// <exception cref="HostFault">Another process has it.</exception>
    public static DataFolder Take(string path)
    {
        DurableFiles.MakeOwnFolder(path);
        try
        {
            return new DataFolder(DurableFiles.Hold(Path.Combine(path, LockName)));
        }
        catch (IOException)
        {
            throw new HostFault($"The data folder '{path}' is in use by another gateway process. Stop that process, or name another folder in Gateway:Data.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new HostFault($"The data folder '{path}' cannot be written. Give the gateway's account the right to, or name another folder in Gateway:Data.");
        }
    }

    /// <summary>Empties a taken folder. A process that is killed meanwhile leaves a mark, see <see cref="IsHalfCleared"/>.</summary>
    public static void Clear(string path)
    {
        var mark = Path.Combine(path, ClearingName);
        // On the disk before anything is deleted: what is half cleared must be recognised after a loss of power too.
        DurableFiles.Here.Appear(mark, mark + ".new", [], overwrite: true);
        foreach (var file in Directory.EnumerateFiles(path).Where(f => Path.GetFileName(f) is not (LockName or ClearingName)))
            File.Delete(file);
        foreach (var folder in Directory.EnumerateDirectories(path))
            Directory.Delete(folder, recursive: true);
        File.Delete(mark);
    }

    /// <summary>Whether clearing was broken off: what is left belongs to nothing and must be cleared first.</summary>
    public static bool IsHalfCleared(string path) => File.Exists(Path.Combine(path, ClearingName));

    /// <inheritdoc />
    public void Dispose() => _lock.Dispose();
}
