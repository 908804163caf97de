using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;

namespace Gateway.Core.Routing;

/// <summary>
/// Second decision: which office? By the office the sender names, or by territory, local agreement, criteria, services
/// and capacity. Codes: <see cref="UnroutableCodes"/> and <see cref="RoutingNotices"/>.
/// </summary>
public static class Routes
{
    /// <summary>Decides.</summary>
    /// <param name="given">The referral, already admissible.</param>
    /// <param name="agreed">Directory, policy and local agreements.</param>
    /// <param name="occupancy">Places taken now.</param>
    public static RoutingDecision Decide(ReferralCase given, Agreed agreed, IOccupancy occupancy)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(agreed);
        ArgumentNullException.ThrowIfNull(occupancy);
        var notes = new RoutingNotes(agreed);
        if (Asked(given.Referral, agreed.Directory, notes, out var services) is { } nothingAsked)
            return nothingAsked;
        var (where, none) = Whereabouts.Of(given, agreed.Directory, notes);
        return where is null ? none! : Decide(given, agreed, occupancy, services, where, notes);
    }

    private static RoutingDecision Decide(
        ReferralCase given, Agreed agreed, IOccupancy occupancy, List<Service> services, Whereabouts where, RoutingNotes notes)
    {
        foreach (var own in services.Where(s => OfferedBy(s, given.Sender.Id)))
            notes.Notice(RoutingNotices.StaysWithSender, own.Code);
        services = [.. services.Where(s => !OfferedBy(s, given.Sender.Id))];
        if (services.Count == 0)
            return notes.Unroutable(UnroutableCodes.StaysWithSender);

        services = [.. services.Where(s => Entries.LeaveOpen(s, ReferralFacts.Of(given.Referral, given.EnteredOn ?? given.Today), notes))];
        if (services.Count == 0)
            return notes.Unroutable(UnroutableCodes.EntryNotMet);

        var offering = services.ToDictionary(s => s, s => Offices.Offering(s, given, where, agreed.Directory));
        var possible = offering.Values.SelectMany(o => o).Select(o => o.Agency.Id).Distinct(StringComparer.Ordinal).ToList();
        var (agreement, lapsed) = Offices.AgreementFor(given, where, possible, agreed);
        if (lapsed)
            return notes.Unroutable(UnroutableCodes.AgreementNotInForce);
        if (agreement is null)
            notes.Notice(RoutingNotices.NoLocalAgreement);
        else
            notes.Input(agreement);

        if (agreement is { Services.Count: > 0 })
        {
            foreach (var other in services.Where(s => !agreement.Services.Contains(s.Code)))
                notes.Notice(RoutingNotices.ServiceNotAgreed, other.Code);
            services = [.. services.Where(s => agreement.Services.Contains(s.Code))];
            if (services.Count == 0)
                return notes.Unroutable(UnroutableCodes.ServiceNotAgreed);
        }

        if (agreement is not null && !TargetGroups.LeaveOpen(agreement, ReferralFacts.Of(given.Referral, given.Today), notes))
            return notes.Unroutable(UnroutableCodes.CriteriaNotMet);
        return Legs(given, agreed.Directory, occupancy, services, offering, where, agreement, notes);
    }

    private static RoutingDecision Legs(
        ReferralCase given, AgencyDirectory directory, IOccupancy occupancy, List<Service> services,
        Dictionary<Service, List<(Agency Agency, ServiceOffer Offer)>> offering, Whereabouts where,
        Collaboration? agreement, RoutingNotes notes)
    {
        var chosen = new List<(Agency Agency, Service Service)>();
        var places = 0;
        foreach (var service in services)
        {
            var offers = offering[service].Where(o => MayServe(o.Agency, where, agreement))
                .OrderByDescending(o => o.Agency.Id == where.Named?.Id)
                .ThenBy(o => Full(o.Offer, service))
                .ThenBy(o => o.Agency.Class is RecipientClass.Provider)
                .ThenBy(o => o.Agency.Class is RecipientClass.Pes)
                .ThenBy(o => o.Agency.Id, StringComparer.Ordinal)
                .ToList();
            if (offers.Count == 0)
            {
                notes.Notice(RoutingNotices.NotOfferedThere, service.Code);
                continue;
            }

            places += offers.Count(o => !Full(o.Offer, service));
            if (Full(offers[0].Offer, service))
                notes.Notice(RoutingNotices.OfferFull, offers[0].Agency.Id + "/" + service.Code);
            foreach (var first in Dependencies.Of(service.Code, directory, agreement))
                notes.Notice(RoutingNotices.Prerequisite, first);
            chosen.Add((offers[0].Agency, service));
        }

        // Whoever names an office asks that office; what it offers nothing of is not sent elsewhere instead.
        if (chosen.Count == 0 || (where.Named is { } named && chosen.TrueForAll(c => c.Agency.Id != named.Id)))
            return NobodyThere(given, directory, where, agreement, notes);
        if (places == 0 && agreement?.WhenFull == WhenFull.Hold)
            return notes.Unroutable(UnroutableCodes.NoCapacity);

        var legs = chosen.GroupBy(c => c.Agency.Id, StringComparer.Ordinal)
            .Select(g => new Leg(g.Key, [.. g.Select(c => c.Service.Code)], g.First().Agency.Class != RecipientClass.Provider))
            .ToList();
        legs = Dependencies.Wait(legs, directory, agreement, notes);
        var says = legs.Count == 1 ? DecisionSentences.OneOffice : DecisionSentences.JointPlan;
        return new RoutingDecision.Routed(legs, agreement, where.Municipality, notes.Explain(where.Named is null ? "by-territory-and-service" : "by-named-office", says));

        bool Full(ServiceOffer offer, Service service) =>
            offer.Capacity is { } capacity && occupancy.Taken(offer.Agency, service.Code) >= capacity;
    }

    // Providers only when the local agreement names them; besides an office that the sender named, only offices that
    // the same agreement covers.
    private static bool MayServe(Agency agency, Whereabouts where, Collaboration? agreement)
    {
        if (agency.Class == RecipientClass.Provider)
            return agreement?.Providers.Contains(agency.Id) == true;
        return where.Named is null || agency.Id == where.Named.Id || (agreement is not null && Offices.Covers(agreement, agency.Id));
    }

    private static RoutingDecision.Unroutable NobodyThere(
        ReferralCase given, AgencyDirectory directory, Whereabouts where, Collaboration? agreement, RoutingNotes notes)
    {
        if (where.Named is { Class: RecipientClass.Provider } provider && agreement?.Providers.Contains(provider.Id) != true)
            return notes.Unroutable(UnroutableCodes.OfficeMayNot, DecisionSentences.ProviderMayNot);
        if (where.Municipality is null && !where.Stated)
        {
            notes.Missing(["client.residence.municipality"]);
            return notes.Unroutable(UnroutableCodes.ResidenceMissing);
        }

        if (where.Municipality is not { } municipality)
            return notes.Unroutable(UnroutableCodes.MunicipalityUnknown);
        return directory.WelfareOfficeFor(given.Sender.Country, municipality, given.Today) is { Live: false }
            ? notes.Unroutable(UnroutableCodes.OfficeNotLive, DecisionSentences.CompetentOfficeNotLive)
            : notes.Unroutable(UnroutableCodes.NotOfferedThere);
    }

    private static RoutingDecision.Unroutable? Asked(
        ReferralSubmitted referral, AgencyDirectory directory, RoutingNotes notes, out List<Service> services)
    {
        var codes = directory.ServicesOf(referral);
        var known = codes.Distinct(StringComparer.Ordinal).Select(directory.FindService).ToList();
        services = [.. known.OfType<Service>()];
        if (known.Count == 0)
            return notes.Unroutable(UnroutableCodes.UnknownQuestion);
        return known.Contains(null)
            ? notes.Unroutable(UnroutableCodes.UnknownService)
            : null;
    }

    private static bool OfferedBy(Service service, string agency) => service.Offers.Any(o => o.Agency == agency);
}
