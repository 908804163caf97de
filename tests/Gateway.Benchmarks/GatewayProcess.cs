using System.Diagnostics;
using System.Globalization;
using Gateway.Core.Intake;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Microsoft.Extensions.DependencyInjection;

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

    /// <summary>Makes one API key per agency, with the store of the gateway itself, before the process starts.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> KeysAsync(Ground ground, IEnumerable<string> agencies, CancellationToken cancellation)
    {
        var database = ground.Open();
        using var closed = (IDisposable)database;
        await using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddKeyedSingleton(PersistenceRegistration.Machine, TimeProvider.System)
            .AddSingleton(database)
            .AddSingleton<IMasterKey>(FileMasterKey.Read(Path.Combine(ground.Folder, "master.key"), createWhenAbsent: true))
            .AddGatewayPersistence().BuildServiceProvider();
        await database.MigrateAsync(cancellation);
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var agency in agencies)
            keys.Add(agency, (await services.GetRequiredService<IApiKeys>().CreateAsync(agency, cancellation)).Key);
        return keys;
    }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="ground">What it stands on.</param>
    /// <param name="roles">Only these roles; null: all.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task<GatewayProcess> StartAsync(Ground ground, string? roles, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, UseShellExecute = false };
        // As the container image sets it.
        start.Environment["DOTNET_TC_QuickJit"] = "0";
        string[] part = roles is null ? [] : ["--role", roles];
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Gateway.Host.dll"), "run", .. part, .. ground.Settings, "--Gateway:Http:Url=http://127.0.0.1:0"])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var listens = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => listens.TrySetException(new InvalidOperationException("The gateway ended before it listened."));
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
}
