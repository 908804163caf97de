using System.Diagnostics;
using Gateway.Tests.Running;

namespace Gateway.Chaos.Tests.Gateways;

/// <summary>How a gateway process ended.</summary>
internal sealed record Ended(int Code, string Output, string Errors);

/// <summary>The built gateway as a real process; it is ended by its own process id only.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private HostProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public bool HasExited => _process.HasExited;

    public static HostProcess Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // From here upwards the contracts folder is found.
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.ArgumentList.Add(HostProgram.File);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // Most of these processes live for seconds: what pays off later only delays their start.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCounting"] = "0";
        return new HostProcess(Process.Start(start)!);
    }

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<Ended> RunAsync(TimeSpan patience, params IEnumerable<string> arguments)
    {
        using var process = Start(arguments);
        return await process.EndAsync(patience);
    }

    /// <summary>Waits for the process to end by itself.</summary>
    /// <exception cref="TimeoutException">It did not in time, and was killed; the message tells what it said.</exception>
    public async Task<Ended> EndAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException e)
        {
            var said = await KillAsync();
            throw new TimeoutException($"The gateway did not end within {patience}. It said: {said.Errors}{said.Output}", e);
        }

        return new Ended(_process.ExitCode, await _output, await _errors);
    }

    /// <summary>kill -9, and waits until the operating system has done it.</summary>
    public async Task<Ended> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        return new Ended(_process.ExitCode, await _output, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
