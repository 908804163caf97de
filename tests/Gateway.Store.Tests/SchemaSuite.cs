using Gateway.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests;

public sealed class SchemaOnSqlite : SchemaSuite<SqliteFixture>
{
    [Fact]
    public async Task Commits_survive_a_power_cut_and_readers_do_not_wait()
    {
        await Db.Database.MigrateAsync(CancellationToken.None);
        (await PragmaAsync("journal_mode")).ShouldBe("wal");
        (await PragmaAsync("synchronous")).ShouldBe("2");
    }

    private async Task<string?> PragmaAsync(string name)
    {
        await using var store = Db.Database.Open();
        await store.Database.OpenConnectionAsync();
        await using var command = store.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA " + name;
        return (await command.ExecuteScalarAsync())?.ToString();
    }
}

public sealed class SchemaOnPostgreSql : SchemaSuite<PostgreSqlFixture>;

public sealed class SchemaOnSqlServer : SchemaSuite<SqlServerFixture>;

public abstract class SchemaSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private IGatewayDatabase Database => Db.Database;

    public override Task InitializeAsync() => Db.StartEmptyAsync();

    [StoreFact]
    public async Task An_empty_database_is_brought_up_to_date_once()
    {
        (await Database.SchemaProblemAsync(CancellationToken.None))!.ShouldContain("migrate");
        (await Database.MigrateAsync(CancellationToken.None)).ShouldNotBeEmpty();
        (await Database.SchemaProblemAsync(CancellationToken.None)).ShouldBeNull();
        (await Database.MigrateAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [StoreTheory]
    [InlineData("__EFMigrationsHistory")]
    [InlineData("__CompartmentMigrations")]
    public async Task A_schema_newer_than_the_program_is_refused_with_what_to_do(string history)
    {
        await Database.MigrateAsync(CancellationToken.None);
        await ExecuteAsync($"INSERT INTO \"{history}\" VALUES ('99990101000000_FromTheFuture', '99.0')");
        (await Database.SchemaProblemAsync(CancellationToken.None))!.ShouldContain("newer version");
        var told = await Should.ThrowAsync<SchemaException>(() => Database.MigrateAsync(CancellationToken.None));
        told.Message.ShouldContain("Start that version");
    }

    [StoreTheory]
    [InlineData("__EFMigrationsHistory")]
    [InlineData("__CompartmentMigrations")]
    public async Task A_schema_older_than_the_program_is_told_with_what_to_do(string history)
    {
        await Database.MigrateAsync(CancellationToken.None);
        await ExecuteAsync($"DELETE FROM \"{history}\"");
        (await Database.SchemaProblemAsync(CancellationToken.None))!.ShouldContain("Run 'migrate'");
    }

    [StoreFact]
    public async Task The_model_has_no_change_without_a_migration()
    {
        await using var store = Database.Open();
        await using var compartments = Database.OpenCompartments();
        store.Database.HasPendingModelChanges().ShouldBeFalse();
        compartments.Database.HasPendingModelChanges().ShouldBeFalse();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var store = Database.Open();
        await store.Database.ExecuteSqlRawAsync(sql);
    }
}
