using System.Globalization;
using Gateway.Persistence.Model;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Retention;

/// <summary>
/// Clients and referrals under a legal hold, read once and again when a hold came or was lifted. A setting counts these changes:
/// whoever purges writes it as it was read, whoever adds a hold raises it, and so of the two at the same moment the later one
/// sees the earlier.
/// </summary>
/// <param name="Count">The setting at which they were read; null: there has never been a hold.</param>
/// <param name="Subjects">Clients and referrals.</param>
internal sealed record HeldSubjects(string? Count, IReadOnlySet<Guid> Subjects)
{
    private const string Setting = "legal-holds";

    /// <summary>Reads them.</summary>
    /// <param name="database">Database.</param>
    /// <param name="before">As they were read the last time; they are read again only when something changed.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal static async Task<HeldSubjects> LoadAsync(IGatewayDatabase database, HeldSubjects? before, CancellationToken cancellation)
    {
        await using var store = database.Open();
        // The count first: a hold that comes before the subjects are read is among them, and is told at commit.
        var count = await CountAsync(store, cancellation);
        return before is not null && before.Count == count
            ? before
            : new HeldSubjects(count, await store.LegalHolds.AsNoTracking().Select(h => h.SubjectId).ToHashSetAsync(cancellation));
    }

    /// <summary>Holds, at commit, that no hold came since.</summary>
    internal void Check(UnitOfWork unit) => Write(unit, Count, Count ?? "0");

    /// <summary>Counts a change of holds.</summary>
    internal static async Task ChangeAsync(UnitOfWork unit, CancellationToken cancellation)
    {
        var count = await CountAsync(unit.Store, cancellation);
        Write(unit, count, (long.Parse(count ?? "0", CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture));
    }

    private static void Write(UnitOfWork unit, string? before, string after)
    {
        if (before is null)
            unit.Write(new SettingRow { Name = Setting, Value = after });
        else
            unit.First(new RowStatement($"""UPDATE "Setting" SET "Value" = {after} WHERE "Name" = {Setting} AND "Value" = {before}""", 1));
    }

    private static Task<string?> CountAsync(GatewayContext store, CancellationToken cancellation) =>
        store.Settings.AsNoTracking().Where(s => s.Name == Setting).Select(s => s.Value).SingleOrDefaultAsync(cancellation);
}
