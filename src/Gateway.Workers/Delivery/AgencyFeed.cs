using System.Collections.Concurrent;
using Gateway.Contracts;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Core.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Workers.Delivery;

/// <summary>
/// An agency's feed. Reading an item for the first time releases it: gate, disclosure and position are committed
/// before the answer is written. Positions come from a counter row raised in that transaction, so that nothing ever
/// appears behind a cursor; reading again gives the same events with the same ids.
/// </summary>
internal sealed partial class AgencyFeed(
    IFeedStore store, IReleaseStore work, IStoreFaults faults, ICircumstances circumstances, Releases releases,
    [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<AgencyFeed> logger) : IFeed
{
    /// <summary>So many are confirmed in one transaction.</summary>
    private const int MostConfirmed = 500;

    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(500);

    // Two calls of one agency at once would only make each other's change of the feed's row conflict.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _oneAtATime = new(StringComparer.Ordinal);

    // A release costs about the same for one event as for two hundred: after one, a caller that waits anyway waits twice
    // as long as it took, and finds more. Under load pages get fuller by themselves; an idle feed answers at once.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _rest = new(StringComparer.Ordinal);

    public async Task<FeedPage?> ReadAsync(string agency, long after, int take, TimeSpan wait, CancellationToken cancellation)
    {
        var deadline = machine.GetUtcNow() + wait;
        while (true)
        {
            if (wait > TimeSpan.Zero && _rest.GetValueOrDefault(agency) - machine.GetUtcNow() is { Ticks: > 0 } rest)
                await Task.Delay(rest, machine, cancellation);
            var next = store.Committed(agency);
            var page = await ReadOnceAsync(agency, after, take, cancellation);
            var left = deadline - machine.GetUtcNow();
            if (page is null || page.Items.Count > 0)
                return page;
            // Positions that stay empty, or deliveries that the gate stopped: what comes behind them is there now.
            if (page.Next > after || page.More)
            {
                after = page.Next;
                continue;
            }

            if (left <= TimeSpan.Zero)
                return page;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            // Another process may have made work for this feed: look again now and then.
            var pause = left < TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1);
            await Task.WhenAny(next, Task.Delay(pause, machine, stop.Token));
            await stop.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    public async Task<FetchedEvent?> FetchAsync(string agency, Guid id, CancellationToken cancellation)
    {
        if (await store.LoadEventAsync(agency, id, cancellation) is not { } load)
            return null;
        if (load.Stored is null && load.Heads.Heads.Count > 0)
        {
            await OneAtATimeAsync(
                agency,
                () => faults.DespiteConflictsAsync(async () =>
                {
                    load = await store.LoadEventAsync(agency, id, cancellation);
                    return load is null ? Released.Nothing : await ReleaseOnceAsync(agency, load.Heads, cancellation);
                }),
                cancellation);
            load = await store.LoadEventAsync(agency, id, cancellation);
        }

        return load is null ? null : new FetchedEvent(load.Stored is { } stored ? Envelope.Of(stored.Delivery, stored.Bytes.Span) : null);
    }

    public Task<bool> AcknowledgeAsync(string agency, long position, CancellationToken cancellation) => OneAtATimeAsync(
        agency,
        async () =>
        {
            while (true)
            {
                if (await faults.DespiteConflictsAsync(() => AcknowledgeOnceAsync(agency, position, cancellation)) is { } known)
                    return known;
            }
        },
        cancellation);

    /// <returns>Whether the position was given; null while more is to be confirmed.</returns>
    private async Task<bool?> AcknowledgeOnceAsync(string agency, long position, CancellationToken cancellation)
    {
        var load = await store.LoadUnconfirmedAsync(agency, position, MostConfirmed, cancellation);
        if (position < 0 || position > (load.Feed?.Last ?? 0))
            return false;
        if (FeedRules.Acknowledge(load, circumstances.Now(), position) is not { } acknowledged)
            return true;
        await store.ApplyAsync(load.Known, [acknowledged.Decision], [acknowledged.Feed], cancellation);
        return load.Through is null ? true : null;
    }

    /// <returns>Null when the cursor lies beyond the feed's end.</returns>
    private async Task<FeedPage?> ReadOnceAsync(string agency, long after, int take, CancellationToken cancellation)
    {
        var stored = await store.ReadAsync(agency, after, take, cancellation);
        if (after < 0 || after > stored.Last)
            return null;
        if (stored.Unreadable.Count > 0)
            await ParkAsync(agency, stored.Unreadable, cancellation);
        var released = stored.Waiting && stored.Rows < take ? await ReleaseAsync(agency, take - stored.Rows, cancellation) : Released.Nothing;
        if (released.Events.Count > 0 && released.Events[0].Delivery.Position != stored.Last + 1)
        {
            // Another process released in between: only the store knows the whole page.
            stored = await store.ReadAsync(agency, after, take, cancellation);
            released = Released.Nothing with { More = stored.Waiting };
        }

        List<StoredEvent> events = [.. stored.Items, .. released.Events];
        var through = released.Events.Count > 0 ? released.Events[^1].Delivery.Position!.Value : stored.Through;
        return new FeedPage([.. events.Select(e => Envelope.Of(e.Delivery, e.Bytes.Span))], through, stored.Rows == take || released.More);
    }

    private Task<Released> ReleaseAsync(string agency, int most, CancellationToken cancellation) => OneAtATimeAsync(
        agency,
        async () =>
        {
            var began = machine.GetUtcNow();
            var released = await faults.DespiteConflictsAsync(() => ReleaseOnceAsync(agency, most, cancellation));
            var ended = machine.GetUtcNow();
            var took = 2 * (ended - began);
            _rest[agency] = ended + (took < LongestRest ? took : LongestRest);
            return released;
        },
        cancellation);

    private async Task<Released> ReleaseOnceAsync(string agency, int most, CancellationToken cancellation) =>
        await ReleaseOnceAsync(agency, await store.LoadHeadsAsync(agency, most, cancellation), cancellation);

    private async Task<Released> ReleaseOnceAsync(string agency, HeadLoad load, CancellationToken cancellation)
    {
        if (load.Heads.Count == 0)
            return Released.Nothing;
        var now = circumstances.Now();
        var counters = new FeedCounters(load.Feed is { } feed ? [feed] : []);
        List<Decision> decisions = [];
        List<StoredEvent> events = [];
        foreach (var delivery in load.Heads)
        {
            var (release, fault) = releases.Decide(load.Known, now, delivery, position: counters.Next(agency));
            decisions.Add(release.Decision);
            if (fault is not null)
                Log.Parked(logger, delivery.Id, fault.Reason.ToString());
            if (release.Released is not { } released)
                continue;
            counters.Count(agency);
            events.Add(new StoredEvent(released, release.Bytes));
        }

        await store.ApplyAsync(load.Known, decisions, counters.Changes, cancellation);
        // The next of their pairs may be announced now.
        if (DepartureRules.IsAnnounced(now.Agreed.Directory.Party(agency)))
            await work.WakeAsync(agency, MostConfirmed, attempted: false, cancellation);
        return new Released(events, load.More);
    }

    /// <summary>What cannot be opened stops nobody: a person looks at it.</summary>
    private Task<bool> ParkAsync(string agency, IReadOnlyList<Guid> unreadable, CancellationToken cancellation) => OneAtATimeAsync(
        agency,
        () => faults.DespiteConflictsAsync(async () =>
        {
            var known = await store.LoadUnreadableAsync(unreadable, cancellation);
            var now = circumstances.Now();
            var fault = new Fault("payload-unreadable", WorkProblems.PayloadUnreadable);
            var decisions = known.Deliveries.All.Select(d => ReleaseGuard.Park(known, now, d, item: null, fault).Release.Decision).ToList();
            await store.ApplyAsync(known, decisions, [], cancellation);
            foreach (var delivery in known.Deliveries.All)
                Log.Parked(logger, delivery.Id, fault.Reason.ToString());
            return true;
        }),
        cancellation);

    private async Task<T> OneAtATimeAsync<T>(string agency, Func<Task<T>> work, CancellationToken cancellation)
    {
        var own = _oneAtATime.GetOrAdd(agency, _ => new SemaphoreSlim(1, 1));
        await own.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            own.Release();
        }
    }

    /// <summary>What one reading released, in order of position: it need not be read back.</summary>
    private sealed record Released(IReadOnlyList<StoredEvent> Events, bool More)
    {
        internal static Released Nothing { get; } = new([], More: false);
    }

    private static partial class Log
    {
        [LoggerMessage(1606, LogLevel.Error, "Delivery {DeliveryId} of a feed is parked: {Reason}")]
        public static partial void Parked(ILogger logger, Guid deliveryId, string reason);
    }
}
