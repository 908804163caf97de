using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Workers.Delivery;

namespace Gateway.Workers.Inbox;

/// <summary>
/// Opening in the inbox is a release like reading a feed: gate, disclosure, position and the note of who opened are
/// committed together before anything is shown.
/// </summary>
internal sealed class InboxRelease(IFeedStore store, IStoreFaults faults, ICircumstances circumstances, Releases releases)
{
    internal Task<InboxOpening> OpenAsync(string agency, Guid handover, string user, CancellationToken cancellation) =>
        OpenAsync(agency, () => store.LoadHandoverHeadAsync(agency, handover, cancellation), head => head.HandoverId == handover, user, cancellation);

    /// <summary>Opens what waits for an agency about a referral of its own, and notes that it was read.</summary>
    internal async Task<InboxOpening> OpenOwnAsync(string agency, Guid referral, string user, CancellationToken cancellation)
    {
        var became = await OpenAsync(agency, () => store.LoadReferralHeadAsync(agency, referral, cancellation), head => head.ReferralId == referral, user, cancellation);
        await faults.DespiteConflictsAsync(async () =>
        {
            var opened = await store.LoadReferralUnconfirmedAsync(agency, referral, cancellation);
            if (opened.Deliveries.All.Count == 0)
                return false;
            var draft = new Draft(opened, circumstances.Now());
            foreach (var delivery in opened.Deliveries.All)
                ConfirmationRules.Confirm(draft, delivery);
            await store.ApplyAsync(opened, [draft.Decided()], [], cancellation);
            return true;
        });
        return became;
    }

    private async Task<InboxOpening> OpenAsync(string agency, Func<Task<HeadLoad?>> load, Func<DeliverySnapshot, bool> isMeant, string user, CancellationToken cancellation)
    {
        var became = InboxOpening.Nothing;
        while (await faults.DespiteConflictsAsync(() => ReleaseNextAsync(agency, load, user, cancellation)) is { } next)
        {
            if (isMeant(next.Head) && became != InboxOpening.Opened)
                became = next.Became;
        }

        return became;
    }

    /// <param name="agency">Agency.</param>
    /// <param name="handover">Handover.</param>
    /// <param name="opensHere">The agency opens its handovers here: what was opened is confirmed.</param>
    /// <param name="stopped">The office says that it stopped: notices are acknowledged.</param>
    /// <param name="user">Who does it.</param>
    /// <param name="cancellation">Cancellation.</param>
    internal Task<bool> ConfirmAsync(string agency, Guid handover, bool opensHere, bool stopped, string user, CancellationToken cancellation) => faults.DespiteConflictsAsync(async () =>
    {
        var opened = await store.LoadUnconfirmedAsync(agency, handover, cancellation);
        var read = opened.Deliveries.All.Where(d => (opensHere && d.State == DeliveryState.Released) || (stopped && d.IsUnacknowledged)).ToList();
        if (read.Count == 0)
            return false;
        var draft = new Draft(opened, circumstances.Now());
        foreach (var delivery in read)
        {
            if (stopped && delivery.IsUnacknowledged)
                ConfirmationRules.Acknowledge(draft, delivery);
            else
                ConfirmationRules.Confirm(draft, delivery);
        }

        draft.Operated(new PageOperation(user, stopped ? "inbox.stopped" : "inbox.confirm", handover));
        await store.ApplyAsync(opened, [draft.Decided()], [], cancellation);
        return true;
    });

    /// <summary>The next of the pair, as long as something of what is opened waits behind it.</summary>
    /// <returns>What became of it; null when nothing is left to open.</returns>
    private async Task<Opened?> ReleaseNextAsync(string agency, Func<Task<HeadLoad?>> loadHead, string user, CancellationToken cancellation)
    {
        if (await loadHead() is not { Heads: [var head] } load)
            return null;
        var counters = new FeedCounters(load.Feed is { } feed ? [feed] : []);
        var (release, fault) = releases.Decide(load.Known, circumstances.Now(), head, position: counters.Next(agency));
        if (release.Released is not null)
            counters.Count(agency);
        var (became, code) = (release.Released, fault) switch
        {
            ({ }, _) => (InboxOpening.Opened, "released"),
            (_, { }) => (InboxOpening.Failed, "failed"),
            _ => (InboxOpening.Withheld, "withheld"),
        };
        var note = new Effect.Operated(new PageOperation(user, "inbox.open", head.HandoverId ?? head.ReferralId, code));
        await store.ApplyAsync(load.Known, [release.Decision with { Effects = [.. release.Decision.Effects, note] }], counters.Changes, cancellation);
        return new Opened(head, became);
    }

    private sealed record Opened(DeliverySnapshot Head, InboxOpening Became);
}
