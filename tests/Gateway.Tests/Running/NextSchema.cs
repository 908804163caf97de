using Gateway.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Tests.Running;

/// <summary>
/// The schema of a release that does not exist yet: the present one, and what an expansion may add. Every table has a column that
/// this release does not know, one of them with a default, and there is a table more.
/// </summary>
internal static class NextSchema
{
    /// <summary>A migration that only adds.</summary>
    public const string Expansion = "99990101000000_ExpandAddsPlaces";

    /// <summary>A migration that removes something that this release uses.</summary>
    public const string Contraction = "99990201000000_Contract99990101000000DropsSeats";

    /// <summary>Expands the schema, as the <c>migrate</c> of that release would, while processes of this one work on it.</summary>
    public static async Task ExpandAsync(IGatewayDatabase database)
    {
        using var turn = await database.EnterWriteAsync(CancellationToken.None);
        await using var store = database.Open();
        await using var compartments = database.OpenCompartments();
        foreach (var context in new DbContext[] { store, compartments })
        {
            var names = context.GetService<ISqlGenerationHelper>();
            foreach (var table in context.Model.GetEntityTypes().Select(t => names.DelimitIdentifier(t.GetTableName()!, t.GetSchema())).Distinct(StringComparer.Ordinal))
            {
                foreach (var column in new[] { "\"AddedLater\" TEXT NULL", "\"CountedLater\" INTEGER NOT NULL DEFAULT 7" })
                {
                    var add = $"ALTER TABLE {table} ADD COLUMN {column}";
                    await context.Database.ExecuteSqlRawAsync(add);
                }
            }
        }

        await store.Database.ExecuteSqlRawAsync("CREATE TABLE \"TableOfLater\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Text\" TEXT NULL)");
        await NoteAsync(store, Expansion);
    }

    /// <summary>Notes a migration of a later release; what it did is not done here.</summary>
    public static async Task NoteAsync(IGatewayDatabase database, string migration)
    {
        using var turn = await database.EnterWriteAsync(CancellationToken.None);
        await using var store = database.Open();
        await NoteAsync(store, migration);
    }

    private static Task NoteAsync(DbContext store, string migration) =>
        store.Database.ExecuteSqlAsync($"INSERT INTO \"__EFMigrationsHistory\" (\"MigrationId\", \"ProductVersion\") VALUES ({migration}, '99.0')");
}
