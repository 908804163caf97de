using System.Diagnostics;
using System.Net.Sockets;
using Gateway.Host.Composition;
using Gateway.Sandbox;

namespace Gateway.Host.Commands;

/// <summary>The vendor's system as a process of this run.</summary>
internal sealed class VendorSystem : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly Func<Task> _ended;

    private VendorSystem(Process process, Func<Task> ended) => (_process, _ended) = (process, ended);

    /// <summary>Starts it. What it prints goes to standard error.</summary>
    /// <param name="command">A command of the shell.</param>
    /// <param name="environment">What it is told.</param>
    /// <param name="ended">What is done when it has ended.</param>
    internal static VendorSystem Start(string command, IReadOnlyDictionary<string, string> environment, Func<Task> ended)
    {
        string[] shell = OperatingSystem.IsWindows() ? ["cmd.exe", "/c", command] : ["/bin/sh", "-c", command];
        var start = new ProcessStartInfo(shell[0], shell[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += Say;
        process.ErrorDataReceived += Say;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new VendorSystem(process, ended);
    }

    /// <summary>Waits until a webhook's address listens; other channels need nothing to be there.</summary>
    internal static async Task WaitForAsync(VendorSeat seat, TimeSpan patience, TimeProvider machine, CancellationToken cancellation)
    {
        if (seat.Webhook is not { } url)
            return;
        var deadline = machine.GetUtcNow() + patience;
        while (true)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(url.Host, url.Port, cancellation);
                return;
            }
            catch (SocketException) when (machine.GetUtcNow() < deadline)
            {
                await Task.Delay(Look, machine, cancellation);
            }
            catch (SocketException e)
            {
                throw new HostFault($"Nothing listens at {url.Authority} ({e.SocketErrorCode}). Start your system, or give its address with --webhook-url.");
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }

        _process.Dispose();
        await _ended();
    }

    private static void Say(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
            Console.Error.WriteLine("| " + text);
    }
}
