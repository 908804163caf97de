using System.Runtime.CompilerServices;
using Gateway.Persistence;
using Gateway.Persistence.PostgreSql;
using Gateway.Persistence.SqlServer;
using Gateway.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Store.Tests;

/// <summary>
/// The scripts under <c>deploy/sql</c> do what <c>migrate</c> does, for administrators who run no foreign program against
/// their database. They come from the migrations; <c>GATEWAY_APPROVE=1</c> writes them anew.
/// </summary>
public class ScriptTests
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "deploy", "sql"));

    [Fact]
    public void The_script_for_sql_server_is_what_the_migrations_say() =>
        ShouldBeApproved("sqlserver.sql", ScriptOf(new SqlServerDatabase("Server=nowhere")));

    [Fact]
    public void The_script_for_postgresql_is_what_the_migrations_say()
    {
        using var database = new PostgreSqlDatabase("Host=nowhere");
        ShouldBeApproved("postgresql.sql", ScriptOf(database));
    }

    [Fact]
    public async Task The_script_for_postgresql_makes_the_schema_and_may_be_run_again()
    {
        using var database = new PostgreSqlDatabase(await TestServers.PostgresDatabaseAsync("script"));
        await using (var store = database.Open())
        {
            var script = (await File.ReadAllTextAsync(Path.Combine(Folder, "postgresql.sql"))).Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
            await store.Database.ExecuteSqlRawAsync(script);
            await store.Database.ExecuteSqlRawAsync(script);
        }

        (await database.SchemaProblemAsync(CancellationToken.None)).ShouldBeNull();
        (await database.MigrateAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public void No_script_makes_changes_or_drops_a_database()
    {
        foreach (var name in new[] { "sqlserver.sql", "postgresql.sql" })
        {
            var script = File.ReadAllText(Path.Combine(Folder, name));
            foreach (var verb in new[] { "CREATE", "ALTER", "DROP" })
                script.ShouldNotContain(verb + " DATABASE", Case.Insensitive);
        }
    }

    private static string ScriptOf(IGatewayDatabase database)
    {
        using var store = database.Open();
        using var compartments = database.OpenCompartments();
        return string.Concat(new DbContext[] { store, compartments }
            .Select(c => c.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent))).ReplaceLineEndings("\n");
    }

    private static void ShouldBeApproved(string name, string script)
    {
        var file = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable("GATEWAY_APPROVE") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(file, script);
            return;
        }

        File.Exists(file).ShouldBeTrue($"deploy/sql/{name} is missing: run the tests with GATEWAY_APPROVE=1 and review it.");
        File.ReadAllText(file).ShouldBe(script, $"deploy/sql/{name} differs from the migrations: run the tests with GATEWAY_APPROVE=1 and review the change.");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
