using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Work;

/// <summary>
/// A claim in plain statements, for databases without rows that are skipped while locked: which items are due, an update
/// that repeats the condition, and, when others were faster with some, which of them are held. Of two claims at once, each
/// item goes to the one whose update changes it; nothing depends on how long a lock is held.
/// </summary>
public static class PlainClaim
{
    /// <summary>Leases due work items.</summary>
    /// <param name="store">Store.</param>
    /// <param name="claim">What is claimed.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Items that are held under the claim's token.</returns>
    public static async Task<IReadOnlyList<Guid>> RunAsync(GatewayContext store, WorkClaim claim, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(claim);
        var ids = await WorkItemStore.Due(store, claim.Stage, claim.Now).Where(s => s.NotBefore >= claim.From).OrderBy(s => s.NotBefore).ThenBy(s => s.Id).Take(claim.Most).Select(s => s.Id).ToListAsync(cancellation);
        if (ids.Count == 0)
            return ids;
        // Open, said as a range: an equality makes SQLite look through every open item instead of for these keys.
        var claimed = await store.WorkItems.Where(s => ids.Contains(s.Id) && s.State < WorkItemState.Parked && (s.LeasedUntil == null || s.LeasedUntil <= claim.Now))
            .ExecuteUpdateAsync(
                item => item.SetProperty(s => s.LeaseToken, claim.Token).SetProperty(s => s.LeasedUntil, claim.Until).SetProperty(s => s.Attempts, s => s.Attempts + 1),
                cancellation);
        return claimed == ids.Count
            ? ids
            : await store.WorkItems.Where(s => ids.Contains(s.Id) && s.LeaseToken == claim.Token).Select(s => s.Id).ToListAsync(cancellation);
    }
}
