using System.Collections.Concurrent;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Reading;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Workers.Delivery;

/// <summary>
/// An agency's feed. Reading an item for the first time releases it: gate, disclosure and position are committed
/// before the answer is written. Positions come from a counter row raised in that transaction, so that nothing ever
/// appears behind a cursor; reading again gives the same events with the same ids.
/// </summary>
internal sealed class AgencyFeed(
    UnitsOfWork units, IGatewayDatabase database, ReleaseDesk desk, RecordVault vault, WorkSignals signals,
    [FromKeyedServices(PersistenceRegistration.Machine)] TimeProvider machine) : IFeed
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(500);

    // Two calls of one agency at once would only make each other's change of the feed's row conflict.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    // A release costs about the same for one event as for two hundred: after one, a caller that waits anyway waits twice
    // as long as it took, and finds more. Under load pages get fuller by themselves; an idle feed answers at once.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _rest = new(StringComparer.Ordinal);

    public async Task<FeedPage> ReadAsync(string agency, long after, int take, TimeSpan wait, CancellationToken cancellation)
    {
        var deadline = machine.GetUtcNow() + wait;
        while (true)
        {
            if (wait > TimeSpan.Zero && _rest.GetValueOrDefault(agency) - machine.GetUtcNow() is { Ticks: > 0 } rest)
                await Task.Delay(rest, machine, cancellation);
            var next = signals.Feed(agency).Next;
            var page = await ReadOnceAsync(agency, after, take, cancellation);
            var left = deadline - machine.GetUtcNow();
            if (page.Items.Count > 0 || left <= TimeSpan.Zero)
                return page;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            // Another process may have made work for this feed: look again now and then.
            var pause = left < TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1);
            await Task.WhenAny(next, Task.Delay(pause, machine, stop.Token));
            await stop.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    public async Task<bool> AcknowledgeAsync(string agency, long position, CancellationToken cancellation) =>
        await InTurnAsync(agency, () => units.RunAsync(
            async unit =>
            {
                var feed = await unit.Store.Feeds.SingleOrDefaultAsync(f => f.Agency == agency, cancellation);
                if (position < 0 || position > (feed?.Last ?? 0))
                    return false;
                if (feed is null || position <= feed.Acknowledged)
                    return true;
                // Whatever lies before the last acknowledgement is confirmed already, and may be millions of rows.
                var before = feed.Acknowledged;
                feed.Acknowledged = position;
                await ConfirmAsync(unit, unit.Store.Deliveries.Where(d => d.Recipient == agency && d.Position > before && d.Position <= position && d.State == DeliveryState.Released), cancellation);
                return true;
            },
            cancellation), cancellation);

    /// <summary>Notes that recipients have what was released; what they had to be told is told.</summary>
    internal static async Task ConfirmAsync(UnitOfWork unit, IQueryable<DeliverySnapshot> released, CancellationToken cancellation)
    {
        var deliveries = await released.Select(d => new { d.Id, d.Recipient, d.Status }).ToListAsync(cancellation);
        var ids = deliveries.ConvertAll(d => d.Id);
        // One entry a delivery, not a call: how many a recipient confirms at once is chance and proves nothing.
        foreach (var delivery in deliveries)
            unit.Record(AuditKinds.DeliveryConfirmed, delivery.Recipient, delivery.Id);
        unit.Inside(store => store.Deliveries.Where(d => ids.Contains(d.Id) && d.State == DeliveryState.Released)
            .ExecuteUpdateAsync(delivery => delivery.SetProperty(d => d.State, DeliveryState.Confirmed).SetProperty(d => d.Version, d => d.Version + 1), cancellation));
        unit.Inside(store => store.Disclosures.Where(d => ids.Contains(d.DeliveryId))
            .ExecuteUpdateAsync(disclosure => disclosure.SetProperty(d => d.State, DisclosureState.Confirmed), cancellation));
        if (deliveries.Where(d => d.Status == CoarseStatuses.AgreementWithdrawn).Select(d => d.Id).ToList() is { Count: > 0 } notices)
            await ToldAsync(unit, notices, cancellation);
    }

    /// <summary>Somebody waited for the recipient to be told of a withdrawal: now it is.</summary>
    private static async Task ToldAsync(UnitOfWork unit, List<Guid> notices, CancellationToken cancellation)
    {
        foreach (var item in await unit.Store.Tasks.Where(w => notices.Contains(w.SubjectId) && w.ClosedAt == null).ToListAsync(cancellation))
            (item.ClosedAt, item.ClosedBy) = (unit.Now, "confirmed");
        foreach (var clock in await unit.Store.Deadlines.Where(c => notices.Contains(c.SubjectId) && c.State == DeadlineState.Running).ToListAsync(cancellation))
            clock.State = DeadlineState.Stopped;
    }

    private async Task<FeedPage> ReadOnceAsync(string agency, long after, int take, CancellationToken cancellation)
    {
        var rows = await StoredAsync(agency, after, take, cancellation);
        var released = rows.Count < take ? await ReleaseAsync(agency, take - rows.Count, cancellation) : Released.Nothing;
        if (released.Rows.Count > 0 && released.Rows[0].Position != (rows.Count > 0 ? rows[^1].Position : after) + 1)
        {
            // Another process released in between, or the cursor is none of this feed's: only the store knows what follows it.
            (rows, released) = (await StoredAsync(agency, after, take, cancellation), Released.Nothing);
        }

        List<CloudEvent> items = [.. await EventsAsync(rows, cancellation), .. released.Rows.Select(r => Envelope.Of(r, released.Bytes[r.Id].Span))];
        rows.AddRange(released.Rows);
        var more = rows.Count == take || (rows.Count > 0 && await AnyWaitingAsync(agency, cancellation));
        return new FeedPage(items, rows.Count > 0 ? rows[^1].Position!.Value : after, more);
    }

    private async Task<List<DeliverySnapshot>> StoredAsync(string agency, long after, int take, CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await store.Deliveries.AsNoTracking().Where(d => d.Recipient == agency && d.Position > after)
            .OrderBy(d => d.Position).Take(take).ToListAsync(cancellation);
    }

    /// <summary>Whether anything new could leave: nothing does to an agency on hold; what had left can be read again.</summary>
    private async Task<bool> AnyWaitingAsync(string agency, CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await store.Deliveries.AnyAsync(d => d.Recipient == agency && d.State == DeliveryState.Waiting && !store.Holds.Any(h => h.Agency == agency), cancellation);
    }

    private async Task<Released> ReleaseAsync(string agency, int most, CancellationToken cancellation)
    {
        if (!await AnyWaitingAsync(agency, cancellation))
            return Released.Nothing;
        return await InTurnAsync(
            agency,
            async () =>
            {
                var began = machine.GetUtcNow();
                var released = await units.RunAsync(unit => ReleaseAsync(unit, agency, most, cancellation), cancellation);
                var ended = machine.GetUtcNow();
                var took = 2 * (ended - began);
                _rest[agency] = ended + (took < LongestRest ? took : LongestRest);
                return released;
            },
            cancellation);
    }

    private async Task<T> InTurnAsync<T>(string agency, Func<Task<T>> work, CancellationToken cancellation)
    {
        var turn = _turns.GetOrAdd(agency, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<Released> ReleaseAsync(UnitOfWork unit, string agency, int most, CancellationToken cancellation)
    {
        var heads = await PairOrder.Heads(unit.Store).Where(d => d.Recipient == agency).OrderBy(d => d.Id).Take(most).ToListAsync(cancellation);
        if (heads.Count == 0)
            return Released.Nothing;
        var feed = await unit.Store.Feeds.SingleOrDefaultAsync(f => f.Agency == agency, cancellation);
        if (feed is null)
            unit.Store.Feeds.Add(feed = new FeedSnapshot { Agency = agency });
        var bytes = await desk.ReleaseAsync(unit, heads, cancellation);
        var released = heads.FindAll(d => d.State == DeliveryState.Released);
        foreach (var delivery in released)
            delivery.Position = ++feed.Last;
        return new Released(released, bytes);
    }

    private async Task<IReadOnlyList<CloudEvent>> EventsAsync(List<DeliverySnapshot> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
            return [];
        await using var store = database.Open();
        var clientIds = rows.Select(r => r.ClientId).Distinct().ToList();
        var clients = await store.Clients.AsNoTracking().Where(c => clientIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.KeyId, cancellation);
        var keys = await vault.KeysAsync(store, clients.Values, cancellation);
        // What was erased since is not there any more; its position stays empty.
        return [.. rows.Where(r => keys.ContainsKey(clients[r.ClientId])).Select(r => Envelope.Of(r, Sealing.Open(keys[clients[r.ClientId]], r.Payload!, Sealing.Context(r.Id, "payload"))))];
    }

    /// <summary>What one reading released, in order of position: it need not be read back.</summary>
    private sealed record Released(IReadOnlyList<DeliverySnapshot> Rows, IReadOnlyDictionary<Guid, ReadOnlyMemory<byte>> Bytes)
    {
        internal static Released Nothing { get; } = new([], new Dictionary<Guid, ReadOnlyMemory<byte>>());
    }
}
