using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Tests.CommandLine;

/// <summary>Runs programs as somebody at a shell does.</summary>
internal static class Shell
{
    /// <summary>Runs a script of bash in a folder, and whatever it has started ends with it.</summary>
    public static async Task<Verb> RunAsync(string folder, string script)
    {
        var file = Path.Combine(folder, "script.sh");
        await File.WriteAllTextAsync(file, script);
        return await RunAsync(folder, "bash", [file]);
    }

    /// <summary>Runs a program in a folder.</summary>
    public static async Task<Verb> RunAsync(string folder, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = folder };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3), TimeProvider.System);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            return new Verb(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>A port on which nothing listens.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
