using System.Security.Cryptography;
using Gateway.Host.Composition;
using Gateway.Persistence;
using Gateway.Servers;
using Gateway.Tests.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Acceptance.Tests.Broker;

/// <summary>Several gateways over one broker and one PostgreSQL database, with one domain clock: what processes of one installation are.</summary>
internal sealed class SharedWork : IAsyncDisposable
{
    private readonly List<TempFolder> _folders = [];
    private readonly Dictionary<string, string?> _settings;

    private SharedWork(Dictionary<string, string?> settings, TempFolder common)
    {
        _settings = settings;
        _folders.Add(common);
        Outbox = settings["Gateway:Outbox:Folder"]!;
    }

    public List<RunningGateway> Gateways { get; } = [];

    public FakeTimeProvider Time { get; } = new(RunningGateway.Start);

    /// <summary>What every process is told.</summary>
    public IReadOnlyDictionary<string, string?> Settings => _settings;

    /// <summary>The folder that agencies who take files collect from.</summary>
    public string Outbox { get; }

    /// <summary>A migrated, empty database and what every process is told.</summary>
    public static async Task<SharedWork> PrepareAsync(Uri broker)
    {
        var common = new TempFolder();
        var key = Path.Combine(common.Path, "master.key");
        await File.WriteAllTextAsync(key, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var work = new SharedWork(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Gateway:Broker:Uri"] = broker.OriginalString,
            // What is tried here is that processes share work over the broker.
            ["Gateway:Relay:Direct"] = "false",
            ["Gateway:Database:Provider"] = "PostgreSql",
            ["Gateway:Database:ConnectionString"] = await TestServers.PostgresDatabaseAsync("shared"),
            ["Gateway:MasterKeyFile"] = key,
            ["Gateway:Rights:ErasuresFile"] = Path.Combine(common.Path, "erasures.log"),
            ["Gateway:Outbox:Folder"] = Path.Combine(common.Path, "outbox"),
        }, common);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(RunningGateway.Settings(common.Path, Shipped.Folder)).AddInMemoryCollection(work._settings).Build();
        await using var app = GatewayApplication.Build(configuration, GatewaySettings.Read(configuration), Shipped.Contracts);
        await app.Services.GetRequiredService<IGatewayDatabase>().MigrateAsync(CancellationToken.None);
        return work;
    }

    /// <summary>Starts one more process of it.</summary>
    /// <param name="roles">Its roles; null: all.</param>
    /// <param name="settings">Settings of this process beside the common ones.</param>
    public async Task<RunningGateway> AddAsync(string? roles = null, params (string Key, string Value)[] settings)
    {
        Workers.Roles? parsed = null;
        if (roles is not null)
            Workers.Roles.TryParse(roles, out parsed, out _).ShouldBeTrue();
        var folder = new TempFolder();
        _folders.Add(folder);
        var gateway = await RunningGateway.StartAsync(folder.Path, time: Time, settings: WithMore(settings), roles: parsed);
        Gateways.Add(gateway);
        return gateway;
    }

    private Dictionary<string, string?> WithMore((string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(_settings, StringComparer.Ordinal);
        foreach (var (key, value) in settings)
            all[key] = value;
        return all;
    }

    /// <summary>Files of audit heads that the processes wrote.</summary>
    public IEnumerable<string> HeadsFiles() => _folders.Select(f => Path.Combine(f.Path, "audit-heads.log")).Where(File.Exists);

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in Gateways)
            await gateway.DisposeAsync();
        foreach (var folder in _folders)
            folder.Dispose();
    }
}
