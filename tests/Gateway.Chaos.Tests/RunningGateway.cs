using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Chaos.Tests;

/// <summary><c>run</c> on a folder, killed and started again on the same address.</summary>
internal sealed class RunningGateway : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly string _data;
    private HostProcess? _process;

    private RunningGateway(string data) => _data = data;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public Store Store => new(Path.Combine(_data, "gateway.db"));

    public static RunningGateway On(string data) => new(data);

    /// <summary>Makes an agency's key; the gateway need not run.</summary>
    public async Task<string> KeyAsync(string agency)
    {
        var made = await HostProcess.RunAsync(Patience, "agency", "key", "create", agency, Setting("Data", _data));
        return made.Code == 0 ? made.Output.Trim() : throw new InvalidOperationException(made.Errors);
    }

    /// <summary>Starts it.</summary>
    /// <returns>How long it took until it was ready.</returns>
    public async Task<TimeSpan> StartAsync()
    {
        var began = Stopwatch.GetTimestamp();
        _process = HostProcess.Start("run", Setting("Data", _data), Setting("Http:Url", Address.ToString()));
        using var http = new HttpClient { BaseAddress = Address };
        while (!await IsReadyAsync(http))
        {
            if (_process.HasExited)
                throw new InvalidOperationException((await _process.EndAsync(Patience)).Errors);
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw new TimeoutException((await _process.KillAsync()).Errors);
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        }

        return Stopwatch.GetElapsedTime(began);
    }

    public Task<Ended> KillAsync() => _process!.KillAsync();

    public Task<Ended> VerifyAuditAsync() => HostProcess.RunAsync(Patience, "audit", "verify", "--json", Setting("Data", _data));

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

    private static string Setting(string key, string value) => $"--Gateway:{key}={value}";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
