using Gateway.Core.Directory;

namespace Gateway.Core.Routing;

/// <summary>Whether an office has a place, by the directory, by what it stated itself, and by the limit of a local agreement.</summary>
internal static class Capacity
{
    /// <summary>Places of an offer that are open at the same time: as the office stated lately, otherwise as the directory has it; null: no limit.</summary>
    internal static int? Places(ServiceOffer offer, string service, IOccupancy occupancy, DateOnly today) =>
        occupancy.Stated(offer.Agency, service) is { } stated && stated.Counts(today) ? stated.Places : offer.Capacity;

    /// <summary>
    /// Places that are free for a referral; null: no limit. Where the site holds referrals, a place is promised to whoever was
    /// handed over for it, and whoever waits for it already comes before a new referral.
    /// </summary>
    /// <param name="offer">The offer.</param>
    /// <param name="service">The service.</param>
    /// <param name="agreement">The local agreement; null: none.</param>
    /// <param name="occupancy">Who holds places.</param>
    /// <param name="today">Domain day.</param>
    /// <param name="waited">The referral waits for a place itself.</param>
    internal static int? Free(ServiceOffer offer, string service, Collaboration? agreement, IOccupancy occupancy, DateOnly today, bool waited)
    {
        var places = Places(offer, service, occupancy, today) - occupancy.Taken(offer.Agency, service);
        var clients = agreement?.MostClientsPerOffice - occupancy.Clients(offer.Agency);
        var free = places is { } p && clients is { } c ? Math.Min(p, c) : places ?? clients;
        return free is { } number && agreement?.WhenFull == WhenFull.Hold
            ? number - occupancy.Promised(offer.Agency, service) - (waited ? 0 : occupancy.Waiting(offer.Agency, service))
            : free;
    }
}
