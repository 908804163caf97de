using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Traffic;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Agencies at work, and holds on them.</summary>
internal sealed class AgencyFiles(IGatewayDatabase database, UnitsOfWork units, IPresent<Agreed> agreed, OfficeRhythms rhythms, TimeProvider domain) : IAgencyFiles
{
    private static readonly TimeSpan Recent = TimeSpan.FromDays(30);

    public async Task<AgencyFile?> ReadAsync(string agency, CancellationToken cancellation)
    {
        if (agreed.Now.Directory.Find(agency) is not { } known)
            return null;
        var now = domain.GetUtcNow();
        var since = now - Recent;
        await using var store = database.Open();
        var lane = (await Lanes.ReadAsync(database, agreed.Now.Directory, [known], await rhythms.ContactsAsync(cancellation), now, cancellation))[0];
        var hold = await store.Holds.AsNoTracking().Where(h => h.Agency == agency || h.User == RestoreHold.User).OrderByDescending(h => h.Agency == agency).FirstOrDefaultAsync(cancellation);
        var formats = await store.Submissions.Where(s => s.Agency == agency && s.ReceivedAt >= since).GroupBy(s => s.Profile)
            .Select(g => new FormatUse(g.Key, g.Count(), g.Sum(s => s.Records), g.Sum(s => s.SetAside))).ToListAsync(cancellation);
        var left = await store.Deliveries.Where(d => d.Recipient == agency && d.ReleasedAt >= since).GroupBy(d => d.State)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        // What never left lies together in the index by the time it left.
        var blocked = await store.Deliveries.CountAsync(d => d.Recipient == agency && d.ReleasedAt == null && d.State == DeliveryState.Blocked && d.IssuedAt >= since, cancellation);
        var untold = await store.Tasks.CountAsync(w => w.ClosedAt == null && w.Kind == TaskKinds.WithdrawalUntold && w.Agency == agency, cancellation);
        return new AgencyFile(
            lane, hold is null ? null : new Hold(hold.Since, hold.User, hold.Reason), [.. formats.OrderBy(f => f.Profile, StringComparer.Ordinal)],
            new DeliverySuccess(left.GetValueOrDefault(DeliveryState.Confirmed), left.GetValueOrDefault(DeliveryState.Released), blocked), untold)
        {
            Folder = known.InFolder is null ? null : (await FolderNotes.ReadAsync(store, cancellation)).GetValueOrDefault(agency),
        };
    }

    public Task<bool> HoldAsync(string user, string agency, string reason, CancellationToken cancellation) =>
        units.RunAsync(
            async unit =>
            {
                if (await unit.Store.Holds.AnyAsync(h => h.Agency == agency, cancellation))
                    return false;
                unit.Store.Holds.Add(new HoldRow { Agency = agency, Since = unit.Now, User = user, Reason = reason.Length > 1000 ? reason[..1000] : reason });
                unit.Operated(user, "hold-begun", agency, Guid.Empty);
                return true;
            },
            cancellation);

    public Task<bool> LiftAsync(string user, string agency, CancellationToken cancellation) =>
        units.RunAsync(
            async unit =>
            {
                // What a restore holds goes on when what may have left is parked, and not before (Restores).
                if (!await unit.Store.Holds.AnyAsync(h => h.Agency == agency && h.User != RestoreHold.User, cancellation))
                    return false;
                unit.Inside(store => store.Holds.Where(h => h.Agency == agency).ExecuteDeleteAsync(cancellation));
                unit.Operated(user, "hold-lifted", agency, Guid.Empty);
                return true;
            },
            cancellation);
}
