using System.Diagnostics;
using System.Net;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.PostgreSql;
using Gateway.Servers;
using Gateway.Store.Tests.Plans;
using Gateway.Tests.Running;
using Npgsql;

namespace Gateway.Store.Tests.Servers;

/// <summary>The gateway as a process of its own on a PostgreSQL database, as an operator starts it.</summary>
public sealed class RunOnServerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RunOnServerTests() => FileKeyVault.Open(_folder.File("master.key"), makesFirst: true).Make();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_database_that_is_absent_at_start_is_waited_for_and_callers_are_told_to_come_back()
    {
        var prepared = await TestServers.PostgresDatabaseAsync("prepared");
        using (var database = new PostgreSqlDatabase(prepared))
            await database.MigrateAsync(CancellationToken.None);
        NpgsqlConnection.ClearAllPools();
        var awaited = new NpgsqlConnectionStringBuilder(prepared);
        awaited.Database += "_awaited";
        using var gateway = Start("run", awaited.ToString());
        using var http = new HttpClient { BaseAddress = await ListeningAsync(gateway) };
        (await http.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var notReady = await http.GetAsync("/health/ready");
        notReady.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await notReady.Content.ReadAsStringAsync()).ShouldContain("The database does not exist on this PostgreSQL server.");
        using var refused = await http.PostAsync("/v1/submissions/vdab-referral", new StringContent("{}"));
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("store-away");

        await RenameAsync(prepared, awaited.Database!);
        await UntilAsync(async () => (await http.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK);
        (await http.PostAsync("/v1/submissions/vdab-referral", new StringContent("{}"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        gateway.Kill();
        await gateway.WaitForExitAsync();
    }

    [Fact]
    public async Task An_older_schema_ends_the_start_with_what_to_do() =>
        (await EndsAsync("run", await TestServers.PostgresDatabaseAsync("older"))).ShouldBe((1, "The database is older than this program. Run 'migrate' once, then start again."));

    [Fact]
    public async Task Migrate_is_what_it_asks_for()
    {
        var address = await TestServers.PostgresDatabaseAsync("migrated");
        (await EndsAsync("migrate", address)).Code.ShouldBe(0);
        using var database = new PostgreSqlDatabase(address);
        (await database.SchemaProblemAsync(CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Without_a_master_key_nothing_starts_and_none_is_made()
    {
        File.Delete(_folder.File("master.key"));
        var (code, said) = await EndsAsync("run", await TestServers.PostgresDatabaseAsync("keyless"));
        code.ShouldBe(1);
        said.ShouldStartWith("There is no master key at");
        File.Exists(_folder.File("master.key")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_database_of_the_demonstration_serves_nobody()
    {
        var address = await TestServers.PostgresDatabaseAsync("demo");
        using (var database = new PostgreSqlDatabase(address))
        {
            await database.MigrateAsync(CancellationToken.None);
            await new Demonstration(database).TakeAsync(emptied: true, CancellationToken.None);
        }

        var (code, said) = await EndsAsync("run", address);
        code.ShouldBe(1);
        said.ShouldContain("belongs to the demonstration");
    }

    [Theory]
    [InlineData("Oracle", "x", "Gateway:Database:Provider is 'Oracle'; give one of Sqlite, SqlServer, PostgreSql.")]
    [InlineData("PostgreSql", "", "Gateway:Database:Provider is PostgreSql; give the connection string of an existing database in Gateway:Database:ConnectionString.")]
    [InlineData("PostgreSql", "Password=very-secret;Hots=x", "Gateway:Database:ConnectionString cannot be read as a connection string of PostgreSql. Check its keywords and quotes.")]
    [InlineData("SqlServer", "Password=very-secret;Serfer=x", "Gateway:Database:ConnectionString cannot be read as a connection string of SqlServer. Check its keywords and quotes.")]
    [InlineData("Sqlite", "Data Source=x", "Gateway:Database:ConnectionString is set, but the embedded database lies in the data folder. Remove it, or name SqlServer or PostgreSql in Gateway:Database:Provider.")]
    public async Task A_setting_that_cannot_be_meant_is_told_without_the_password(string provider, string address, string sentence) =>
        (await EndsAsync("run", address, provider)).ShouldBe((1, sentence));

    private async Task<(int Code, string Said)> EndsAsync(string verb, string address, string provider = "PostgreSql")
    {
        using var gateway = Start(verb, address, provider);
        var said = gateway.StandardError.ReadToEndAsync();
        _ = gateway.StandardOutput.ReadToEndAsync();
        await gateway.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        return (gateway.ExitCode, (await said).Trim());
    }

    private Process Start(string verb, string address, string provider = "PostgreSql")
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in new[]
        {
            HostProgram.File, verb, "--Gateway:Http:Url=http://127.0.0.1:0",
            $"--Gateway:Data={_folder.Path}", $"--Gateway:Contracts={WorkingGateway.ContractsPath}",
            $"--Gateway:Database:Provider={provider}", $"--Gateway:Database:ConnectionString={address}",
        })
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task<Uri> ListeningAsync(Process gateway)
    {
        while (await gateway.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Split(' ').FirstOrDefault(w => w.StartsWith("http://", StringComparison.Ordinal)) is { } address)
            {
                // What else it logs must not fill the pipe.
                _ = gateway.StandardError.ReadToEndAsync();
                return new Uri(address);
            }
        }

        throw new InvalidOperationException("The gateway ended before it listened.");
    }

    private static async Task RenameAsync(string address, string name)
    {
        var old = new NpgsqlConnectionStringBuilder(address);
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address) { Database = "postgres", Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"ALTER DATABASE \"{old.Database}\" RENAME TO \"{name}\"", connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
    }
}
