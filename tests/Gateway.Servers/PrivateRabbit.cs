using System.Globalization;
using System.Text;

namespace Gateway.Servers;

/// <summary>
/// A RabbitMQ of this process alone: free loopback ports, node name, cookie and data of its own, a port mapper of its
/// own. It never touches a broker that is already there. It can be killed and started again on the same data. It runs in a
/// container where there is an image for it (<see cref="ServerImage"/>), else as a process of this machine.
/// </summary>
public sealed class PrivateRabbit : IAsyncDisposable
{
    private const string NoPlugins = "[].";
    private readonly string _folder;
    private readonly IServerRun _run;
    private readonly int _port = ServerProcess.FreePort();
    private readonly int _distribution = ServerProcess.FreePort();
    private readonly int _mapper = ServerProcess.FreePort();

    private PrivateRabbit(string folder)
    {
        _folder = folder;
        _run = ServerImage.OfRabbit is { } image ? InContainer(image) : Locally(Programs() ?? throw new InvalidOperationException(Missing));
    }

    /// <summary>Port of AMQP on loopback.</summary>
    public int Port => _port;

    /// <summary>Address for the broker's own administrator of the default virtual host. The account reaches loopback only.</summary>
    public Uri Uri => UriOf("guest", "guest");

    /// <summary>Whether this machine has the programs; otherwise a sentence that says what to install.</summary>
    public static string? Missing => ServerImage.OfRabbit is null && Programs() is null ? "RabbitMQ's server programs are missing. On Debian: apt-get install rabbitmq-server." : null;

    private string Log => Path.Combine(_folder, "rabbit.log");

    /// <summary>Starts a broker.</summary>
    /// <param name="folder">Folder of its own, made when absent; removed when disposed.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task<PrivateRabbit> StartAsync(string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var server = new PrivateRabbit(folder);
        await server.StartAsync(cancellation);
        return server;
    }

    /// <summary>Starts it on its data, after <see cref="KillAsync"/> too.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        await _run.StartAsync(cancellation);
        await ServerProcess.UntilAsync("RabbitMQ to listen", Log, ListensAsync, cancellation);
    }

    /// <summary>Address for an account.</summary>
    /// <param name="user">Account.</param>
    /// <param name="password">Its password.</param>
    /// <param name="host">Virtual host.</param>
    public Uri UriOf(string user, string password, string host = "/") =>
        new(string.Create(CultureInfo.InvariantCulture, $"amqp://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@127.0.0.1:{_port}/{Uri.EscapeDataString(host)}"));

    /// <summary>Runs the broker's own command line, for example <c>import_definitions FILE</c>.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> ControlAsync(CancellationToken cancellation, params string[] arguments) =>
        _run.RunAsync("rabbitmqctl", [.. arguments.Prepend("--quiet")], cancellation);

    /// <summary>Kills the broker at once, as a power cut would.</summary>
    public async Task KillAsync(CancellationToken cancellation)
    {
        await _run.KillAsync(cancellation);
        // The script that started it is gone; the broker itself may take a moment longer, and a new one must not meet it.
        foreach (var port in new[] { _port, _distribution })
            await ServerProcess.UntilAsync("RabbitMQ to be gone", Log, async () => !await ServerProcess.ListensAsync(port), cancellation);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync();
        if (_run is LocalRun)
            await StopMapperAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> ListensAsync()
    {
        if (await _run.LastWordsAsync(CancellationToken.None) is { } words)
            throw new InvalidOperationException($"RabbitMQ ended at once: {words}");
        return await ServerProcess.ListensAsync(_port);
    }

    private async Task StopMapperAsync()
    {
        try
        {
            await ServerProcess.RunAsync("epmd", ["-port", _mapper.ToString(CultureInfo.InvariantCulture), "-kill"], Environment(_folder), CancellationToken.None);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It was not running any more.
        }
    }

    private LocalRun Locally(string programs)
    {
        File.WriteAllText(Path.Combine(_folder, "rabbitmq.conf"), Configuration());
        File.WriteAllText(Path.Combine(_folder, "plugins"), NoPlugins);
        return new(programs, [Path.Combine(programs, "rabbitmq-server")], Log, [.. Environment(_folder), ("HOME", _folder), .. Files(_folder)]);
    }

    private ContainerRun InContainer(ServerImage image)
    {
        // Its own account may write in /tmp only; the folder of the files is the administrator's.
        const string files = "/tmp/gateway";
        return new(image, runs => runs
            .WithEntrypoint("rabbitmq-server")
            .WithEnvironment(Environment("/tmp/gateway-broker").Append(("HOME", "/tmp")).Concat(Files(files)).ToDictionary(e => e.Item1, e => e.Item2, StringComparer.Ordinal))
            .WithResourceMapping(Encoding.UTF8.GetBytes(Configuration()), files + "/rabbitmq.conf")
            .WithResourceMapping(Encoding.UTF8.GetBytes(NoPlugins), files + "/plugins"));
    }

    private string Configuration() => string.Create(CultureInfo.InvariantCulture, $"""
        listeners.tcp.default = 127.0.0.1:{_port}
        loopback_users.guest = true
        vm_memory_high_watermark.absolute = 1GiB
        disk_free_limit.absolute = 50MB
        log.file = false
        log.console = true
        log.console.level = warning
        """);

    private static IEnumerable<(string Name, string Value)> Files(string folder) =>
        [("RABBITMQ_CONFIG_FILE", folder + "/rabbitmq.conf"), ("RABBITMQ_ENABLED_PLUGINS_FILE", folder + "/plugins")];

    private IEnumerable<(string Name, string Value)> Environment(string folder) =>
    [
        ("RABBITMQ_NODENAME", string.Create(CultureInfo.InvariantCulture, $"gateway{_port}@localhost")),
        ("RABBITMQ_MNESIA_BASE", folder + "/data"),
        ("RABBITMQ_LOG_BASE", folder + "/log"),
        ("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
        ("RABBITMQ_NODE_PORT", _port.ToString(CultureInfo.InvariantCulture)),
        ("RABBITMQ_DIST_PORT", _distribution.ToString(CultureInfo.InvariantCulture)),
        ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
        ("ERL_EPMD_PORT", _mapper.ToString(CultureInfo.InvariantCulture)),
        ("ERL_EPMD_ADDRESS", "127.0.0.1"),
    ];

    private static string? Programs() =>
        new[] { "/usr/lib/rabbitmq/bin" }.Concat((System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(f => File.Exists(Path.Combine(f, "rabbitmq-server")) && File.Exists(Path.Combine(f, "rabbitmqctl")));
}
