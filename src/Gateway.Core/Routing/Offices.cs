using Gateway.Core.Directory;
using Gateway.Core.Privacy;

namespace Gateway.Core.Routing;

/// <summary>Which offices offer what, and under which local agreement.</summary>
internal static class Offices
{
    /// <summary>Employment services, welfare offices and providers receive activation referrals; control never does.</summary>
    internal static bool MayReceive(RecipientClass recipient) =>
        recipient is RecipientClass.Pes or RecipientClass.Welfare or RecipientClass.Provider;

    /// <summary>Live offices other than the sender that offer a service where the client is, and have not declined it.</summary>
    internal static List<(Agency Agency, ServiceOffer Offer)> Offering(Service service, ReferralCase given, Whereabouts where, Agreed agreed, IOccupancy occupancy)
    {
        List<(Agency Agency, ServiceOffer Offer)> offers = [];
        agreed.Directory.OffersAt(service.Code, given.Sender.Country, where.Municipality, offers);
        offers.RemoveAll(o => !AgencyDirectory.Serves(o.Agency, given.Sender.Country, where.Municipality, given.Today) || o.Agency.Id == where.Named?.Id);
        if (where.Named is { } named && agreed.Directory.OfferOf(service.Code, named.Id) is { } theirs)
            offers.Add(theirs);
        offers.RemoveAll(o => o.Agency.Id == given.Sender.Id || !o.Agency.Live || o.Agency.Closed(given.Today) || !MayReceive(o.Agency.Class)
            || given.Before.LeavesOut(o.Agency.Id, service.Code, occupancy));
        return offers;
    }

    /// <summary>
    /// The local agreement in force that covers sender, municipality and most of the possible recipients; and whether
    /// one exists that is not in force.
    /// </summary>
    internal static (Collaboration? InForce, bool Lapsed) AgreementFor(
        ReferralCase given, Whereabouts where, HashSet<string> recipients, Agreed agreed)
    {
        Collaboration? inForce = null;
        var (most, lapsed) = (0, false);
        foreach (var agreement in agreed.Sites.Of(given.Sender.Id, where.Municipality))
        {
            if (!CoversMunicipality(agreement, given, where.Municipality!, agreed.Directory) || (where.Named is { } named && !Covers(agreement, named.Id)))
                continue;
            var covered = recipients.Count(r => Covers(agreement, r));
            if (covered == 0)
                continue;
            if (!agreement.InForce(given.Today))
                lapsed = true;
            else if (covered > most)
                (inForce, most) = (agreement, covered);
        }

        return (inForce, inForce is null && lapsed);
    }

    /// <summary>Whether an agreement knows an agency, as a party or as a provider its parties commission.</summary>
    internal static bool Covers(Collaboration agreement, string agency) =>
        agreement.Parties.Contains(agency) || agreement.Providers.Contains(agency);

    private static bool CoversMunicipality(Collaboration agreement, ReferralCase given, string municipality, AgencyDirectory directory) =>
        agreement.Municipalities.Contains(municipality)
        || agreement.Municipalities.Any(m => directory.Resolve(given.Sender.Country, m, given.Today)?.Code == municipality);
}
