using System.Globalization;
using Gateway.Persistence.Model;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Audit;

/// <summary>
/// Periods of the audit trail. An entry belongs to the period that is open in its transaction; a transaction that writes
/// entries holds it, and it is closed while nobody holds it. So no entry is added to one that is closed, although ids are made
/// before their transaction and commits come in any order, and no entry need be changed to say that it is sealed.
/// </summary>
internal static class AuditPeriods
{
    /// <summary>The open period, as an expression.</summary>
    internal const string Open = $"""COALESCE(CAST((SELECT s."Value" FROM "Setting" AS s WHERE s."Name" = '{Name}') AS INTEGER), 1)""";

    private const string Name = "audit-period";

    /// <summary>The open period.</summary>
    internal static async Task<int> OpenAsync(GatewayContext store, CancellationToken cancellation) =>
        await store.Settings.Where(s => s.Name == Name).Select(s => s.Value).SingleOrDefaultAsync(cancellation) is { } value
            ? int.Parse(value, CultureInfo.InvariantCulture)
            : 1;

    /// <summary>Closes the open period; the next one begins. When somebody else closed it meanwhile, nothing is left to do.</summary>
    internal static async Task CloseAsync(IGatewayDatabase database, int period, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var (closed, next) = (ValueOf(period), ValueOf(period + 1));
        await database.InTransactionAsync(
            store,
            async transaction =>
            {
                store.ChangeTracker.Clear();
                var alone = new RowSet();
                alone.First.AddRange(database.HoldAuditPeriod(alone: true));
                await database.Writer.WriteAsync(store, database.Dialect, alone, transaction, cancellation);
                if (await store.Settings.AnyAsync(s => s.Name == Name, cancellation))
                    return await store.Settings.Where(s => s.Name == Name && s.Value == closed).ExecuteUpdateAsync(s => s.SetProperty(x => x.Value, next), cancellation);
                store.Settings.Add(new SettingRow { Name = Name, Value = next });
                return await store.SaveChangesAsync(cancellation);
            },
            happened: null, cancellation);
    }

    private static string ValueOf(int period) => period.ToString(CultureInfo.InvariantCulture);
}
