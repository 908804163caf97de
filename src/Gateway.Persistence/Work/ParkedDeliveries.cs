using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Work;

/// <summary>What the replay of parked work means for its deliveries.</summary>
internal static class ParkedDeliveries
{
    /// <summary>
    /// Parked deliveries go on, inside a unit: one that was never released waits again; of one that was, the bytes may have
    /// left, and the gate is asked about the same bytes once more.
    /// </summary>
    internal static async Task GoOnAsync(UnitOfWork unit, IReadOnlyCollection<WorkItem> replayed, CancellationToken cancellation)
    {
        var ids = replayed.Where(i => i.Stage == StageNames.Delivery).Select(i => i.SubjectId).ToList();
        if (ids.Count == 0)
            return;
        foreach (var delivery in await unit.Store.Deliveries.Where(d => ids.Contains(d.Id) && d.State == DeliveryState.Parked).ToListAsync(cancellation))
            (delivery.State, delivery.ReasonCode) = (delivery.Payload is null ? DeliveryState.Waiting : DeliveryState.Released, null);
    }
}
