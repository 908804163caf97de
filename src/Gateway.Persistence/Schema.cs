using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence;

/// <summary>Compares and applies the migrations of both contexts; what providers do the same way.</summary>
public static class Schema
{
    /// <summary>What is wrong with the schema, as a sentence that says what to do; null when it fits.</summary>
    /// <param name="database">Database; it answers.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task<string?> ProblemAsync(IGatewayDatabase database, CancellationToken cancellation)
    {
        if (await NewerAsync(database, cancellation) is { } newer)
            return newer;
        var older = await ForEachAsync(database, async context => (await context.Database.GetPendingMigrationsAsync(cancellation)).ToList());
        return older.Count > 0 ? "The database is older than this program. Run 'migrate' once, then start again." : null;
    }

    /// <summary>Applies what is missing.</summary>
    /// <param name="database">Database; it answers.</param>
    /// <param name="before">Done on a context that is about to be migrated.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Names of the migrations applied.</returns>
    /// <exception cref="SchemaException">This program cannot serve the schema, or a migration failed; the message says what to do.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(IGatewayDatabase database, Func<DbContext, Task>? before, CancellationToken cancellation)
    {
        if (await NewerAsync(database, cancellation) is { } newer)
            throw new SchemaException(newer);
        return await ForEachAsync(database, async context =>
        {
            var pending = (await context.Database.GetPendingMigrationsAsync(cancellation)).ToList();
            if (pending.Count == 0)
                return pending;
            if (before is not null)
                await before(context);
            try
            {
                await context.Database.MigrateAsync(cancellation);
            }
            catch (DbException e) when (!database.IsUnavailable(e) && database.Explain(e) is null)
            {
                var left = (await context.Database.GetPendingMigrationsAsync(cancellation)).FirstOrDefault() ?? pending[0];
                throw new SchemaException($"Migration {left} failed ({e.GetType().Name} {e.SqlState}) and was rolled back: the schema is as it was before it. When something that it makes is there already, a script was broken off or somebody changed the schema by hand: compare with deploy/sql, or restore the backup from before. Then run 'migrate' again; it goes on with this migration.");
            }

            return pending;
        });
    }

    /// <summary>Migrations of a later release: those that only added something are served, others are not.</summary>
    private static async Task<string?> NewerAsync(IGatewayDatabase database, CancellationToken cancellation)
    {
        var refused = await ForEachAsync(database, async context =>
        {
            var known = context.Database.GetMigrations().ToList();
            var later = (await context.Database.GetAppliedMigrationsAsync(cancellation)).Except(known, StringComparer.Ordinal);
            return [.. later.Where(m => !SchemaSteps.Serves(known, m))];
        });
        return refused.Count > 0
            ? $"The database was changed by a newer version of the gateway in a way that this one cannot work with ({refused[0]}). Start that version, or use another {(database.IsShared ? "database" : "data folder")}."
            : null;
    }

    private static async Task<List<string>> ForEachAsync(IGatewayDatabase database, Func<DbContext, Task<List<string>>> what)
    {
        await using var store = database.Open();
        await using var compartments = database.OpenCompartments();
        return [.. await what(store), .. await what(compartments)];
    }
}

/// <summary>The schema does not fit this program.</summary>
/// <param name="message">A sentence that says what to do.</param>
public sealed class SchemaException(string message) : Exception(message);
