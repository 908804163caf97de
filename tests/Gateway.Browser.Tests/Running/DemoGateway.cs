using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Gateway.Browser.Tests.Running;

/// <summary>
/// The built gateway as a process of its own that has played the demonstration's year and serves: its clients, offices and
/// users are what the pages show. It chooses a free port itself and says on standard error how each user signs in.
/// </summary>
internal sealed class DemoGateway : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-browser-");
    private readonly StringBuilder _errors = new();
    private readonly Dictionary<string, Uri> _links = new(StringComparer.Ordinal);
    private Process? _process;

    /// <summary>Where it serves.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>One-time link of each of the demonstration's users, by name.</summary>
    public IReadOnlyDictionary<string, Uri> Links => _links;

    /// <summary>What it said on standard error.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    /// <summary>Starts it and waits until it serves.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // From here upwards the contracts folder is found.
            WorkingDirectory = AppContext.BaseDirectory,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Gateway.Host.dll"), "demo" },
        };
        start.Environment["Gateway__Data"] = _folder.FullName;
        start.Environment["Gateway__Http__Url"] = "http://127.0.0.1:0";
        _process = Process.Start(start)!;
        var serves = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => serves.TrySetException(new InvalidOperationException("The demonstration ended. It said: " + Errors));
        _process.ErrorDataReceived += (_, e) => Hear(e.Data);
        _process.OutputDataReceived += (_, e) =>
        {
            if (e.Data?.Contains("The gateway serves until", StringComparison.Ordinal) == true)
                serves.TrySetResult();
        };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await serves.Task.WaitAsync(Patience, TimeProvider.System);
        Address = new Uri(_links["viewer"].GetLeftPart(UriPartial.Authority));
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            if (!_process.HasExited)
                _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_errors)
            _errors.AppendLine(CultureInfo.InvariantCulture, $"{line}");
        // "  operator       http://127.0.0.1:40123/dashboard/sign-in/link/…"
        if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, var link] && link.Contains("/dashboard/sign-in/link/", StringComparison.Ordinal))
            _links[name] = new Uri(link);
    }
}
