using System.Diagnostics;
using Gateway.Tests.Running;

namespace Gateway.Acceptance.Tests.Broker;

/// <summary>Some roles of a gateway as a process of the operating system, on the machine's own clock.</summary>
internal sealed class RoleProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TempFolder _folder;

    private RoleProcess(Process process, TempFolder folder, Uri address) => (_process, _folder, Address) = (process, folder, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="roles">Roles, divided by commas.</param>
    /// <param name="settings">Settings.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    public static async Task<RoleProcess> StartAsync(string roles, IEnumerable<KeyValuePair<string, string?>> settings, IReadOnlyDictionary<string, string> environment)
    {
        var folder = new TempFolder();
        var start = new ProcessStartInfo("dotnet", [HostProgram.File, "run", "--role", roles, .. settings.Select(s => $"--{s.Key}={s.Value}")])
        {
            RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder.Path,
        };
        start.ArgumentList.Add("--Gateway:Data=" + folder.Path);
        start.ArgumentList.Add("--Gateway:Contracts=" + Shipped.Folder);
        start.ArgumentList.Add("--Gateway:Http:Url=http://127.0.0.1:0");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        var listens = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => listens.TrySetException(new InvalidOperationException($"The process with roles {roles} ended: {string.Join('\n', said)}"));
        process.ErrorDataReceived += (_, line) =>
        {
            said.Add(line.Data ?? "");
            if (line.Data?.StartsWith("The gateway listens on", StringComparison.Ordinal) == true)
                listens.TrySetResult(new Uri(line.Data.Split(' ').First(w => w.StartsWith("http://", StringComparison.Ordinal))));
        };
        process.BeginErrorReadLine();
        return new RoleProcess(process, folder, await listens.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }
}
