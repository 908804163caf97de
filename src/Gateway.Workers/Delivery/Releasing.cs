using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Workers.Delivery;

/// <summary>Decides which deliveries of a message leave now, and releases those together in one transaction.</summary>
internal sealed class Releasing(IReleaseStore store, ICircumstances circumstances, Releases releases, Outbounds outbounds)
{
    /// <summary>An item begun this often was never completed: it kills its process or outlives its lease.</summary>
    private const int MostBeginnings = 50;

    /// <summary>Loads, decides, applies.</summary>
    /// <param name="token">Lease.</param>
    /// <param name="ids">Items.</param>
    /// <param name="fault">What the only item is parked with; null: it is decided.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Attempts to begin, now that their releases are committed.</returns>
    internal async Task<IReadOnlyList<Attempt>> ReleaseAsync(Guid token, IReadOnlyList<Guid> ids, Fault? fault, CancellationToken cancellation)
    {
        var load = await store.LoadDeliveriesAsync(token, ids, cancellation);
        if (load.Items.Count == 0)
            return [];
        var now = circumstances.Now();
        var plan = load.Items.Select(item => Plan(load, now.Agreed, item, fault)).ToList();
        var counters = new FeedCounters(load.Feeds);
        var limited = await LimitAsync(load, plan, cancellation);
        List<Attempt> attempts = [];
        var settled = plan.ConvertAll(p => Decide(load, now, p, counters, limited, attempts));
        await store.ApplyAsync(load.Known, token, settled, counters.Changes, cancellation);
        foreach (var recipient in plan.Where(p => p.Next == Next.Wait).Select(p => p.Delivery!.Recipient).Distinct(StringComparer.Ordinal))
            outbounds.Of(recipient)?.Await(recipient);
        return attempts;
    }

    /// <summary>Puts items off that always lose to others.</summary>
    internal async Task PostponeAsync(Guid token, IReadOnlyList<Guid> ids, TimeSpan delay, CancellationToken cancellation)
    {
        var load = await store.LoadDeliveriesAsync(token, ids, cancellation);
        await store.ApplyAsync(load.Known, token, [.. load.Items.Select(i => new SettledItem(i, Decision.Wait(delay)))], [], cancellation);
    }

    private static Planned Plan(DeliveryLoad load, Agreed agreed, WorkItem item, Fault? fault)
    {
        var delivery = load.Known.Deliveries.Find(item.SubjectId);
        var recipient = delivery is null ? null : agreed.Directory.Party(delivery.Recipient);
        var next = DepartureRules.Of(delivery, recipient, delivery is not null && load.Heads.Contains(delivery.Id), delivery is not null && load.Known.OnHold.Contains(delivery.Recipient));
        if (item.Attempts > MostBeginnings)
            fault ??= new Fault("attempts-exhausted", WorkProblems.NeverCompleted.With(MostBeginnings));
        return new Planned(item, delivery) { Next = next, Fault = next == Next.Nothing ? null : fault };
    }

    /// <summary>
    /// Lets only as many leave as a recipient has room for; the others wait. What is on its way was read before the channel is
    /// asked.
    /// </summary>
    /// <returns>
    /// Recipients whose room all processes share. Their counter row is raised with each release, so that two processes never fill
    /// the same room: whoever commits second looks again.
    /// </returns>
    private async Task<HashSet<string>> LimitAsync(DeliveryLoad load, List<Planned> plan, CancellationToken cancellation)
    {
        HashSet<string> limited = new(StringComparer.Ordinal);
        foreach (var group in plan.Where(p => p is { Next: Next.Leave or Next.Announce, Fault: null, Delivery.State: DeliveryState.Waiting }).GroupBy(p => p.Delivery!.Recipient, StringComparer.Ordinal).ToList())
        {
            if (outbounds.Of(group.Key) is not { } channel || await channel.RoomAsync(group.Key, load.OnTheWay.GetValueOrDefault(group.Key), cancellation) is not { } room)
                continue;
            if (room.IsShared)
                limited.Add(group.Key);
            var waiting = group.OrderBy(p => p.Delivery!.Id).ToList();
            foreach (var without in waiting.Skip((int)Math.Clamp(room.Most, 0, waiting.Count)))
                (without.Next, without.Why) = (Next.Wait, room.Why);
        }

        return limited;
    }

    private SettledItem Decide(DeliveryLoad load, Circumstances now, Planned planned, FeedCounters counters, HashSet<string> limited, List<Attempt> attempts)
    {
        var (item, delivery) = (planned.Item, planned.Delivery);
        if (planned.Fault is { } fault)
            return new SettledItem(item, ReleaseGuard.Park(load.Known, now, delivery!, item.Id, fault).Release.Decision, fault);
        if (planned.Next == Next.Nothing)
            return new SettledItem(item, Decision.Nothing);
        if (planned.Next == Next.Wait)
            return new SettledItem(item, AttemptRules.WaitForRoom(outbounds.RestOf(delivery!.Recipient), planned.Why));
        if (planned.Next == Next.Announce)
        {
            attempts.Add(new Attempt(item, delivery!, default, FirstRelease: true) { Announces = true });
            return new SettledItem(item, Decision.Nothing.GoesOn());
        }

        var toFeed = planned.Next == Next.GoToFeed;
        var (release, failed) = releases.Decide(load.Known, now, delivery!, item.Id, toFeed ? counters.Next(delivery!.Recipient) : null);
        if (release.Released is not { } released)
            return new SettledItem(item, release.Decision, failed);
        var first = delivery!.State == DeliveryState.Waiting;
        if (toFeed || (first && limited.Contains(released.Recipient)))
            counters.Count(released.Recipient);
        if (toFeed)
            return new SettledItem(item, release.Decision);
        attempts.Add(new Attempt(item, released, release.Bytes, first));
        return new SettledItem(item, release.Decision.GoesOn());
    }

    private sealed class Planned(WorkItem item, DeliverySnapshot? delivery)
    {
        internal WorkItem Item { get; } = item;
        internal DeliverySnapshot? Delivery { get; } = delivery;
        internal Next Next { get; set; }
        internal Sentence? Why { get; set; }
        internal Fault? Fault { get; init; }
    }
}
