using System.Collections.Concurrent;
using Gateway.Core.Callers;
using Gateway.Core.Reading;
using Gateway.Host.Composition;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Workers;
using Gateway.Workers.Clocks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Running;

/// <summary>
/// The whole gateway in this process: the real server on a free loopback port, the real store in a temporary folder, the
/// real bus. Only the domain's clock is the test's; the machine's runs.
/// </summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    /// <summary>Where the domain's clock stands at first: a Tuesday without a holiday near it.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly TempFolder? _own;
    private readonly ConcurrentDictionary<string, Lazy<Task<Office>>> _offices = new(StringComparer.Ordinal);

    private RunningGateway(WebApplication app, TempFolder? own, string data, FakeTimeProvider time)
    {
        _app = app;
        _own = own;
        Data = data;
        Time = time;
        Address = Gateway.Dashboard.Access.PublicAddress.Listening(app.Services);
    }

    public string Data { get; }

    public FakeTimeProvider Time { get; }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public IGatewayDatabase Database => Services.GetRequiredService<IGatewayDatabase>();

    /// <summary>Starts a gateway.</summary>
    /// <param name="data">A folder that an earlier gateway left; null: an empty store of its own.</param>
    /// <param name="contracts">Other contracts than the shipped ones.</param>
    /// <param name="further">Further services.</param>
    /// <param name="time">The clock to go on with.</param>
    /// <param name="settings">Further settings.</param>
    /// <param name="roles">Only these roles; null: all.</param>
    public static async Task<RunningGateway> StartAsync(
        string? data = null, ContractsFolder? contracts = null, Action<IServiceCollection>? further = null, FakeTimeProvider? time = null,
        IReadOnlyDictionary<string, string?>? settings = null, Roles? roles = null)
    {
        var own = data is null ? new TempFolder() : null;
        if (own is not null)
            await Shipped.FillAsync(own.Path);
        data ??= own!.Path;
        time ??= new FakeTimeProvider(Start);
        contracts ??= Shipped.Contracts;
        // Contracts of a folder that is gone: the shipped one is watched in its place, and is no change of them.
        if (!Directory.Exists(contracts.Folder))
            contracts = contracts with { Folder = Shipped.Folder, Mark = "" };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings(data, contracts.Folder)).AddInMemoryCollection(settings).Build();
        var app = GatewayApplication.Build(configuration, GatewaySettings.Read(configuration), contracts, services =>
        {
            services.AddSingleton<TimeProvider>(time);
            services.Configure<ClockOptions>(o => o.ScanEvery = TimeSpan.FromMilliseconds(20));
            further?.Invoke(services);
        }, roles);
        await GatewayApplication.PrepareAsync(app.Services, CancellationToken.None);
        await app.StartAsync();
        return new RunningGateway(app, own, data, time);
    }

    public static Dictionary<string, string?> Settings(string data, string contracts) => new(StringComparer.Ordinal)
    {
        ["Gateway:Data"] = data,
        ["Gateway:Contracts"] = contracts,
        ["Gateway:Http:Url"] = "http://127.0.0.1:0",
        ["Gateway:Audit:SealEvery"] = "00:00:00.050",
        ["Logging:LogLevel:Default"] = "None",
    };

    /// <summary>An office that calls with a key of its own.</summary>
    public Task<Office> OfficeAsync(string agency) => _offices.GetOrAdd(agency, id => new Lazy<Task<Office>>(async () =>
    {
        var (_, key) = await Services.GetRequiredService<IApiKeys>().CreateAsync(id, "test", CancellationToken.None);
        return new Office(id, key, this);
    })).Value;

    /// <summary>Waits until nothing is left to do at the present domain time.</summary>
    public Task QuietAsync() => UntilAsync(async () =>
    {
        var quiet = await Services.GetRequiredService<IQuiet>().ReadAsync(CancellationToken.None);
        return quiet is { DueWork: 0, WaitingWork: 0 };
    });

    /// <summary>Looks again until something holds; fails when it does not within the deadline.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (!await holds())
        {
            if (TimeProvider.System.GetUtcNow() > deadline)
                throw new TimeoutException("What the test waits for did not come about.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    /// <summary>Reads the store.</summary>
    public async Task<T> ReadAsync<T>(Func<GatewayContext, Task<T>> read)
    {
        await using var store = Database.Open();
        return await read(store);
    }

    /// <summary>Ends the process's part of it without draining anything.</summary>
    public ValueTask AbandonAsync() => _app.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var office in _offices.Values)
            (await office.Value).Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _own?.Dispose();
    }
}
