using Gateway.Core.Accountability;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>What people were shown of one client of an agency.</summary>
internal static class OverviewOpenings
{
    /// <summary>
    /// Openings of the client's own data, of records that were known as the client's later, of what its referrals handed over, and
    /// by the agency's own people of what was handed over to it about the client.
    /// </summary>
    /// <param name="store">Store.</param>
    /// <param name="ring">Data keys.</param>
    /// <param name="agency">Agency.</param>
    /// <param name="client">Its client.</param>
    /// <param name="names">Whether names, and the words of purposes, are shown: of the desk's and the agency's own people, never of another office's.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal static async Task<IReadOnlyList<OpeningLine>> ReadAsync(GatewayContext store, KeyRing ring, string agency, Guid client, bool names, CancellationToken cancellation)
    {
        var rows = await Of(store, agency, client).AsNoTracking().OrderByDescending(o => o.At).ThenByDescending(o => o.Id).ToListAsync(cancellation);
        var keys = names ? await KeysAsync(store, ring, client, rows, cancellation) : [];
        return [.. rows.Select(o =>
        {
            var own = names && (o.Office is null || o.Office == agency);
            return new OpeningLine(
                o.At, o.LastAt, o.Count, o.Kind, o.Office, o.Roles, own ? o.User : null, o.Purpose,
                own ? OpeningNotes.WordsOf(o, keys.GetValueOrDefault(o.ClientId ?? o.SubjectId)) : null, o.ReferralId);
        })];
    }

    /// <summary>Openings that an agency answers its client for.</summary>
    internal static IQueryable<OpeningRow> Of(GatewayContext store, string agency, Guid client)
    {
        var records = store.Records.Where(r => r.ClientId == client);
        var ids = store.Openings.Where(o => o.ClientId == client).Select(o => o.Id)
            .Union(records.Join(store.Openings, r => r.Id, o => o.SubjectId, (r, o) => o.Id))
            .Union(records.Where(r => r.ReferralId != null).Join(store.Openings.Where(o => o.Office == agency), r => r.ReferralId, o => o.ReferralId, (r, o) => o.Id));
        return store.Openings.Where(o => ids.Contains(o.Id));
    }

    /// <summary>The client's key, and the own keys of records whose client was not known when they were opened.</summary>
    private static async Task<Dictionary<Guid, byte[]>> KeysAsync(GatewayContext store, KeyRing ring, Guid client, List<OpeningRow> rows, CancellationToken cancellation)
    {
        var alone = rows.Where(o => o.ClientId is null && o.Words is not null).Select(o => o.SubjectId).Distinct().ToList();
        var wrapped = await store.Clients.Where(c => c.Id == client && c.Wrapped != null).Select(c => new { c.Id, c.Wrapped })
            .Concat(store.Records.Where(r => alone.Contains(r.Id) && r.Wrapped != null).Select(r => new { r.Id, r.Wrapped })).ToListAsync(cancellation);
        Dictionary<Guid, byte[]> keys = [];
        foreach (var key in wrapped)
        {
            if (ring.TryOpen(key.Id, key.Wrapped!) is { } opened)
                keys[key.Id] = opened;
        }

        return keys;
    }
}
