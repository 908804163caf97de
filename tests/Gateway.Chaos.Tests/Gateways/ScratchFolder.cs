namespace Gateway.Chaos.Tests.Gateways;

/// <summary>A folder of one test, gone afterwards; with GATEWAY_CHAOS_KEEP set it stays, for whoever looks for a cause.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gateway-chaos-").FullName;

    public string Sub(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    /// <summary>Adds a line to the run's own log beside what the processes said.</summary>
    public void Note(string line) =>
        File.AppendAllText(System.IO.Path.Combine(Path, "run.log"), FormattableString.Invariant($"{TimeProvider.System.GetUtcNow():HH:mm:ss.f} {line}{Environment.NewLine}"));

    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("GATEWAY_CHAOS_KEEP") is not { Length: > 0 })
            Directory.Delete(Path, recursive: true);
    }
}
