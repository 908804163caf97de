using Gateway.Persistence.Model;

namespace Gateway.Workers.Delivery;

/// <summary>Order per client and recipient: only the first that waits may be released; other clients do not wait for it.</summary>
internal static class PairOrder
{
    internal static IQueryable<DeliveryRow> Heads(GatewayContext store) =>
        store.Deliveries.Where(d => d.State == DeliveryState.Waiting
            && !store.Deliveries.Any(e => e.ClientId == d.ClientId && e.Recipient == d.Recipient && e.Sequence < d.Sequence && e.State == DeliveryState.Waiting));
}
