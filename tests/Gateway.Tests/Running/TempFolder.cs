namespace Gateway.Tests.Running;

/// <summary>A folder of one test, gone after it.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("gateway-test-").FullName;

    public string Path { get; }

    /// <summary>A file in it, by its name.</summary>
    public string Named(string name) => System.IO.Path.Combine(Path, name);

    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, System.IO.Path.Combine(to, System.IO.Path.GetFileName(file)), overwrite: true);
        foreach (var folder in Directory.EnumerateDirectories(from))
            Copy(folder, System.IO.Path.Combine(to, System.IO.Path.GetFileName(folder)));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
