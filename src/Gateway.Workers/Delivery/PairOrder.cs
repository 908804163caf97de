using Gateway.Core.Handovers;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Delivery;

/// <summary>
/// Order per client and recipient: only the first that has not left may be released; other clients do not wait for it.
/// What was released for a channel that the gateway writes to has left only when the channel has confirmed it: until
/// then it may have to go out again, and must not go behind its successor. What a feed gave out has a position.
/// </summary>
internal static class PairOrder
{
    /// <summary>Deliveries that may be released now.</summary>
    internal static IQueryable<DeliverySnapshot> Heads(GatewayContext store) =>
        store.Deliveries.Where(d => d.State == DeliveryState.Waiting
            && !store.Deliveries.Any(e => e.ClientId == d.ClientId && e.Recipient == d.Recipient && e.Sequence < d.Sequence
                && (e.State == DeliveryState.Waiting || (e.State == DeliveryState.Released && e.Position == null))));

    /// <summary>Deliveries that were released for a channel that the gateway writes to, and are not confirmed yet.</summary>
    internal static IQueryable<DeliverySnapshot> InTransit(GatewayContext store, string recipient) =>
        store.Deliveries.Where(d => d.Recipient == recipient && d.State == DeliveryState.Released && d.Position == null);

    /// <summary>Deliveries that wait in the pairs of others, which have just left or been blocked: the next one's turn has come.</summary>
    internal static async Task<IReadOnlyList<Guid>> BehindAsync(GatewayContext store, IReadOnlyCollection<DeliverySnapshot> passed, CancellationToken cancellation)
    {
        var clients = passed.Select(d => d.ClientId).Distinct().ToList();
        var recipients = passed.Select(d => d.Recipient).Distinct(StringComparer.Ordinal).ToList();
        var waiting = await Heads(store).Where(d => clients.Contains(d.ClientId) && recipients.Contains(d.Recipient))
            .Select(d => new { d.Id, d.ClientId, d.Recipient }).ToListAsync(cancellation);
        var pairs = passed.Select(d => (d.ClientId, d.Recipient)).ToHashSet();
        return [.. waiting.Where(d => pairs.Contains((d.ClientId, d.Recipient))).Select(d => d.Id)];
    }
}
