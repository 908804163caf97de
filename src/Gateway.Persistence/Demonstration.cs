using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gateway.Persistence;

/// <summary>
/// The mark of a shared database that belongs to the demonstration. Only a database without any installation gets it,
/// only a marked one is ever emptied, and a marked one never serves agencies.
/// </summary>
/// <param name="database">Database; its schema is up to date.</param>
public sealed class Demonstration(IGatewayDatabase database)
{
    private const string Mark = "demonstration";

    /// <summary>Whether the database belongs to the demonstration.</summary>
    public async Task<bool> IsMarkedAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await store.Settings.AnyAsync(s => s.Name == Mark, cancellation);
    }

    /// <summary>Takes the database for the demonstration.</summary>
    /// <param name="emptied">Whether what an earlier demonstration left is removed.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>False when it holds an installation that is no demonstration; nothing was changed then.</returns>
    public async Task<bool> TakeAsync(bool emptied, CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await database.InTransactionAsync(store, transaction => TakeAsync(store, transaction, emptied, cancellation), happened: null, cancellation);
    }

    private async Task<bool> TakeAsync(GatewayContext store, IDbContextTransaction transaction, bool emptied, CancellationToken cancellation)
    {
        store.ChangeTracker.Clear();
        var settings = await store.Settings.AsNoTracking().Select(s => s.Name).ToListAsync(cancellation);
        var marked = settings.Contains(Mark, StringComparer.Ordinal);
        if (!marked && settings.Count > 0)
            return false;
        if (marked && emptied)
        {
            await using var compartments = database.OpenCompartments(store, transaction);
            await EmptyAsync(store, cancellation);
            await EmptyAsync(compartments, cancellation);
        }

        if (!marked || emptied)
            store.Settings.Add(new SettingRow { Name = Mark, Value = "Emptied at every demonstration; never use it for agencies." });
        await store.SaveChangesAsync(cancellation);
        return true;
    }

    private static async Task EmptyAsync(DbContext context, CancellationToken cancellation)
    {
        var names = context.GetService<ISqlGenerationHelper>();
        foreach (var type in context.Model.GetEntityTypes())
        {
            var table = names.DelimitIdentifier(type.GetTableName()!, type.GetSchema());
#pragma warning disable EF1003 // The name comes from the model and is quoted by the provider.
            await context.Database.ExecuteSqlRawAsync("DELETE FROM " + table, cancellation);
#pragma warning restore EF1003
        }
    }
}
