using System.Runtime.CompilerServices;
using Gateway.Core.Accountability;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Reads what people were shown, a page at a time, and notes who was shown names.</summary>
internal sealed class OpeningReading(IGatewayDatabase database, UnitsOfWork units) : IOpenings
{
    private const int Page = 500;

    public async IAsyncEnumerable<IReadOnlyList<Opening>> ReadAsync(DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var store = database.Open();
        var last = Guid.Empty;
        while (true)
        {
            var page = await store.Openings.AsNoTracking().Where(o => o.Id > last && o.At >= from && o.At < to && o.Kind != OpeningKind.Portal).OrderBy(o => o.Id).Take(Page).ToListAsync(cancellation);
            if (page.Count == 0)
                yield break;
            var sought = page.Where(o => o.Kind == OpeningKind.ByIdentifier).Select(o => o.ClientId).OfType<Guid>().Distinct().ToList();
            var withCase = await WithCaseAsync(store, sought, cancellation);
            yield return [.. page.Select(o => new Opening(o.At, o.User, o.Office, o.Kind, o.Kind != OpeningKind.ByIdentifier || (o.ClientId is { } client && withCase.Contains(client))))];
            last = page[^1].Id;
        }
    }

    public Task NoteNamesAsync(string user, string agency, string mandate, CancellationToken cancellation) => units.RunAsync(
        unit =>
        {
            unit.Operated(user, "use.names", agency, Guid.Empty, mandate);
            return Task.FromResult(true);
        },
        cancellation);

    /// <summary>Clients of whom their agency has a referral of its own, or was handed one over.</summary>
    private static async Task<HashSet<Guid>> WithCaseAsync(GatewayContext store, List<Guid> clients, CancellationToken cancellation)
    {
        if (clients.Count == 0)
            return [];
        var referred = await store.Referrals.Where(r => clients.Contains(r.ClientId)).Select(r => r.ClientId).Distinct().ToListAsync(cancellation);
        var answered = await store.Records.Where(r => r.ClientId != null && clients.Contains(r.ClientId.Value) && r.ReferralId != null).Select(r => r.ClientId!.Value).Distinct().ToListAsync(cancellation);
        return [.. referred, .. answered];
    }
}
