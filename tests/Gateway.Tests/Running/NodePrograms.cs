using System.Diagnostics;

namespace Gateway.Tests.Running;

/// <summary>The programs of tests/conformance, which know nothing of the gateway but its contracts.</summary>
internal static class NodePrograms
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    public static string Folder { get; } = Path.Combine(Shipped.Repository, "tests", "conformance");

    /// <summary>Installs what they need, unless it is there.</summary>
    public static async Task InstallAsync()
    {
        await OneAtATime.WaitAsync();
        try
        {
            if (!Directory.Exists(Path.Combine(Folder, "node_modules")) && await RunAsync("npm", "ci", "--no-audit", "--no-fund") is { Code: not 0 } failed)
                throw new InvalidOperationException($"npm said: {failed.Said}");
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <summary>Runs a program in their folder to its end.</summary>
    public static async Task<(int Code, string Said)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        return (process.ExitCode, await output + await errors);
    }
}
