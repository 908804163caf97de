using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Gateway.Chaos.Tests.Gateways;

/// <summary>A gateway process, killed and started again on the same address.</summary>
/// <param name="name">What it is called here.</param>
/// <param name="address">Where it listens.</param>
/// <param name="arguments">Its command line.</param>
/// <param name="logs">Folder for what it says, a file for each time it ran.</param>
internal sealed class GatewayProcess(string name, Uri address, IEnumerable<string> arguments, string logs) : IPart, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly List<string> _deaths = [];
    private HostProcess? _process;
    private int _life;

    public string Name => name;

    public Uri Address => address;

    /// <summary>Every time it ended without having been killed: what it said last.</summary>
    public IReadOnlyList<string> Deaths => _deaths;

    public Task StartAsync()
    {
        _process = HostProcess.Start(arguments);
        _life++;
        return Task.CompletedTask;
    }

    public async Task ReadyAsync()
    {
        var began = Stopwatch.GetTimestamp();
        using var http = new HttpClient { BaseAddress = address };
        while (!await IsReadyAsync(http))
        {
            await ReviveAsync();
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"{name} is not ready. It said: {(await _process!.KillAsync()).Errors}");
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        }
    }

    public async Task KillAsync()
    {
        var byItself = _process!.HasExited;
        var ended = await _process.KillAsync();
        await File.WriteAllTextAsync(Path.Combine(logs, string.Create(CultureInfo.InvariantCulture, $"{name}-{_life:00}.log")), ended.Errors);
        if (byItself)
            _deaths.Add(string.Create(CultureInfo.InvariantCulture, $"{name} ended by itself with code {ended.Code}: {string.Join(" | ", ended.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith("info", StringComparison.Ordinal)).Take(4))}"));
        _process.Dispose();
    }

    /// <summary>Starts it again when it ended by itself, which no process should.</summary>
    public async Task ReviveAsync()
    {
        if (!_process!.HasExited)
            return;
        await KillAsync();
        await StartAsync();
    }

    public void Dispose() => _process?.Dispose();

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready", CancellationToken.None);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
