using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>When the synthetic record last went all the way: its agencies are in the directory like any other, so what it passes is what all pass.</summary>
public static class Heartbeats
{
    /// <summary>The synthetic office: what reaches it has come all the way.</summary>
    public const string Office = "heartbeat-office";

    /// <summary>When an event last left to the synthetic office, UTC; null: none did.</summary>
    public static Task<DateTimeOffset?> LastAsync(GatewayContext store, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.Deliveries.Where(d => d.Recipient == Office && d.ReleasedAt != null).OrderByDescending(d => d.ReleasedAt).Select(d => d.ReleasedAt).FirstOrDefaultAsync(cancellation);
    }
}
