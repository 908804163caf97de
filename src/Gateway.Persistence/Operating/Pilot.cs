using Gateway.Core.Funnel;
using Gateway.Core.Ladder;
using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>The pilot's figures without small numbers, and its barrier log.</summary>
internal sealed class Pilot(UnitsOfWork units, IGatewayDatabase database, IFigures figures, ILadderFigures ladder, TimeProvider domain) : IPilot
{
    public async Task<PilotOverview> ReadAsync(CancellationToken cancellation)
    {
        var funnels = SuppressedFunnels.Of(await figures.PilotAsync(cancellation));
        await using var store = database.Open();
        var barriers = await store.Barriers.AsNoTracking().OrderBy(b => b.DecidedAt != null).ThenByDescending(b => b.Id).ToListAsync(cancellation);
        var year = (await ladder.YearsAsync(cancellation)).DefaultIfEmpty(domain.GetUtcNow().Year).First();
        var matrix = SuppressedMatrix.Suppress(await ladder.ReadAsync(new LadderQuestion(year), cancellation));
        return new PilotOverview(funnels[0], [.. funnels.Skip(1)], barriers.ConvertAll(b => EntryOf(b, funnels)), matrix);
    }

    public Task AddBarrierAsync(NewBarrier barrier, string user, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(barrier);
        if (!barrier.IsComplete)
            throw new ArgumentException("The entry is not complete.", nameof(barrier));
        return units.RunAsync(
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
    }

    public Task<bool> DecideBarrierAsync(Guid id, int version, string decision, string user, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            if (await unit.Store.Barriers.SingleOrDefaultAsync(b => b.Id == id, cancellation) is not { } barrier || barrier.Version != version)
                return false;
            (barrier.Decision, barrier.DecidedAt) = (decision, unit.Now);
            unit.Operated(user, "barrier.decide", id.ToString("D"), id);
            return true;
        },
        cancellation);

    private static BarrierEntry EntryOf(BarrierRow row, IReadOnlyList<SuppressedFunnel> funnels)
    {
        var stopped = SuppressedFunnels.CellOf(row.Stopped, SmallNumbers.Suppress([row.Stopped], [])[0]);
        // What the funnel hides so that a smaller number cannot be computed does not stand in the log either.
        if (stopped.Count is not null && BarrierRules.Of(row.Title) is { } barrier && funnels.Any(f => (f.Agreement is null || f.Agreement == row.Agreement)
            && f.Stages.SelectMany(s => s.Lost).Any(l => l.Count.Hidden == Suppression.ProtectsAnother && BarrierRules.Of(l.Reason) == barrier)))
            stopped = new Cell(null, Suppression.ProtectsAnother);
        return new BarrierEntry(row.Id, row.Version, row.Agreement, row.Title, stopped, row.Level, row.Owner, row.OpenedAt, row.Decision, row.DecidedAt);
    }
}
