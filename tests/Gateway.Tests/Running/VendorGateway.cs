using System.Diagnostics;
using System.Net.Sockets;
using System.Net;
using Gateway.Core.Callers;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Sandbox.Conformance;
using Gateway.Sandbox;
using Gateway.Workers.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Running;

/// <summary>A gateway with the conformance kit's line, against which sample agencies of tests/conformance are started and played.</summary>
internal sealed class VendorGateway : IAsyncDisposable
{
    /// <summary>How long a sample may take; those with a fault let the whole of it pass.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6), Quiet = TimeSpan.FromMilliseconds(300);

    private readonly RunningGateway _gateway;
    private readonly VendorSeat _seat;
    private readonly Dictionary<string, string> _environment;

    private VendorGateway(RunningGateway gateway, VendorSeat seat, Dictionary<string, string> environment) => (_gateway, _seat, _environment) = (gateway, seat, environment);

    public static IReadOnlyList<ConformanceCase> Cases { get; } = CaseList.Read(Shipped.Folder);

    /// <summary>Starts it.</summary>
    /// <param name="agency">What the sample plays.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="thin">A webhook that is told ids.</param>
    /// <param name="start">How the gateway is started.</param>
    public static async Task<VendorGateway> StartAsync(string agency, ChannelKind channel, bool thin = false, Func<Gateway.Host.Composition.ContractsFolder, Action<IServiceCollection>, Task<RunningGateway>>? start = null)
    {
        await NodePrograms.InstallAsync();
        var port = FreePort();
        var seat = new VendorSeat(agency, channel) { Webhook = channel == ChannelKind.Webhook ? new Uri($"http://127.0.0.1:{port}/gateway") : null, Thin = thin };
        var contracts = Shipped.Contracts with { Agreed = seat.In(Shipped.Contracts.Agreed) };
        // Samples say when something happened: the domain's clock stands where theirs is.
        var gateway = await (start ?? ((c, further) => RunningGateway.StartAsync(contracts: c, time: new FakeTimeProvider(TimeProvider.System.GetUtcNow()), further: services =>
        {
            services.Configure<FileIntakeOptions>(o => o.Every = TimeSpan.FromMilliseconds(100));
            further(services);
        })))(contracts, services => ConformanceKit.AddTo(services, seat));
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GATEWAY_URL"] = gateway.Address.AbsoluteUri.TrimEnd('/'),
            ["GATEWAY_AGENCY"] = agency,
            ["GATEWAY_KEY"] = (await gateway.Services.GetRequiredService<IApiKeys>().CreateAsync(agency, "test", CancellationToken.None)).Key,
            ["GATEWAY_WEBHOOK_SECRET"] = channel == ChannelKind.Webhook ? (await gateway.Services.GetRequiredService<IWebhookSecrets>().CreateAsync(agency, "test", CancellationToken.None))!.Value.Secret : "",
            ["GATEWAY_OUTBOX"] = Path.Combine(gateway.Data, "outbox", agency),
            ["GATEWAY_INTAKE"] = Path.Combine(gateway.Data, "intake", agency, "in"),
            ["PORT"] = $"{port}",
        };
        return new VendorGateway(gateway, seat, environment);
    }

    /// <summary>Plays cases against a sample that is started for them.</summary>
    /// <param name="sample">Command, in tests/conformance.</param>
    /// <param name="fault">Planted fault; null: none.</param>
    /// <param name="cases">Cases; none: the whole list.</param>
    public async Task<IReadOnlyList<PlayedCase>> PlayAsync(string sample, string? fault = null, params string[] cases)
    {
        using var system = Start(sample, fault);
        try
        {
            while (_seat.Webhook is { } url && !await ListensAsync(url))
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            return await _gateway.Services.GetRequiredService<ConformanceKit>().PlayAsync(
                [.. Cases.Where(c => cases.Length == 0 || cases.Contains(c.Id, StringComparer.Ordinal))],
                new ConformanceOptions { Address = _gateway.Address, Folder = _gateway.Data, Patience = Patience, Quiet = Quiet }, CancellationToken.None);
        }
        finally
        {
            system.Kill(entireProcessTree: true);
            await system.WaitForExitAsync();
        }
    }

    /// <summary>A further setting for samples.</summary>
    public void Tell(string name, string value) => _environment[name] = value;

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private Process Start(string sample, string? fault)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec " + sample]) { WorkingDirectory = NodePrograms.Folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        start.Environment["FAULT"] = fault ?? "";
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<bool> ListensAsync(Uri url)
    {
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(url.Host, url.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
