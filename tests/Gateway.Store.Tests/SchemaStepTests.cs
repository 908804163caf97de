using Gateway.Persistence;
using Gateway.Persistence.PostgreSql;
using Gateway.Persistence.Sqlite;
using Gateway.Persistence.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Gateway.Store.Tests;

/// <summary>Schemas expand and contract: the name of a migration says which release can work on it, and what it does fits its name.</summary>
public sealed class SchemaStepTests
{
    private static readonly string[] Known = ["20261130070146_Initial", "20270301120000_ExpandAddsPlaces"];

    [Theory]
    [InlineData("20280101000000_ExpandAddsSeats", true)]
    [InlineData("20280101000000_Contract20270301120000DropsSeats", true)]
    [InlineData("20280101000000_Contract20261201000000DropsSeats", true)]
    [InlineData("20280101000000_Contract20270401000000DropsSeats", false)]
    [InlineData("20280101000000_Contract", false)]
    [InlineData("20280101000000_ContractDropsSeats", false)]
    [InlineData("20280101000000_Expansion", false)]
    [InlineData("20280101000000_DropsSeats", false)]
    [InlineData("ExpandAddsSeats", false)]
    public void A_release_works_on_what_was_added_and_on_what_was_removed_that_it_does_not_use(string later, bool serves) =>
        SchemaSteps.Serves(Known, later).ShouldBe(serves);

    [Fact]
    public void A_migration_that_expands_only_adds_and_every_one_after_the_first_says_what_it_is()
    {
        using var postgres = new PostgreSqlDatabase("Host=nowhere");
        using var sqlite = new SqliteDatabase(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
        foreach (var database in new IGatewayDatabase[] { postgres, sqlite, new SqlServerDatabase("Server=nowhere") })
        {
            using var store = database.Open();
            using var compartments = database.OpenCompartments();
            foreach (var context in new DbContext[] { store, compartments })
            {
                var migrations = context.GetService<IMigrationsAssembly>();
                foreach (var (id, type) in migrations.Migrations.Skip(1))
                {
                    SchemaSteps.Serves(["99990101000000_Last"], id).ShouldBeTrue($"{id}: name it Expand…, or Contract and the first migration whose releases can go on.");
                    var operations = migrations.CreateMigration(type, context.Database.ProviderName!).UpOperations;
                    if (SchemaSteps.Serves([], id))
                        Faults(operations).ShouldBeEmpty(id);
                    operations.OfType<SqlOperation>().Where(o => o.SuppressTransaction).ShouldBeEmpty($"{id}: a migration that is cut off half-way must leave nothing.");
                }
            }
        }
    }

    public static TheoryData<string, MigrationOperation, string?> Operations() => new()
    {
        { "a table", new CreateTableOperation { Name = "T" }, null },
        { "a column that may be empty", new AddColumnOperation { Table = "T", Name = "C", IsNullable = true }, null },
        { "a column with a value for old rows", new AddColumnOperation { Table = "T", Name = "C", DefaultValue = 0 }, null },
        { "an index", new CreateIndexOperation { Table = "T", Name = "I", Columns = ["C"] }, null },
        { "a needed column", new AddColumnOperation { Table = "T", Name = "C" }, "T.C" },
        { "a unique index", new CreateIndexOperation { Table = "T", Name = "I", Columns = ["C"], IsUnique = true }, "T.I" },
        { "a column less", new DropColumnOperation { Table = "T", Name = "C" }, "DropColumnOperation" },
        { "a table less", new DropTableOperation { Name = "T" }, "DropTableOperation" },
        { "another name", new RenameColumnOperation { Table = "T", Name = "C", NewName = "D" }, "RenameColumnOperation" },
        { "another type", new AlterColumnOperation { Table = "T", Name = "C" }, "AlterColumnOperation" },
        { "a reference", new AddForeignKeyOperation { Table = "T", Name = "F" }, "AddForeignKeyOperation" },
        { "a statement", new SqlOperation { Sql = "UPDATE" }, "SqlOperation" },
    };

    [Theory, MemberData(nameof(Operations))]
    public void What_only_adds_is_told_from_what_changes(string what, MigrationOperation operation, string? fault)
    {
        var found = Faults([operation]);
        if (fault is null)
            found.ShouldBeEmpty(what);
        else
            found.ShouldHaveSingleItem().ShouldContain(fault);
    }

    /// <summary>What a process of the release before would meet and not know how to serve.</summary>
    private static List<string> Faults(IReadOnlyList<MigrationOperation> operations)
    {
        var made = operations.OfType<CreateTableOperation>().Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        return [.. operations.Select(o => o switch
        {
            CreateTableOperation or EnsureSchemaOperation => null,
            AddColumnOperation { IsNullable: true } or AddColumnOperation { DefaultValue: not null } => null,
            AddColumnOperation column => $"{column.Table}.{column.Name} must be filled, and the release before does not fill it: let it be empty, or give it a default.",
            CreateIndexOperation index when !index.IsUnique || made.Contains(index.Table) => null,
            CreateIndexOperation index => $"{index.Table}.{index.Name} forbids what the release before may write.",
            _ => $"{o.GetType().Name} changes what the release before uses: that belongs into a later migration, Contract….",
        }).OfType<string>()];
    }
}
