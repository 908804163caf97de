using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Restoring;

/// <summary>How far a database is: what a backup says of itself, and by what it is compared with that before it is restored. It names no person.</summary>
/// <param name="Installation">Id of the installation; null: the database was never opened.</param>
/// <param name="Schema">Last migration.</param>
/// <param name="Seal">Number of the last seal of the audit trail; 0: none.</param>
/// <param name="Root">Root of the trail at that seal, in hexadecimal digits; null: there is none.</param>
/// <param name="SealedAt">Machine time of that seal, UTC.</param>
/// <param name="Erasures">Erasures that the database knows.</param>
public sealed record StoreFacts(string? Installation, string? Schema, int Seal, string? Root, DateTimeOffset? SealedAt, int Erasures)
{
    /// <summary>Reads them.</summary>
    public static async Task<StoreFacts> ReadAsync(IGatewayDatabase database, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        var keys = await MasterKeyState.LoadAsync(database, cancellation);
        await using var store = database.Open();
        var seal = await store.AuditSeals.AsNoTracking().OrderByDescending(s => s.Number).Select(s => new { s.Number, s.Root, s.SealedAt }).FirstOrDefaultAsync(cancellation);
        return new StoreFacts(
            keys?.Installation, (await store.Database.GetAppliedMigrationsAsync(cancellation)).LastOrDefault(), seal?.Number ?? 0, seal is null ? null : Convert.ToHexStringLower(seal.Root), seal?.SealedAt,
            await store.Set<ErasureRow>().CountAsync(cancellation));
    }
}
