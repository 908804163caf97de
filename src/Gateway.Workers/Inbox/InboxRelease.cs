using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Gateway.Workers.Delivery;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Workers.Inbox;

/// <summary>
/// Opening in the inbox is a release like reading a feed: gate, disclosure, position and the note of who opened are
/// committed together before anything is shown.
/// </summary>
internal sealed class InboxRelease(UnitsOfWork units, ReleaseDesk desk)
{
    internal async Task<InboxOpening> OpenAsync(string agency, Guid handover, string user, CancellationToken cancellation)
    {
        var became = InboxOpening.Nothing;
        while (await units.RunAsync(unit => ReleaseNextAsync(unit, agency, handover, user, cancellation), cancellation) is { } released)
        {
            if (released.HandoverId == handover && became != InboxOpening.Opened)
                became = released.State == DeliveryState.Released ? InboxOpening.Opened : InboxOpening.Withheld;
        }

        return became;
    }

    internal Task<bool> ConfirmAsync(string agency, Guid handover, string user, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            var referral = await unit.Store.Handovers.Where(h => h.Id == handover && h.Recipient == agency).Select(h => h.ReferralId).SingleAsync(cancellation);
            var opened = unit.Store.Deliveries.Where(d => d.ReferralId == referral && d.HandoverId == handover && d.Recipient == agency && d.State == DeliveryState.Released);
            if (!await opened.AnyAsync(cancellation))
                return false;
            await AgencyFeed.ConfirmAsync(unit, opened, cancellation);
            unit.Operated(user, "inbox.confirm", handover.ToString("D"), handover);
            return true;
        },
        cancellation);

    /// <summary>The next of the pair, as long as something of this handover waits behind it.</summary>
    /// <returns>What was released or blocked; null when nothing is left to open.</returns>
    private async Task<DeliverySnapshot?> ReleaseNextAsync(UnitOfWork unit, string agency, Guid handover, string user, CancellationToken cancellation)
    {
        var addressed = await unit.Store.Handovers.AsNoTracking().SingleAsync(h => h.Id == handover && h.Recipient == agency, cancellation);
        var waits = await unit.Store.Deliveries.AnyAsync(
            d => d.ReferralId == addressed.ReferralId && d.HandoverId == handover && d.Recipient == agency && d.State == DeliveryState.Waiting, cancellation);
        if (!waits)
            return null;
        var head = await PairOrder.Heads(unit.Store).SingleOrDefaultAsync(d => d.ClientId == addressed.ClientId && d.Recipient == agency, cancellation);
        if (head is null)
            return null;
        var feed = await unit.Store.Feeds.SingleOrDefaultAsync(f => f.Agency == agency, cancellation);
        if (feed is null)
            unit.Store.Feeds.Add(feed = new FeedSnapshot { Agency = agency });
        await desk.ReleaseAsync(unit, [head], cancellation);
        if (head.State == DeliveryState.Released)
            head.Position = ++feed.Last;
        var about = head.HandoverId ?? head.ReferralId;
        unit.Operated(user, "inbox.open", about.ToString("D"), about, head.State == DeliveryState.Released ? "released" : "withheld");
        return head;
    }
}
