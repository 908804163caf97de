using System.Globalization;
using Npgsql;

namespace Gateway.Servers;

/// <summary>
/// A PostgreSQL of this process alone: free loopback port, data in a folder of its own, synchronous commits. It can be
/// killed and started again on the same data. It runs in a container where there is an image for it
/// (<see cref="ServerImage"/>), else as a process of this machine.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private const string Account = "gateway";
    private readonly string _folder;
    private readonly int _port = ServerProcess.FreePort();
    private readonly IServerRun _run;

    private PrivatePostgres(string folder, bool counting)
    {
        _folder = folder;
        if (ServerImage.OfPostgres is { } image)
        {
            CountsStatements = counting;
            _run = InContainer(image);
            return;
        }

        var programs = Programs() ?? throw new InvalidOperationException(Missing);
        CountsStatements = counting && File.Exists(Path.Combine(programs, "..", "lib", "pg_stat_statements.so"));
        _run = new LocalRun(programs, AsOwner(Path.Combine(programs, "postgres"), ["-D", Data, .. Settings()]), Log, []);
    }

    /// <summary>Connection string of the maintenance database; its account may create databases.</summary>
    public string Maintenance => ConnectionString("postgres");

    /// <summary>Whether it counts statements.</summary>
    public bool CountsStatements { get; }

    private string Data => Path.Combine(_folder, "data");

    private string Log => Path.Combine(_folder, "postgres.log");

    /// <summary>Whether this machine has the programs; otherwise a sentence that says what to install.</summary>
    public static string? Missing => ServerImage.OfPostgres is null && Programs() is null ? "PostgreSQL's server programs are missing. On Debian: apt-get install postgresql." : null;

    /// <summary>Makes a database cluster and starts it.</summary>
    /// <param name="folder">Folder of its own, made when absent; removed when disposed.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static Task<PrivatePostgres> StartAsync(string folder, CancellationToken cancellation) => StartAsync(folder, counting: false, cancellation);

    /// <summary>Makes a database cluster and starts it.</summary>
    /// <param name="folder">Folder of its own, made when absent; removed when disposed.</param>
    /// <param name="counting">Counts statements (pg_stat_statements, extension made in the maintenance database) where the server's module is installed.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task<PrivatePostgres> StartAsync(string folder, bool counting, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var server = new PrivatePostgres(folder, counting);
        if (server._run is LocalRun run)
            await server.MakeClusterAsync(run, cancellation);
        await server.StartAsync(cancellation);
        if (server.CountsStatements)
            await RunAsync(server.Maintenance, "CREATE EXTENSION pg_stat_statements", cancellation);
        return server;
    }

    /// <summary>Starts it on its data, after <see cref="KillAsync"/> too.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        await _run.StartAsync(cancellation);
        await ServerProcess.UntilAsync("PostgreSQL to answer", Log, AnswersAsync, cancellation);
    }

    /// <summary>Connection string of a database.</summary>
    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = _port, Username = Account, Database = database }.ToString();

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string name, CancellationToken cancellation)
    {
        await CreateDatabaseAsync(Maintenance, name, cancellation);
        return ConnectionString(name);
    }

    /// <summary>Makes an empty database on the server of a maintenance connection.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> CreateDatabaseAsync(string maintenance, string name, CancellationToken cancellation)
    {
        await RunAsync(maintenance, $"CREATE DATABASE \"{name}\"", cancellation);
        return new NpgsqlConnectionStringBuilder(maintenance) { Database = name }.ToString();
    }

    /// <summary>Kills every process of the server at once, as a power cut would.</summary>
    public async Task KillAsync(CancellationToken cancellation)
    {
        await _run.KillAsync(cancellation);
        NpgsqlConnection.ClearAllPools();
        // The next start refuses while the old processes' identity file names a process that lives. In a container it names the first process again.
        if (_run is LocalRun)
            File.Delete(Path.Combine(Data, "postmaster.pid"));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task RunAsync(string connectionString, string statement, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>The owner must be able to pass through the folders above; it sees nothing in them.</summary>
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void LetThrough(string folder)
    {
        for (var above = Directory.GetParent(folder); above is not null; above = above.Parent)
        {
            var mode = File.GetUnixFileMode(above.FullName);
            if (!mode.HasFlag(UnixFileMode.OtherExecute))
                File.SetUnixFileMode(above.FullName, mode | UnixFileMode.OtherExecute);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        if (await _run.LastWordsAsync(CancellationToken.None) is { } words)
            throw new InvalidOperationException($"PostgreSQL ended at once: {words}");
        try
        {
            await using var connection = new NpgsqlConnection(Maintenance + ";Pooling=false;Timeout=2");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task MakeClusterAsync(LocalRun run, CancellationToken cancellation)
    {
        // PostgreSQL refuses to run as root: its own account owns the folder then.
        if (IsRoot && !OperatingSystem.IsWindows())
        {
            await ServerProcess.RunAsync("chown", ["postgres", _folder], [], cancellation);
            LetThrough(_folder);
        }

        var command = AsOwner(Path.Combine(run.Programs, "initdb"), [.. ClusterOf(Data)]);
        await ServerProcess.RunAsync(command[0], command.Skip(1), [], cancellation);
    }

    private ContainerRun InContainer(ServerImage image)
    {
        const string data = "/tmp/gateway-database";
        return new(image, runs => runs
            .WithCreateParameterModifier(p => p.User = "postgres")
            .WithEntrypoint("/bin/sh", "-c", $"[ -s {data}/PG_VERSION ] || initdb {string.Join(' ', ClusterOf(data))} && exec postgres -D {data} \"$@\"", "sh")
            .WithCommand(Settings()));
    }

    private static string[] ClusterOf(string data) => ["-D", data, "-U", Account, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];

    private string[] Settings() =>
    [
        "-p", _port.ToString(CultureInfo.InvariantCulture),
        .. CountsStatements ? ["-c", "shared_preload_libraries=pg_stat_statements"] : Array.Empty<string>(),
        "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200", "-c", "shared_buffers=128MB",
    ];

    private static string[] AsOwner(string file, string[] arguments) =>
        IsRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--reset-env", file, .. arguments] : [file, .. arguments];

    private static string? Programs()
    {
        string[] candidates = Directory.Exists("/usr/lib/postgresql")
            ? [.. Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(v => Path.Combine(v, "bin"))]
            : [];
        return candidates.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')).FirstOrDefault(f => File.Exists(Path.Combine(f, "initdb")));
    }
}
