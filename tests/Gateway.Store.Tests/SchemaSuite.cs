using System.Data.Common;
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

public sealed class SchemaOnPostgreSql : SchemaSuite<PostgreSqlFixture>
{
    /// <summary>
    /// Somebody else's uncommitted table of the same name stops the migration in its middle, where its connection is then cut, as by the
    /// end of its process.
    /// </summary>
    [Fact]
    public async Task A_migration_whose_connection_is_cut_half_way_goes_on_from_its_beginning()
    {
        await using var other = Db.Database.Open();
        await using var transaction = await other.Database.BeginTransactionAsync();
        await other.Database.ExecuteSqlRawAsync("CREATE TABLE \"WorkItem\" (\"Id\" INTEGER)");
        var migrating = Db.Database.MigrateAsync(CancellationToken.None);
        await using (var watching = Db.Database.Open())
        {
            var cut = 0;
            while (cut == 0 && !migrating.IsCompleted)
                cut = await watching.Database.SqlQuery<int>($"SELECT count(pg_terminate_backend(pid))::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").SingleAsync();
            cut.ShouldBe(1);
        }

        await transaction.RollbackAsync();
        try
        {
            // A broken connection is tried again by itself.
            await migrating;
        }
        catch (Exception e) when (Db.Database.IsUnavailable(e))
        {
            await Db.Database.MigrateAsync(CancellationToken.None);
        }

        (await Db.Database.SchemaProblemAsync(CancellationToken.None)).ShouldBeNull();
    }
}

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
    public async Task A_schema_to_which_a_later_release_only_added_is_served(string history)
    {
        await Database.MigrateAsync(CancellationToken.None);
        await ExecuteAsync($"INSERT INTO \"{history}\" VALUES ('99990101000000_ExpandAddsPlaces', '99.0')");
        (await Database.SchemaProblemAsync(CancellationToken.None)).ShouldBeNull();
        (await Database.MigrateAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_migration_that_was_cut_off_between_the_two_parts_of_the_schema_goes_on()
    {
        await using (var store = Database.Open())
            await store.Database.MigrateAsync();
        (await Database.SchemaProblemAsync(CancellationToken.None))!.ShouldContain("Run 'migrate'");

        (await Database.MigrateAsync(CancellationToken.None)).ShouldHaveSingleItem();
        (await Database.SchemaProblemAsync(CancellationToken.None)).ShouldBeNull();
    }

    [StoreFact]
    public async Task A_migration_that_fails_half_way_leaves_nothing_says_what_to_do_and_goes_on_afterwards()
    {
        await ExecuteAsync("CREATE TABLE \"WorkItem\" (\"Id\" INTEGER)");

        var told = await Should.ThrowAsync<SchemaException>(() => Database.MigrateAsync(CancellationToken.None));

        told.Message.ShouldContain("was rolled back");
        told.Message.ShouldContain("run 'migrate' again");
        await Should.ThrowAsync<DbException>(() => ExecuteAsync("SELECT * FROM \"Client\""));
        await ExecuteAsync("DROP TABLE \"WorkItem\"");
        (await Database.MigrateAsync(CancellationToken.None)).ShouldNotBeEmpty();
        (await Database.SchemaProblemAsync(CancellationToken.None)).ShouldBeNull();
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
