using System.Diagnostics;
using System.Globalization;

namespace Gateway.Benchmarks;

/// <summary>The gateway, or some of its roles, as a process of its own.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private readonly Process _process;

    private GatewayProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Processor time so far, of all its threads.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Runs a verb of the command line to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It ended with another code than 0; the message holds what it said.</exception>
    public static async Task<string> VerbAsync(GatewayBuild build, Ground ground, string[] verb, CancellationToken cancellation)
    {
        var start = Start(build, ground, verb);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync(cancellation);
        var printed = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? printed.Trim()
            : throw new InvalidOperationException($"'{string.Join(' ', verb)}' of {build.Name} ended with {process.ExitCode}: {await said}{printed}");
    }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="build">Which build.</param>
    /// <param name="ground">What it stands on.</param>
    /// <param name="roles">Only these roles; null: all.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <param name="asImage">Whether it compiles as the container image has it.</param>
    public static async Task<GatewayProcess> StartAsync(GatewayBuild build, Ground ground, string? roles, CancellationToken cancellation, bool asImage = true)
    {
        string[] verb = roles is null ? ["run"] : ["run", "--role", roles];
        var process = Process.Start(Start(build, ground, [.. verb, "--Gateway:Http:Url=http://127.0.0.1:0"], asImage))!;
        var listens = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => listens.TrySetException(new InvalidOperationException($"The gateway ({build.Name}) ended before it listened."));
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.Split(' ').FirstOrDefault(w => w.StartsWith("http://", StringComparison.Ordinal)) is { } address && !listens.Task.IsCompleted)
                listens.TrySetResult(new Uri(address));
            else if (line.Data is { Length: > 0 } said)
                Console.Error.WriteLine(said);
        };
        process.BeginErrorReadLine();
        return new GatewayProcess(process, await listens.Task.WaitAsync(cancellation));
    }

    /// <summary>Peak memory in MB as the kernel counted it, and where the figure comes from.</summary>
    public (double Megabytes, string Source) PeakMemory()
    {
        var status = $"/proc/{_process.Id}/status";
        if (File.Exists(status) && File.ReadLines(status).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line)
            return (long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024.0, "VmHWM");
        _process.Refresh();
        return (_process.PeakWorkingSet64 / 1024.0 / 1024.0, "peak working set as this system tells it; VmHWM is Linux only");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // The working folder is the ground's, so that no settings file of another place is read.
    private static ProcessStartInfo Start(GatewayBuild build, Ground ground, string[] verb, bool asImage = true)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = ground.Folder };
        if (asImage)
            start.Environment["DOTNET_TC_QuickJit"] = "0";
        foreach (var argument in (string[])[build.Host, .. verb, .. ground.Settings, "--Gateway:Contracts=" + build.Contracts])
            start.ArgumentList.Add(argument);
        return start;
    }
}
