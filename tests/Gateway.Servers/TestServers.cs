namespace Gateway.Servers;

/// <summary>
/// The servers that suites share. <c>tests/run.sh</c> starts them once and names them in the environment; a suite that
/// runs by itself starts its own, which end with the process.
/// </summary>
public static class TestServers
{
    /// <summary>Variable with the connection string of a PostgreSQL maintenance database.</summary>
    public const string PostgresVariable = "GATEWAY_TEST_POSTGRES";

    /// <summary>Variable with the address of a RabbitMQ whose account may administer it.</summary>
    public const string RabbitVariable = "GATEWAY_TEST_RABBITMQ";

    private static readonly Lazy<Task<string>> Postgres = new(StartPostgresAsync);
    private static readonly Lazy<Task<Uri>> Rabbit = new(StartRabbitAsync);

    /// <summary>A new empty PostgreSQL database; its connection string.</summary>
    /// <param name="name">Beginning of its name: lower-case letters and digits.</param>
    public static async Task<string> PostgresDatabaseAsync(string name) =>
        await PrivatePostgres.CreateDatabaseAsync(await Postgres.Value, $"{name}_{Guid.CreateVersion7():N}", CancellationToken.None);

    /// <summary>Address of the shared broker. Take names of your own on it.</summary>
    public static Task<Uri> RabbitAsync() => Rabbit.Value;

    private static async Task<string> StartPostgresAsync()
    {
        if (Environment.GetEnvironmentVariable(PostgresVariable) is { Length: > 0 } given)
            return given;
        var server = await PrivatePostgres.StartAsync(Directory.CreateTempSubdirectory("gateway-postgres-").FullName, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server.Maintenance;
    }

    private static async Task<Uri> StartRabbitAsync()
    {
        if (Environment.GetEnvironmentVariable(RabbitVariable) is { Length: > 0 } given)
            return new Uri(given);
        var server = await PrivateRabbit.StartAsync(Directory.CreateTempSubdirectory("gateway-rabbit-").FullName, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server.Uri;
    }
}
