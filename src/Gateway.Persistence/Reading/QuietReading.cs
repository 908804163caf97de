using Gateway.Core.Reading;
using Gateway.Core.Referrals;
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
        var dueClocks = await store.Clocks.LongCountAsync(c => c.State == ClockState.Running && c.DueAt <= now, cancellation);
        var due = await store.Steps.LongCountAsync(s => s.State == StepState.Open && s.NotBefore <= machineNow, cancellation);
        var waiting = await store.Steps.LongCountAsync(s => s.State == StepState.Open && s.NotBefore > machineNow, cancellation);
        var unreleased = await store.Deliveries.Where(d => d.State == DeliveryState.Waiting)
            .GroupBy(d => d.Recipient).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellation);
        var next = await store.Clocks.Where(c => c.State == ClockState.Running && c.DueAt > now).OrderBy(c => c.DueAt).Select(c => (DateTimeOffset?)c.DueAt).FirstOrDefaultAsync(cancellation);
        var open = await store.Referrals.LongCountAsync(r => r.State == ReferralState.Pending, cancellation)
            + await store.Handovers.LongCountAsync(h => h.State < HandoverState.NotAccepted && !store.Worklist.Any(w => w.ReferralId == h.ReferralId && w.ClosedAt == null), cancellation);
        return new Quiet(due + dueClocks, waiting, unreleased, next, open);
    }
}
