using System.Diagnostics;
using Npgsql;

namespace Gateway.Servers;

/// <summary>
/// A PostgreSQL of this process alone: free loopback port, data in a folder of its own, synchronous commits. It can be
/// killed and started again on the same data. It runs in a container where there is an image for it (<see cref="ServerImage"/>),
/// else as a process of this machine.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private const string Account = "gateway";
    private readonly string _folder;
    private readonly string? _programs;
    private readonly int _port = ServerProcess.FreePort();
    private Process? _process;
    private ServerContainer? _container;

    private PrivatePostgres(string folder, string? programs)
    {
        _folder = folder;
        _programs = programs;
    }

    /// <summary>Connection string of the maintenance database; its account may create databases.</summary>
    public string Maintenance => ConnectionString("postgres");

    private string Data => Path.Combine(_folder, "data");

    private string Log => Path.Combine(_folder, "postgres.log");

    /// <summary>Whether this machine has the programs; otherwise a sentence that says what to install.</summary>
    public static string? Missing => Programs() is null && !ServerImage.IsThere(ServerImage.Postgres) ? "PostgreSQL's server programs are missing. On Debian: apt-get install postgresql." : null;

    /// <summary>Makes a database cluster and starts it.</summary>
    /// <param name="folder">Folder of its own, made when absent; removed when disposed.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task<PrivatePostgres> StartAsync(string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        if (ServerImage.IsThere(ServerImage.Postgres))
        {
            var contained = new PrivatePostgres(folder, programs: null);
            contained._container = contained.Contained();
            await contained.StartAsync(cancellation);
            return contained;
        }

        var programs = Programs() ?? throw new InvalidOperationException(Missing);
        var server = new PrivatePostgres(folder, programs);
        // PostgreSQL refuses to run as root: its own account owns the folder then.
        if (IsRoot && !OperatingSystem.IsWindows())
        {
            await ServerProcess.RunAsync("chown", ["postgres", folder], [], cancellation);
            LetThrough(folder);
        }

        var (file, arguments) = server.AsOwner("initdb", ["-D", server.Data, "-U", Account, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        await ServerProcess.RunAsync(file, arguments, [], cancellation);
        await server.StartAsync(cancellation);
        return server;
    }

    /// <summary>Starts it on its data, after <see cref="KillAsync"/> too.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (_container is not null)
        {
            await _container.StartAsync(cancellation);
        }
        else
        {
            var (file, arguments) = AsOwner("postgres", ["-D", Data, .. Settings()]);
            _process = ServerProcess.Start(file, arguments, Log, []);
        }

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
        await using var connection = new NpgsqlConnection(maintenance);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand($"CREATE DATABASE \"{name}\"", connection);
        await command.ExecuteNonQueryAsync(cancellation);
        return new NpgsqlConnectionStringBuilder(maintenance) { Database = name }.ToString();
    }

    /// <summary>Kills every process of the server at once, as a power cut would.</summary>
    public async Task KillAsync(CancellationToken cancellation)
    {
        await (_container?.KillAsync(cancellation) ?? ServerProcess.KillAsync(_process!, cancellation));
        NpgsqlConnection.ClearAllPools();
        // The next start refuses while the old processes' identity file names a process that lives. In a container it is the first process again.
        if (_container is null)
            File.Delete(Path.Combine(Data, "postmaster.pid"));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_container is not null)
            await _container.DisposeAsync();
        if (_process is not null)
            await KillAsync(CancellationToken.None);
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
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
        if (_container is not null)
            await _container.ThrowIfEndedAsync("PostgreSQL");
        else if (_process!.HasExited)
            throw new InvalidOperationException($"PostgreSQL ended at once: {string.Join(Environment.NewLine, File.ReadLines(Log).TakeLast(10))}");
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

    private string[] Settings() =>
    [
        "-p", _port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200", "-c", "shared_buffers=128MB",
    ];

    private ServerContainer Contained() => ServerContainer.Of(ServerImage.Postgres, runs => runs
        .WithCreateParameterModifier(p => p.User = "postgres")
        .WithEntrypoint("/bin/sh", "-c", $"[ -s $0/PG_VERSION ] || initdb -D $0 -U {Account} -A trust -E UTF8 --locale=C --no-sync && exec postgres -D $0 \"$@\"")
        .WithCommand(["/tmp/gateway-database", .. Settings()]));

    private (string File, string[] Arguments) AsOwner(string program, string[] arguments)
    {
        var file = Path.Combine(_programs!, program);
        return IsRoot ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--reset-env", file, .. arguments]) : (file, arguments);
    }

    private static string? Programs()
    {
        string[] candidates = Directory.Exists("/usr/lib/postgresql")
            ? [.. Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(v => Path.Combine(v, "bin"))]
            : [];
        return candidates.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')).FirstOrDefault(f => File.Exists(Path.Combine(f, "initdb")));
    }
}
