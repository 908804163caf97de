using Gateway.Core.Accountability;
using Gateway.Core.Mandates;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Mandates;

/// <summary>What a client is told of requests of control services: what was asked, given and refused, once its basis lets it be told.</summary>
internal static class MandateSeenReading
{
    /// <summary>Requests about a client that may be told now, the newest first.</summary>
    internal static async Task<IReadOnlyList<MandateSeen>> ReadAsync(GatewayContext store, string agency, Guid client, IReadOnlyList<NotToldYet> notYet, CancellationToken cancellation) =>
        [.. (await Told(store, agency, client, notYet).AsNoTracking().OrderByDescending(m => m.AskedAt).ThenByDescending(m => m.Id).ToListAsync(cancellation)).Select(Of)];

    /// <summary>Requests about a client that may be told now. What is postponed is postponed from the answer on; without one, from the request.</summary>
    internal static IQueryable<MandateRow> Told(GatewayContext store, string agency, Guid client, IReadOnlyList<NotToldYet> notYet)
    {
        var mandates = store.Mandates.Where(m => m.ClientId == client && m.Controller == agency);
        foreach (var (bases, since) in notYet)
            mandates = mandates.Where(m => (m.AnsweredAt ?? m.AskedAt) < since || m.Basis == null || !bases.Contains(m.Basis));
        return mandates;
    }

    internal static MandateSeen Of(MandateRow row) => new(row.AskedAt, row.Recipient, row.Basis, row.From, row.To, row.AnsweredAt, row.Values, MandateParts.DecisionOf(row));
}
