using System.Globalization;
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
        foreach (var declined in given.Before.Declined)
            notes.Notice(RoutingNotices.DeclinedBefore, declined.Agency);
        if (given.Before.Open is { } open)
            services.RemoveAll(s => !open.Contains(s.Code));
        services.RemoveAll(s => StaysWithSender(s, given, agreed.Directory, notes));
        if (services.Count == 0)
            return notes.Unroutable(UnroutableCodes.StaysWithSender);
        // The office that the sender named has declined: it is any other office of the same agreement's turn.
        if (where.Named is { } named && given.Before.Declined.Any(d => d.Agency == named.Id))
            where = where with { Named = null };

        services.RemoveAll(s => !Entries.LeaveOpen(s, ReferralFacts.Of(given.Referral, given.EnteredOn ?? given.Today), notes));
        if (services.Count == 0)
            return notes.Unroutable(UnroutableCodes.EntryNotMet);

        var offering = new List<(Agency Agency, ServiceOffer Offer)>[services.Count];
        HashSet<string> possible = new(StringComparer.Ordinal);
        for (var i = 0; i < services.Count; i++)
        {
            offering[i] = Offices.Offering(services[i], given, where, agreed, occupancy);
            possible.UnionWith(offering[i].Select(o => o.Agency.Id));
        }

        // An office that declined is still one under whose agreement the referral goes on.
        possible.UnionWith(given.Before.Declined.Select(d => d.Agency));
        var (agreement, lapsed) = Offices.AgreementFor(given, where, possible, agreed);
        if (lapsed)
            return notes.Unroutable(UnroutableCodes.AgreementNotInForce);
        if (agreement is null)
            notes.Notice(RoutingNotices.NoLocalAgreement);
        else
            notes.Input(agreement);
        if (agreement is null && given.Before.GoesOn)
            return notes.Unroutable(UnroutableCodes.EveryOfficeDeclined);

        List<(Service Service, List<(Agency Agency, ServiceOffer Offer)> Offers)> asked = [];
        for (var i = 0; i < services.Count; i++)
        {
            if (agreement is not { Services.Count: > 0 } || agreement.Services.Contains(services[i].Code))
                asked.Add((services[i], offering[i]));
            else
                notes.Notice(RoutingNotices.ServiceNotAgreed, services[i].Code);
        }

        if (asked.Count == 0)
            return notes.Unroutable(UnroutableCodes.ServiceNotAgreed);
        var facts = ReferralFacts.Of(given.Referral, given.Today);
        var verdict = agreement is null ? Verdict.Yes : TargetGroups.Judge(agreement, facts, notes);
        if (verdict == Verdict.No)
            return notes.Unroutable(UnroutableCodes.CriteriaNotMet);
        if (verdict == Verdict.Undetermined && agreement!.DecidedBy == DecidedBy.Counsellor && !given.Before.CounsellorAgreed)
            return notes.Unroutable(UnroutableCodes.CounsellorDecides);
        return Legs(given, agreed.Directory, occupancy, asked, where, agreement, facts, notes);
    }

    /// <summary>What the sender offers itself stays with it, unless it fills those places by its own order: then the need decides.</summary>
    private static bool StaysWithSender(Service service, ReferralCase given, AgencyDirectory directory, RoutingNotes notes)
    {
        if (directory.OfferOf(service.Code, given.Sender.Id) is not { } own)
            return false;
        notes.Notice(own.Offer.OwnFirst ? RoutingNotices.OwnPlaces : RoutingNotices.StaysWithSender, own.Offer.OwnFirst ? given.Sender.Id + "/" + service.Code : service.Code);
        return !own.Offer.OwnFirst;
    }

    private static RoutingDecision Legs(
        ReferralCase given, AgencyDirectory directory, IOccupancy occupancy, List<(Service Service, List<(Agency Agency, ServiceOffer Offer)> Offers)> asked,
        Whereabouts where, Collaboration? agreement, ReferralFacts facts, RoutingNotes notes)
    {
        List<(Agency Agency, Service Service)> chosen = [];
        List<string> full = [];
        var places = 0;
        foreach (var (service, all) in asked)
        {
            List<(Agency Agency, ServiceOffer Offer, bool Full)> offers = [];
            foreach (var (agency, offer) in all)
            {
                if (MayServe(agency, where, agreement, given.Before.GoesOn))
                    offers.Add((agency, offer, Capacity.Free(offer, service.Code, agreement, occupancy, given.Today, given.Before.Waited) <= 0));
            }

            full.AddRange(offers.Where(o => o.Full).Select(o => o.Agency.Id + "/" + service.Code));
            full.AddRange(given.Before.Declined.Where(d => d.Capacity && given.Before.LeavesOut(d.Agency, service.Code, occupancy) && directory.OfferOf(service.Code, d.Agency) is not null).Select(d => "!" + d.Agency + "/" + service.Code));
            if (offers.Count == 0)
            {
                notes.Notice(RoutingNotices.NotOfferedThere, service.Code);
                continue;
            }

            offers.Sort((one, other) => Order(one, other, where.Named?.Id));
            places += offers.Count(o => !o.Full);
            if (offers[0].Full)
                notes.Notice(RoutingNotices.OfferFull, offers[0].Agency.Id + "/" + service.Code);
            Tell(offers[0].Offer, service, agreement, notes);
            foreach (var first in Dependencies.Of(service.Code, directory, agreement))
                notes.Notice(RoutingNotices.Prerequisite, first);
            chosen.Add((offers[0].Agency, service));
        }

        // Whoever names an office asks that office; what it offers nothing of is not sent elsewhere instead.
        var nobody = chosen.Count == 0 || (where.Named is { } named && chosen.TrueForAll(c => c.Agency.Id != named.Id));
        if (places == 0 && full.Count > 0 && (!nobody || given.Before.GoesOn) && agreement?.WhenFull == WhenFull.Hold)
            return notes.Unroutable(UnroutableCodes.NoCapacity) with { WaitsFor = full, NeedsFirst = NeedsFirst(agreement, facts) };
        if (nobody)
            return given.Before.GoesOn ? notes.Unroutable(UnroutableCodes.EveryOfficeDeclined) : NobodyThere(given, directory, where, agreement, notes);

        var legs = chosen.GroupBy(c => c.Agency.Id, StringComparer.Ordinal)
            .Select(g => new Leg(g.Key, [.. g.Select(c => c.Service.Code)], g.First().Agency.Class != RecipientClass.Provider))
            .ToList();
        legs = Dependencies.Wait(legs, directory, agreement, notes);
        var says = legs.Count == 1 ? DecisionSentences.OneOffice : DecisionSentences.JointPlan;
        return new RoutingDecision.Routed(legs, agreement, where.Municipality, notes.Explain(where.Named is null ? "by-territory-and-service" : "by-named-office", says));
    }

    /// <summary>The office that was named, then one with a place, then a welfare office, the employment service, a provider, and at last by id.</summary>
    private static int Order((Agency Agency, ServiceOffer Offer, bool Full) one, (Agency Agency, ServiceOffer Offer, bool Full) other, string? named)
    {
        var (first, second) = (Rank(one), Rank(other));
        return first != second ? first.CompareTo(second) : string.CompareOrdinal(one.Agency.Id, other.Agency.Id);

        int Rank((Agency Agency, ServiceOffer Offer, bool Full) offer) =>
            (offer.Agency.Id == named ? 0 : 8) + (offer.Full ? 4 : 0) + (offer.Agency.Class is RecipientClass.Provider ? 2 : 0) + (offer.Agency.Class is RecipientClass.Pes ? 1 : 0);
    }

    private static void Tell(ServiceOffer offer, Service service, Collaboration? agreement, RoutingNotes notes)
    {
        if (offer.OwnFirst)
            notes.Notice(RoutingNotices.OwnPlaces, offer.Agency + "/" + service.Code);
        foreach (var funder in agreement?.Costs.FirstOrDefault(c => c.Service == service.Code)?.Funders ?? [])
            notes.Notice(RoutingNotices.PaidBy, string.Create(CultureInfo.InvariantCulture, $"{funder.Agency}={funder.Share}"));
    }

    private static bool NeedsFirst(Collaboration agreement, ReferralFacts facts) =>
        agreement.NeedFirst is { } need && Criteria.Judge(need, facts.WithoutBenefit()).Verdict == Verdict.Yes;

    // Providers only when the local agreement names them; besides an office that the sender named, and after an office declined,
    // only offices that the same agreement covers.
    private static bool MayServe(Agency agency, Whereabouts where, Collaboration? agreement, bool goesOn)
    {
        if (agency.Class == RecipientClass.Provider)
            return agreement?.Providers.Contains(agency.Id) == true;
        return (where.Named is null && !goesOn) || agency.Id == where.Named?.Id || (agreement is not null && Offices.Covers(agreement, agency.Id));
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
}
