using Gateway.Core.Directory;
using Gateway.Core.Routing;

namespace Gateway.Sandbox;

/// <summary>The invented office that refers clients to a vendor's agency, and under what.</summary>
/// <param name="Agency">The office.</param>
/// <param name="Site">The local agreement of both.</param>
/// <param name="Municipality">Where the clients live.</param>
/// <param name="Service">Service that the vendor's agency offers there.</param>
public sealed record Counterpart(Agency Agency, Collaboration Site, string Municipality, string Service)
{
    /// <summary>Finds it.</summary>
    /// <param name="agreed">What the agencies agreed.</param>
    /// <param name="vendor">The vendor's agency.</param>
    /// <param name="today">Today.</param>
    /// <returns>Null: nobody refers to this agency.</returns>
    public static Counterpart? Of(Agreed agreed, Agency vendor, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        ArgumentNullException.ThrowIfNull(vendor);
        if (vendor is not { Live: true, Country: "BE", Class: RecipientClass.Pes or RecipientClass.Welfare })
            return null;
        var other = vendor.Class == RecipientClass.Pes ? RecipientClass.Welfare : RecipientClass.Pes;
        return SitesOf(agreed, vendor.Id, today)
            .SelectMany(s => s.Parties.Select(agreed.Directory.Find).OfType<Agency>().Where(a => a.Live && a.Class == other).Select(a => Under(agreed, s, vendor, a)))
            .FirstOrDefault(c => c is not null);
    }

    /// <summary>Offices that have a local agreement with the vendor's agency.</summary>
    public static IReadOnlyList<string> PartnersOf(Agreed agreed, string vendor, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        return [.. SitesOf(agreed, vendor, today).SelectMany(s => s.Parties.Concat(s.Providers)).Where(p => p != vendor && agreed.Directory.Find(p) is { Live: true }).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<Collaboration> SitesOf(Agreed agreed, string vendor, DateOnly today) =>
        agreed.Collaborations.Where(s => s.Parties.Contains(vendor, StringComparer.Ordinal) && s.ValidFrom <= today && !(s.ValidTo < today));

    private static Counterpart? Under(Agreed agreed, Collaboration site, Agency vendor, Agency other)
    {
        var welfare = vendor.Class == RecipientClass.Welfare ? vendor : other;
        var municipality = site.Municipalities.FirstOrDefault(m => welfare.Territory.Any(t => t.Municipality == m));
        var service = agreed.Directory.Services.FirstOrDefault(s =>
            s.DependsOn.Count == 0 && s.Entry is null && s.Offers.Any(o => o.Agency == vendor.Id) && (site.Services.Count == 0 || site.Services.Contains(s.Code, StringComparer.Ordinal)));
        return municipality is null || service is null ? null : new Counterpart(other, site, municipality, service.Code);
    }
}
