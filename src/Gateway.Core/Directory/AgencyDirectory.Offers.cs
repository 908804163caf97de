namespace Gateway.Core.Directory;

/// <content>Offers of services, found by office and by municipality without looking through the directory.</content>
public sealed partial class AgencyDirectory
{
    private readonly Dictionary<(string Service, string Agency), (Agency Agency, ServiceOffer Offer)> _offers = [];
    private readonly Dictionary<(string Service, string Country, string Municipality), List<(Agency Agency, ServiceOffer Offer)>> _offersAt = [];
    private readonly Dictionary<(string Service, string Country), List<(Agency Agency, ServiceOffer Offer)>> _offersEverywhere = [];

    /// <summary>An office's offer of a service; null: it has none.</summary>
    public (Agency Agency, ServiceOffer Offer)? OfferOf(string service, string agency) =>
        _offers.TryGetValue((service, agency), out var offer) ? offer : null;

    /// <summary>
    /// Offers of a service of offices that may serve a municipality at some time, those of a whole country among them. Whether an
    /// office does on a day is <see cref="Serves"/>.
    /// </summary>
    internal void OffersAt(string service, string country, string? municipality, List<(Agency Agency, ServiceOffer Offer)> into)
    {
        if (municipality is not null && _offersAt.TryGetValue((service, country, municipality), out var there))
            into.AddRange(there);
        if (_offersEverywhere.TryGetValue((service, country), out var everywhere))
            into.AddRange(everywhere);
    }

    /// <summary>Offices of which an offer has a limit.</summary>
    public IReadOnlyList<string> LimitedOffices { get; private set; } = [];

    private void IndexOffers()
    {
        LimitedOffices = [.. _services.Values.SelectMany(s => s.Offers).Where(o => o.Capacity is not null).Select(o => o.Agency).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (var service in _services.Values)
        {
            foreach (var offer in service.Offers)
            {
                if (_agencies.GetValueOrDefault(offer.Agency) is not { } agency || !_offers.TryAdd((service.Code, agency.Id), (agency, offer)))
                    continue;
                if (agency.Territory.Count == 0)
                    Into(_offersEverywhere, (service.Code, agency.Country), (agency, offer));
                foreach (var municipality in agency.Territory.Select(t => t.Municipality).Distinct(StringComparer.Ordinal))
                    Into(_offersAt, (service.Code, agency.Country, municipality), (agency, offer));
            }
        }
    }

    private static void Into<TKey>(Dictionary<TKey, List<(Agency Agency, ServiceOffer Offer)>> index, TKey key, (Agency Agency, ServiceOffer Offer) offer) where TKey : notnull
    {
        if (!index.TryGetValue(key, out var offers))
            index[key] = offers = [];
        offers.Add(offer);
    }
}
