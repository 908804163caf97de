namespace Gateway.Persistence.Files;

/// <summary>
/// Files that others rely on once they are there. When a method returns, what it wrote outlives a loss of power; before
/// that, nobody sees half of it.
/// </summary>
/// <param name="disk">The disk.</param>
public sealed class DurableFiles(IDisk disk)
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>On this machine's disk.</summary>
    public static DurableFiles Here { get; } = new(new Disk());

    /// <summary>Makes a file appear whole: written aside, flushed, renamed, its folder flushed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="aside">Where it is written first, in the same folder.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="mode">Who may read and write it; its owner alone when not said.</param>
    /// <param name="overwrite">Whether it replaces what is there.</param>
    /// <exception cref="IOException">It could not be written, or is there and is not to be replaced.</exception>
    /// <exception cref="FileNotConfirmedException">It has its name; whether the name outlives a loss of power is not known.</exception>
    /// <exception cref="FileNotFoundException">What was written aside was cleared away before it was renamed.</exception>
    public void Appear(string file, string aside, ReadOnlySpan<byte> bytes, UnixFileMode mode = Owner, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(file);
        var writing = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            writing.UnixCreateMode = mode;
        disk.Write(aside, writing, bytes);
        disk.Rename(aside, file, overwrite);
        Confirm(file);
    }

    /// <summary>Waits until a file that appeared, whoever wrote it, is in its folder for good.</summary>
    /// <exception cref="FileNotConfirmedException">It has its name; whether the name outlives a loss of power is not known.</exception>
    public void Confirm(string file)
    {
        try
        {
            disk.FlushFolder(FolderOf(file));
        }
        catch (IOException e)
        {
            throw new FileNotConfirmedException(e);
        }
    }

    /// <summary>Makes an empty file that is its owner's alone, when there is none of that name. Whoever fills it then keeps these rights.</summary>
    public static void MakeOwn(string file)
    {
        var making = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            making.UnixCreateMode = Owner;
        using var made = new FileStream(file, making);
    }

    /// <summary>Makes a folder that is its owner's alone, when there is none of that name.</summary>
    public static void MakeOwnFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, Owner | UnixFileMode.UserExecute);
    }

    /// <summary>Holds a file that stands for a turn, made when absent, its owner's alone; it is let go when the stream is disposed, and when the process ends.</summary>
    /// <exception cref="IOException">Another holds it.</exception>
    public static FileStream Hold(string file)
    {
        var holding = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            holding.UnixCreateMode = Owner;
        return new FileStream(file, holding);
    }

    /// <summary>Appends a line to a file, made when absent, its owner's alone. Half a line that a crash left does not spoil it.</summary>
    /// <exception cref="IOException">It could not be written, or another is appending just now.</exception>
    public void AppendLine(string file, ReadOnlySpan<byte> line)
    {
        var isNew = !File.Exists(file);
        var writing = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
            writing.UnixCreateMode = Owner;
        byte[] bytes = isNew || EndsWithLine(file) ? [.. line, (byte)'\n'] : [(byte)'\n', .. line, (byte)'\n'];
        disk.Write(file, writing, bytes);
        if (isNew)
            Confirm(file);
    }

    /// <summary>Makes a folder and those above it that are absent.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="mode">Who may use it.</param>
    public void Make(string folder, UnixFileMode mode)
    {
        List<string> absent = [];
        for (var at = Path.GetFullPath(folder); !Directory.Exists(at) && Path.GetDirectoryName(at) is { } above; at = above)
            absent.Add(above);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, mode);
        foreach (var above in absent)
            disk.FlushFolder(above);
    }

    private static string FolderOf(string file) => Path.GetDirectoryName(Path.GetFullPath(file))!;

    private static bool EndsWithLine(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (stream.Length == 0)
            return true;
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() == '\n';
    }
}
