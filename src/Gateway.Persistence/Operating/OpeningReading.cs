using System.Runtime.CompilerServices;
using Gateway.Core.Accountability;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Reads what people opened from the operations log, a page at a time, and notes who was shown names.</summary>
internal sealed class OpeningReading(IGatewayDatabase database, UnitsOfWork units) : IOpenings
{
    private const int Page = 500;

    private static readonly Dictionary<string, OpeningKind> Kinds = new(StringComparer.Ordinal)
    {
        ["inbox.open"] = OpeningKind.Inbox,
        ["record-opened"] = OpeningKind.Record,
        ["privacy.find"] = OpeningKind.ByIdentifier,
        ["privacy.read"] = OpeningKind.Overview,
        ["privacy.print"] = OpeningKind.Overview,
        ["privacy.export"] = OpeningKind.Overview,
    };

    public async IAsyncEnumerable<IReadOnlyList<Opening>> ReadAsync(DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var store = database.Open();
        var actions = Kinds.Keys.ToArray();
        var last = Guid.Empty;
        while (true)
        {
            var page = await (
                from operation in store.Operations.AsNoTracking().Where(o => o.Id > last && o.At >= @from && o.At < to && actions.Contains(o.Action)).OrderBy(o => o.Id).Take(Page)
                join user in store.Users on operation.User equals user.Name into users
                from user in users.DefaultIfEmpty()
                orderby operation.Id
                select new { operation.Id, operation.At, operation.User, operation.Action, operation.Subject, operation.Detail, Agency = user == null ? null : user.Agency }).ToListAsync(cancellation);
            if (page.Count == 0)
                yield break;
            var sought = page.Where(p => Kinds[p.Action] == OpeningKind.ByIdentifier).Select(p => Client(p.Subject)).OfType<Guid>().Distinct().ToList();
            var withCase = await WithCaseAsync(store, sought, cancellation);
            yield return [.. page
                // Of a handover that the gate stopped nothing was seen.
                .Where(p => p.Action != "inbox.open" || p.Detail is null or "released")
                .Select(p => new Opening(p.At, p.User, p.Agency, Kinds[p.Action], Kinds[p.Action] != OpeningKind.ByIdentifier || (Client(p.Subject) is { } client && withCase.Contains(client))))];
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

    /// <summary>The client that a look-up found; null: none.</summary>
    private static Guid? Client(string subject) => Guid.TryParse(subject, out var id) && id != Guid.Empty ? id : null;
}
