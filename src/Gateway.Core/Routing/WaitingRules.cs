namespace Gateway.Core.Routing;

/// <summary>A referral that waits for a place.</summary>
/// <param name="Referral">The referral.</param>
/// <param name="Record">Record that states it.</param>
/// <param name="Collaboration">Local agreement it waits under.</param>
/// <param name="WaitsFor">Offers, as in <see cref="Referrals.ReferralSnapshot.WaitsFor"/>.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="NeedsFirst">It comes first.</param>
public sealed record WaitingReferral(Guid Referral, Guid Record, string? Collaboration, string WaitsFor, DateTimeOffset Since, bool NeedsFirst)
{
    /// <summary>It is being decided again already: a place is kept for it.</summary>
    public bool Due { get; init; }
}

/// <summary>
/// Which waiting referrals are decided again when places are free: need first where the site agreed so, then whoever waits
/// longest, and no more than there are places. The benefit is not looked at.
/// </summary>
public static class WaitingRules
{
    /// <summary>The referrals whose turn it is, in order.</summary>
    /// <param name="waiting">Every referral that waits.</param>
    /// <param name="agreed">What the agencies agreed now.</param>
    /// <param name="occupancy">Who holds places now.</param>
    /// <param name="now">Domain time.</param>
    public static IReadOnlyList<WaitingReferral> Next(IEnumerable<WaitingReferral> waiting, Agreed agreed, IOccupancy occupancy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(waiting);
        ArgumentNullException.ThrowIfNull(agreed);
        ArgumentNullException.ThrowIfNull(occupancy);
        Dictionary<(string Offer, string? Collaboration), int?> free = [];
        Dictionary<string, int> given = new(StringComparer.Ordinal);
        List<WaitingReferral> next = [];
        foreach (var referral in waiting.OrderByDescending(w => w.Due).ThenByDescending(w => w.NeedsFirst).ThenBy(w => w.Since).ThenBy(w => w.Referral))
        {
            foreach (var offer in referral.WaitsFor.Split(','))
            {
                if (!free.TryGetValue((offer, referral.Collaboration), out var places))
                    free[(offer, referral.Collaboration)] = places = Free(offer, agreed.Sites.Find(referral.Collaboration), agreed, occupancy, now);
                // Declined for want of a place: only what the office states since counts.
                if (offer.StartsWith('!') && !StatedSince(offer[1..], referral.Since, agreed, occupancy, now))
                    continue;
                var name = offer.TrimStart('!');
                if (places is { } left && left <= given.GetValueOrDefault(name))
                    continue;
                given[name] = given.GetValueOrDefault(name) + 1;
                if (!referral.Due)
                    next.Add(referral);
                break;
            }
        }

        return next;
    }

    /// <summary>Places that are free; null: no limit any more; 0 when the office or its offer is gone, or the agreement is over: nothing changed for whoever waits.</summary>
    private static int? Free(string offer, Collaboration? agreement, Agreed agreed, IOccupancy occupancy, DateTimeOffset now)
    {
        var (agency, service) = Parts(offer.TrimStart('!'));
        var today = agreed.Directory.DayAt(agency, now);
        return agreed.Directory.OfferOf(service, agency) is { } known && known.Agency.Live && !known.Agency.Closed(today) && agreement?.InForce(today) == true
            ? Capacity.Free(known.Offer, service, agreement, occupancy, today, waited: true)
            : 0;
    }

    private static bool StatedSince(string offer, DateTimeOffset since, Agreed agreed, IOccupancy occupancy, DateTimeOffset now)
    {
        var (agency, service) = Parts(offer);
        return occupancy.Stated(agency, service) is { } stated && stated.At > since && stated.Counts(agreed.Directory.DayAt(agency, now));
    }

    private static (string Agency, string Service) Parts(string offer)
    {
        var at = offer.IndexOf('/', StringComparison.Ordinal);
        return (offer[..at], offer[(at + 1)..]);
    }
}
