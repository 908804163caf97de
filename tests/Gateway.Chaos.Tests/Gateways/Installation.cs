using System.Net;
using System.Net.Sockets;
using Gateway.Chaos.Tests.Agencies;
using Gateway.Chaos.Tests.Verdict;

namespace Gateway.Chaos.Tests.Gateways;

/// <summary>A gateway of one or many processes, with everything it stands on.</summary>
internal abstract class Installation : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Everything that can be killed.</summary>
    public abstract IReadOnlyList<IPart> Parts { get; }

    /// <summary>Offices that can be reached.</summary>
    public abstract IReadOnlyList<Office> Offices { get; }

    /// <summary>Its processes that take calls.</summary>
    public abstract IReadOnlyList<Uri> Addresses { get; }

    /// <summary>Its store.</summary>
    public abstract Store Store { get; }

    /// <summary>Folder with a folder of files per agency.</summary>
    public abstract string Outbox { get; }

    /// <summary>Broker over which agencies reach it; null: there is none.</summary>
    public virtual Uri? Broker => null;

    /// <summary>Its gateway processes.</summary>
    public IEnumerable<GatewayProcess> Processes => Parts.OfType<GatewayProcess>();

    /// <summary>Settings that every verb of it needs.</summary>
    protected abstract IReadOnlyList<string> Settings { get; }

    /// <summary>An agency's way in, under a key of its own. The gateway need not run.</summary>
    public async Task<GatewayLine> LineAsync(string agency)
    {
        var made = await VerbAsync("agency", "key", "create", agency);
        return made.Code == 0 ? new GatewayLine(made.Output.Trim(), Addresses) : throw new InvalidOperationException(made.Errors);
    }

    /// <summary>Runs a verb on it, to its end.</summary>
    public Task<Ended> VerbAsync(params string[] verb) => HostProcess.RunAsync(Patience, [.. verb, .. Settings]);

    /// <summary>Starts every part and waits until all are ready.</summary>
    public async Task StartAsync()
    {
        foreach (var process in Processes)
            await process.StartAsync();
        await Task.WhenAll(Processes.Select(p => p.ReadyAsync()));
    }

    public virtual ValueTask DisposeAsync()
    {
        foreach (var process in Processes)
            process.Dispose();
        return ValueTask.CompletedTask;
    }

    protected static string Setting(string key, string value) => $"--Gateway:{key}={value}";

    protected static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
