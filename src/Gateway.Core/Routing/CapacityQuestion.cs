using Gateway.Core.Directory;

namespace Gateway.Core.Routing;

/// <summary>Reads who holds places now.</summary>
public interface ICapacityReading
{
    /// <summary>Counts as of now, and what offices stated.</summary>
    Task<IOccupancy> ReadAsync(CancellationToken cancellation);
}

/// <summary>What offices say to a question before a referral, about nobody: is there a place?</summary>
/// <param name="Service">The service.</param>
/// <param name="Municipality">Today's code of the municipality.</param>
/// <param name="AskedAt">When it was asked, UTC.</param>
/// <param name="Offices">Offices that offer it there, those with a place first.</param>
public sealed record CapacityAnswer(string Service, string Municipality, DateTimeOffset AskedAt, IReadOnlyList<OfficeCapacity> Offices);

/// <summary>An office's places of a service.</summary>
/// <param name="Office">Agency id.</param>
/// <param name="HasPlace">Whether a place is free.</param>
/// <param name="WaitingDays">Days that a client waits, as the office stated; null: not stated.</param>
/// <param name="AssessFirst">The office assesses a client before it gives a place.</param>
/// <param name="OwnFirst">The office fills these places with its own clients first.</param>
/// <param name="WhenFull">What the local agreement does with a referral while there is no place: <c>waitlist</c> or <c>hold</c>.</param>
/// <param name="PaidBy">Who pays for a place, where the offices share it.</param>
/// <param name="StatedAt">When the office stated its places, UTC; null: it has not lately, and the directory's number counts.</param>
/// <param name="AgeInDays">Whole days since then; null as above.</param>
public sealed record OfficeCapacity(
    string Office, bool HasPlace, int? WaitingDays, bool AssessFirst, bool OwnFirst, string WhenFull, IReadOnlyList<Funder> PaidBy, DateTimeOffset? StatedAt, int? AgeInDays);

/// <summary>Answers the question.</summary>
public static class CapacityQuestion
{
    /// <summary>Offices that an agency may ask for a service in a municipality, with their places.</summary>
    /// <param name="asking">The agency that asks.</param>
    /// <param name="service">Service code of the directory.</param>
    /// <param name="municipality">Today's code of the municipality.</param>
    /// <param name="agreed">What the agencies agreed.</param>
    /// <param name="occupancy">Who holds places.</param>
    /// <param name="now">Domain time.</param>
    public static CapacityAnswer Answer(Agency asking, string service, string municipality, Agreed agreed, IOccupancy occupancy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(asking);
        ArgumentNullException.ThrowIfNull(agreed);
        ArgumentNullException.ThrowIfNull(occupancy);
        var today = CountryTime.DayOf(asking.Country, now);
        List<(Agency Agency, ServiceOffer Offer)> offers = [];
        agreed.Directory.OffersAt(service, asking.Country, municipality, offers);
        var site = agreed.Sites.Of(asking.Id, municipality).FirstOrDefault(c => c.InForce(today));
        return new CapacityAnswer(service, municipality, now,
            [.. offers.Where(o => o.Agency.Id != asking.Id && MayBeAsked(o.Agency, asking, municipality, site, today))
                .Select(o => Of(o.Offer, service, site is not null && Offices.Covers(site, o.Agency.Id) ? site : null, occupancy, now, today))
                .OrderByDescending(o => o.HasPlace).ThenBy(o => o.Office, StringComparer.Ordinal)]);
    }

    private static bool MayBeAsked(Agency office, Agency asking, string municipality, Collaboration? site, DateOnly today) =>
        office.Live && !office.Closed(today) && Offices.MayReceive(office.Class) && AgencyDirectory.Serves(office, asking.Country, municipality, today)
        && (office.Class != RecipientClass.Provider || site?.Providers.Contains(office.Id) == true);

    private static OfficeCapacity Of(ServiceOffer offer, string service, Collaboration? site, IOccupancy occupancy, DateTimeOffset now, DateOnly today)
    {
        var stated = occupancy.Stated(offer.Agency, service) is { } known && known.Counts(today) ? known : null;
        return new OfficeCapacity(
            offer.Agency, Capacity.Free(offer, service, site, occupancy, today, waited: false) is null or > 0, stated?.WaitingDays, stated?.AssessFirst ?? false, offer.OwnFirst,
            site?.WhenFull == WhenFull.Hold ? "hold" : "waitlist", site?.Costs.FirstOrDefault(c => c.Service == service)?.Funders ?? [], stated?.At, stated is null ? null : Math.Max(0, (int)(now - stated.At).TotalDays));
    }
}
