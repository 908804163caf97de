using Gateway.Core.Handovers;
using Gateway.Core.Reading;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Reading;

/// <summary>Tells whether anything is left to do at the present domain time.</summary>
internal sealed class QuietReading(IGatewayDatabase database, TimeProvider domain, TimeProvider machine) : IQuiet
{
    public async Task<Quiet> ReadAsync(CancellationToken cancellation)
    {
        var now = domain.GetUtcNow();
        var machineNow = machine.GetUtcNow();
        await using var store = database.Open();
        // A deadline that passes leaves a work item in the same transaction: clocks are read first, so that it is seen as one or the other.
        var next = new[]
        {
            await store.Deadlines.Where(c => c.State == DeadlineState.Running).MinAsync(c => (DateTimeOffset?)c.DueAt, cancellation),
            await store.Referrals.MinAsync(r => r.AckDueAt, cancellation), await store.Handovers.MinAsync(h => h.AckDueAt, cancellation),
            await store.Handovers.MinAsync(h => h.NextStepDueAt, cancellation), await store.Deliveries.MinAsync(d => d.ConfirmDueAt, cancellation), await store.Tasks.MinAsync(t => t.EscalateAt, cancellation), await store.Submissions.MinAsync(s => s.KeepUntil, cancellation),
            await store.ClientAgreements.MinAsync(a => a.AskAt, cancellation),
        }.Min();
        var dueClocks = next <= now ? 1 : 0;
        var steps = await store.WorkItems.Where(s => s.State == WorkItemState.Open).GroupBy(s => s.NotBefore <= machineNow)
            .Select(g => new { Due = g.Key, Count = g.LongCount() }).ToListAsync(cancellation);
        var due = steps.Where(s => s.Due).Sum(s => s.Count);
        var waiting = steps.Where(s => !s.Due).Sum(s => s.Count);
        var unreleased = await store.Deliveries.Where(d => d.State == DeliveryState.Waiting)
            .GroupBy(d => d.Recipient).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellation);
        return new Quiet(due + dueClocks, waiting, unreleased, next > now ? next : null);
    }
}
