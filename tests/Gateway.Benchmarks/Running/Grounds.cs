using System.Security.Cryptography;
using Gateway.Servers;
using Npgsql;

namespace Gateway.Benchmarks;

/// <summary>Private servers, and what each gateway stands on: a folder, a database and a virtual host of its own.</summary>
internal sealed class Grounds : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-benchmark-");

    private Grounds()
    {
    }

    /// <summary>The database server; null: the embedded file.</summary>
    public PrivatePostgres? Postgres { get; private set; }

    /// <summary>The broker; null: the in-memory transport.</summary>
    public PrivateRabbit? Rabbit { get; private set; }

    /// <summary>Starts the servers.</summary>
    public static async Task<Grounds> StartAsync(bool postgres, bool rabbit, CancellationToken cancellation)
    {
        var grounds = new Grounds();
        try
        {
            if (postgres)
                grounds.Postgres = await PrivatePostgres.StartAsync(Path.Combine(grounds._folder.FullName, "postgres"), counting: true, cancellation);
            if (rabbit)
                grounds.Rabbit = await PrivateRabbit.StartAsync(Path.Combine(grounds._folder.FullName, "rabbit"), cancellation);
            return grounds;
        }
        catch
        {
            await grounds.DisposeAsync();
            throw;
        }
    }

    /// <summary>An empty one with a master key: a server database refuses to start without.</summary>
    public async Task<Ground> NewAsync(string name, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;
        var key = Path.Combine(folder, "master.key");
        await File.WriteAllTextAsync(key, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), cancellation);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return new Ground(folder, Postgres is null ? null : await Postgres.CreateDatabaseAsync(name, cancellation), await HostAsync(name, cancellation));
    }

    /// <summary>One with the same files and the same database, and an empty broker. Nobody may be using the other.</summary>
    public async Task<Ground> CopyAsync(Ground of, string name, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;
        foreach (var file in Directory.EnumerateFiles(of.Folder))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        if (of.Postgres is not null)
        {
            var template = new NpgsqlConnectionStringBuilder(of.Postgres).Database!;
            await OnServerAsync($"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{template}'", cancellation);
            await OnServerAsync($"CREATE DATABASE \"{name}\" TEMPLATE \"{template}\"", cancellation);
            // Otherwise the checkpoint of the copy falls into the measurement.
            await OnServerAsync("CHECKPOINT", cancellation);
        }

        return new Ground(folder, of.Postgres is null ? null : Postgres!.ConnectionString(name), await HostAsync(name, cancellation)) { Further = of.Further };
    }

    /// <summary>Statistics of its database; null: the embedded file has none.</summary>
    public DatabaseStatistics? StatisticsOf(Ground ground) =>
        ground.Postgres is null ? null : new DatabaseStatistics(Postgres!.Maintenance, ground.Postgres, Postgres.CountsStatements);

    /// <summary>Removes it; its gateway has ended.</summary>
    public async Task RemoveAsync(Ground ground, CancellationToken cancellation)
    {
        var name = Path.GetFileName(ground.Folder);
        Directory.Delete(ground.Folder, recursive: true);
        if (ground.Postgres is not null)
            await OnServerAsync($"DROP DATABASE \"{name}\" WITH (FORCE)", cancellation);
        if (Rabbit is not null)
            await Rabbit.ControlAsync(cancellation, "delete_vhost", name);
    }

    public async ValueTask DisposeAsync()
    {
        if (Rabbit is not null)
            await Rabbit.DisposeAsync();
        if (Postgres is not null)
            await Postgres.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    // A virtual host a gateway: builds may declare the same queue differently, and nothing of one run waits for the next.
    private async Task<Uri?> HostAsync(string name, CancellationToken cancellation)
    {
        if (Rabbit is null)
            return null;
        await Rabbit.ControlAsync(cancellation, "add_vhost", name);
        await Rabbit.ControlAsync(cancellation, "set_permissions", "-p", name, "guest", ".*", ".*", ".*");
        return Rabbit.UriOf("guest", "guest", name);
    }

    private async Task OnServerAsync(string statement, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(Postgres!.Maintenance + ";Pooling=false");
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
