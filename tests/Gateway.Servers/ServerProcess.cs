using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Servers;

/// <summary>Processes and ports of private servers.</summary>
internal static class ServerProcess
{
    /// <summary>A broker that was killed starts within seconds; on a machine that builds at the same time within minutes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>A port of loopback that nobody listens on.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts a program whose output goes to a file.</summary>
    internal static Process Start(string file, IEnumerable<string> arguments, string log, IEnumerable<(string Name, string Value)> environment)
    {
        // The shell is replaced by the program, so that the process kept here is the program itself. Beside it a watch waits
        // for the process that started it: when that one is killed, nobody else would end the server. Killed while it was
        // killing the server, it leaves a group with a stopped process, which the system hangs up on: the watch stays.
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(
            """
            (trap '' HUP; while kill -0 "$STARTED_BY" && kill -0 $$; do sleep 2; done; kill $$; sleep 10; kill -9 $$) >/dev/null 2>&1 </dev/null &
            exec "$@" >>"$LOG" 2>&1 </dev/null
            """);
        start.ArgumentList.Add("sh");
        foreach (var argument in arguments.Prepend(file))
            start.ArgumentList.Add(argument);
        start.Environment["LOG"] = log;
        start.Environment["STARTED_BY"] = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0; the message holds its output.</exception>
    internal static async Task<string> RunAsync(string file, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> environment, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(file) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{Path.GetFileName(file)} ended with {process.ExitCode}: {await output}{await error}");
    }

    /// <summary>Waits until something holds.</summary>
    /// <exception cref="TimeoutException">It never did; the message names it and shows the end of the log.</exception>
    internal static async Task UntilAsync(string what, string log, Func<Task<bool>> holds, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Patience)
        {
            if (await holds())
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellation);
        }

        var end = File.Exists(log) ? string.Join(Environment.NewLine, File.ReadLines(log).TakeLast(30)) : "no log";
        throw new TimeoutException($"{what} did not happen within {Patience.TotalSeconds:0} seconds. {end}");
    }

    /// <summary>Whether a port of loopback takes connections.</summary>
    internal static async Task<bool> ListensAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Kills a process and everything it started, at once (signal 9), and waits until they are gone.</summary>
    internal static async Task KillAsync(Process process, CancellationToken cancellation)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(cancellation);
    }
}
