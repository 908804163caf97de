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
    /// <exception cref="SchemaException">The schema is newer than this program.</exception>
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
            await context.Database.MigrateAsync(cancellation);
            return pending;
        });
    }

    private static async Task<string?> NewerAsync(IGatewayDatabase database, CancellationToken cancellation)
    {
        var unknown = await ForEachAsync(database, async context =>
            (await context.Database.GetAppliedMigrationsAsync(cancellation)).Except(context.Database.GetMigrations(), StringComparer.Ordinal).ToList());
        return unknown.Count > 0
            ? $"The database was made by a newer version of the gateway. Start that version, or use another {(database.IsShared ? "database" : "data folder")}."
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
