using Gateway.Core.Directory;
using Gateway.Core.Privacy;

namespace Gateway.Core.Routing;

/// <summary>Which offices offer what, and under which local agreement.</summary>
internal static class Offices
{
    /// <summary>Employment services, welfare offices and providers receive activation referrals; control never does.</summary>
    internal static bool MayReceive(RecipientClass recipient) =>
        recipient is RecipientClass.Pes or RecipientClass.Welfare or RecipientClass.Provider;

    /// <summary>Live offices other than the sender that offer a service where the client is.</summary>
    internal static List<(Agency Agency, ServiceOffer Offer)> Offering(
        Service service, ReferralCase given, Whereabouts where, AgencyDirectory directory) =>
        [.. service.Offers
            .Where(o => o.Agency != given.Sender.Id)
            .Select(o => (Agency: directory.Find(o.Agency), Offer: o))
            .Where(o => o.Agency is { Live: true } agency && MayReceive(agency.Class)
                && (agency.Id == where.Named?.Id || AgencyDirectory.Serves(agency, given.Sender.Country, where.Municipality, given.Today)))
            .Select(o => (o.Agency!, o.Offer))];

    /// <summary>
    /// The local agreement in force that covers sender, municipality and most of the possible recipients; and whether
    /// one exists that is not in force.
    /// </summary>
    internal static (Collaboration? InForce, bool Lapsed) AgreementFor(
        ReferralCase given, Whereabouts where, IReadOnlyCollection<string> recipients, Agreed agreed)
    {
        var covering = agreed.Collaborations
            .Where(a => a.Parties.Contains(given.Sender.Id) && CoversMunicipality(a, given, where.Municipality, agreed.Directory))
            .Select(a => (Agreement: a, Covered: recipients.Count(r => Covers(a, r))))
            .Where(a => a.Covered > 0 && (where.Named is null || Covers(a.Agreement, where.Named.Id)))
            .OrderByDescending(a => a.Covered).ThenBy(a => a.Agreement.Id, StringComparer.Ordinal)
            .Select(a => a.Agreement)
            .ToList();
        var inForce = covering.Find(a => a.InForce(given.Today));
        return (inForce, inForce is null && covering.Count > 0);
    }

    /// <summary>Whether an agreement knows an agency, as a party or as a provider its parties commission.</summary>
    internal static bool Covers(Collaboration agreement, string agency) =>
        agreement.Parties.Contains(agency) || agreement.Providers.Contains(agency);

    private static bool CoversMunicipality(Collaboration agreement, ReferralCase given, string? municipality, AgencyDirectory directory) =>
        municipality is not null
        && agreement.Municipalities.Any(m => m == municipality || directory.Resolve(given.Sender.Country, m, given.Today)?.Code == municipality);
}
