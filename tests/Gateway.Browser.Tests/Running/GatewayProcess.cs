using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gateway.Tests.Running;

namespace Gateway.Browser.Tests.Running;

/// <summary>The built gateway as a process with a data folder of its own. It chooses a free port itself.</summary>
internal sealed class GatewayProcess : IDisposable, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-browser-");
    private readonly StringBuilder _errors = new();
    private Process? _process;

    /// <summary>Its data folder.</summary>
    public string Data => _folder.FullName;

    /// <summary>What it said on standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    /// <summary>Starts a verb and waits until it says that it is ready.</summary>
    /// <param name="verb">The verb, with its options behind it.</param>
    /// <param name="ready">Part of the line by which it says so.</param>
    /// <param name="settings">Further settings.</param>
    public async Task StartAsync(string verb, string ready, params (string Key, string Value)[] settings)
    {
        var start = Start([.. verb.Split(' '), "--Gateway:Http:Url=http://127.0.0.1:0", .. settings.Select(s => $"--{s.Key}={s.Value}")]);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var isReady = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Hear(string? line)
        {
            if (line?.Contains(ready, StringComparison.Ordinal) == true)
                isReady.TrySetResult();
        }

        _process.Exited += (_, _) => isReady.TrySetException(new InvalidOperationException("The gateway ended. It said: " + Errors));
        _process.OutputDataReceived += (_, e) => Hear(e.Data);
        _process.ErrorDataReceived += (_, e) =>
        {
            lock (_errors)
                _errors.AppendLine(CultureInfo.InvariantCulture, $"{e.Data}");
            Hear(e.Data);
        };
        _process.Start();
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await isReady.Task.WaitAsync(Patience, TimeProvider.System);
    }

    /// <summary>Runs a verb on its data to the end, beside it.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> VerbAsync(params string[] verb)
    {
        using var process = Process.Start(Start(verb))!;
        var errors = process.StandardError.ReadToEndAsync();
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return printed.Trim();
    }

    private ProcessStartInfo Start(string[] verb)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // From here upwards the contracts folder is found.
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var argument in (string[])[HostProgram.File, .. verb, "--Gateway:Data=" + _folder.FullName])
            start.ArgumentList.Add(argument);
        return start;
    }

    public void Dispose()
    {
        if (_process is not null)
        {
            if (!_process.HasExited)
                _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
            _process = null;
        }

        _folder.Refresh();
        if (_folder.Exists)
            _folder.Delete(recursive: true);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
