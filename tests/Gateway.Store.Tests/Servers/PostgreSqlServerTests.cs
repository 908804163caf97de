using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.PostgreSql;
using Gateway.Persistence.Writing;
using Gateway.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Gateway.Store.Tests.Servers;

/// <summary>What an administrator may have done, or not, before the gateway starts on PostgreSQL.</summary>
public class PostgreSqlServerTests
{
    [Fact]
    public async Task An_account_that_may_make_no_database_suffices_on_an_existing_empty_one()
    {
        var address = new NpgsqlConnectionStringBuilder(await TestServers.PostgresDatabaseAsync("modest"));
        var account = address.Database + "_clerk";
        await ExecuteAsync(address.ToString(), $"""
            CREATE ROLE "{account}" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
            REVOKE ALL ON DATABASE "{address.Database}" FROM PUBLIC;
            GRANT CONNECT ON DATABASE "{address.Database}" TO "{account}";
            GRANT USAGE, CREATE ON SCHEMA public TO "{account}";
            CREATE SCHEMA compartment AUTHORIZATION "{account}";
            """);
        address.Username = account;
        using var database = new PostgreSqlDatabase(address.ToString());
        (await database.MigrateAsync(CancellationToken.None)).ShouldNotBeEmpty();
        (await database.SchemaProblemAsync(CancellationToken.None)).ShouldBeNull();
        using var folder = new TemporaryFolder();
        var master = new MasterKeys(FileKeyVault.Open(folder.File("master.key"), makesFirst: true));
        await new Installation(database, master, new KeyRing(master, new KeySequence(TimeProvider.System)), Persistence.Compartments.CompartmentVault.None).OpenAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_told_and_not_made()
    {
        var address = new NpgsqlConnectionStringBuilder(await TestServers.PostgresDatabaseAsync("absent"));
        address.Database += "_not_there";
        var told = await ToldAsync(address);
        told.Sentence.ShouldStartWith("The database does not exist");
        told.Unavailable.ShouldBeTrue();
        address.Database = address.Database.Replace("_not_there", "", StringComparison.Ordinal);
        await using var connection = new NpgsqlConnection(address.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_database WHERE datname LIKE '%_not_there'", connection);
        (await command.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Fact]
    public async Task An_account_that_is_refused_is_told_and_not_waited_for()
    {
        var address = new NpgsqlConnectionStringBuilder(await TestServers.PostgresDatabaseAsync("refused")) { Username = "nobody-here" };
        (await ToldAsync(address)).ShouldBe(("PostgreSQL refuses the account or the password. Correct both in Gateway:Database:ConnectionString.", false));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_and_waited_for()
    {
        var told = await ToldAsync(new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = 1, Username = "gateway", Database = "gateway" });
        told.ShouldBe(("PostgreSQL does not answer. Start it, or correct host and port in Gateway:Database:ConnectionString.", true));
    }

    [Fact]
    public async Task Texts_that_postgresql_cannot_store_come_back_with_what_it_refuses_replaced()
    {
        using var database = new PostgreSqlDatabase(await TestServers.PostgresDatabaseAsync("texts"));
        await database.MigrateAsync(CancellationToken.None);
        await using (var store = database.Open())
        {
            store.Settings.Add(new SettingRow { Name = "planted", Value = "a\0b\ud800c \U0001F600 é" });
            await store.SaveChangesAsync();
        }

        await using var again = database.Open();
        (await again.Settings.SingleAsync()).Value.ShouldBe("a\ufffdb\ufffdc \U0001F600 é");
    }

    [Fact]
    public async Task Those_who_pass_together_do_not_wait_for_each_other()
    {
        using var database = new PostgreSqlDatabase(await TestServers.PostgresDatabaseAsync("passage"));
        await using var one = database.Open();
        await using var other = database.Open();
        await one.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var first = await one.Database.BeginTransactionAsync();
            await PassAsync(database, one, first);
            await other.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                await using var second = await other.Database.BeginTransactionAsync();
                await PassAsync(database, other, second).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
            });
        });
    }

    private static Task PassAsync(PostgreSqlDatabase database, GatewayContext store, IDbContextTransaction transaction) => database.Writer.WriteAsync(
        store, database.Dialect, new RowSet { First = { database.Pass(Passage.Together).ShouldNotBeNull() } }, transaction, CancellationToken.None);

    private static async Task<(string? Sentence, bool Unavailable)> ToldAsync(NpgsqlConnectionStringBuilder address)
    {
        using var database = new PostgreSqlDatabase(address.ToString());
        var failed = await Should.ThrowAsync<Exception>(() => database.MigrateAsync(CancellationToken.None));
        return (database.Explain(failed), database.IsUnavailable(failed));
    }

    private static async Task ExecuteAsync(string address, string sql)
    {
        await using var connection = new NpgsqlConnection(address);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
