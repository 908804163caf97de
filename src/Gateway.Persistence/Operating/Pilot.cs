using Gateway.Core.Ladder;
using Gateway.Core.Operating;
using Gateway.Core.Reports;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>The pilot's figures without small numbers, and its barrier log.</summary>
internal sealed class Pilot(UnitsOfWork units, IGatewayDatabase database, CountedReports reports, TimeProvider domain) : IPilot
{
    /// <summary>Of an entry that came since the count: its number waits for the next one.</summary>
    private static readonly Cell NotCounted = new(null, Suppression.ProtectsAnother);

    public async Task<PilotOverview> ReadAsync(CancellationToken cancellation)
    {
        var counted = await reports.ReadAsync(cancellation);
        await using var store = database.Open();
        var barriers = await store.Barriers.AsNoTracking().OrderBy(b => b.DecidedAt != null).ThenByDescending(b => b.Id).ToListAsync(cancellation);
        var ladder = counted.Ladder is [{ } latest, ..] ? latest.Whole : LadderBook.Nobody(new LadderQuestion(domain.GetUtcNow().Year), counted.At);
        return new PilotOverview(counted.Funnels[0], [.. counted.Funnels.Skip(1)], barriers.ConvertAll(b => EntryOf(b, counted.Barriers.GetValueOrDefault(b.Id, NotCounted))), ladder) { Claims = counted.Claims(ReportKinds.Pilot) };
    }

    public async Task AddBarrierAsync(NewBarrier barrier, string user, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(barrier);
        if (!barrier.IsComplete)
            throw new ArgumentException("The entry is not complete.", nameof(barrier));
        await units.RunAsync(
            async unit =>
            {
                if (await unit.Store.Barriers.AnyAsync(b => b.Id == barrier.Id, cancellation))
                    return false;
                unit.Store.Barriers.Add(new BarrierRow
                {
                    Id = barrier.Id,
                    Agreement = barrier.Agreement,
                    Title = barrier.Title.Trim(),
                    Stopped = barrier.Stopped,
                    Level = barrier.Level,
                    Owner = barrier.Owner.Trim(),
                    OpenedAt = unit.Now,
                });
                unit.Operated(user, "barrier.add", barrier.Id.ToString("D"), barrier.Id, barrier.Level);
                return true;
            },
            cancellation);
        reports.Forget();
    }

    public async Task<bool> DecideBarrierAsync(Guid id, int version, string decision, string user, CancellationToken cancellation)
    {
        var decided = await units.RunAsync(
            async unit =>
            {
                if (await unit.Store.Barriers.SingleOrDefaultAsync(b => b.Id == id, cancellation) is not { } barrier || barrier.Version != version)
                    return false;
                (barrier.Decision, barrier.DecidedAt) = (decision, unit.Now);
                unit.Operated(user, "barrier.decide", id.ToString("D"), id);
                return true;
            },
            cancellation);
        reports.Forget();
        return decided;
    }

    private static BarrierEntry EntryOf(BarrierRow row, Cell stopped) => new(row.Id, row.Version, row.Agreement, row.Title, stopped, row.Level, row.Owner, row.OpenedAt, row.Decision, row.DecidedAt);
}
