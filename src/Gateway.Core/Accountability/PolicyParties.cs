using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Core.Accountability;

/// <summary>
/// Who is asked about. The gate looks at an agency's class, country, whether it is live and which bases name it; agencies that
/// are alike in all of these get the same answer and are asked about once.
/// </summary>
internal static class PolicyParties
{
    /// <summary>An agency in the policy before and after; null where it is not in the directory.</summary>
    internal sealed record Party(string Id, Agency? Before, Agency? After);

    /// <summary>The agencies of a directory, and for each class that a country has no agency of, one that stands for it: a manifest for employers is told before the first employer takes part.</summary>
    internal static IEnumerable<Agency> Of(AgencyDirectory directory) => directory.Agencies.Concat(
        from country in directory.Agencies.GroupBy(a => a.Country, StringComparer.Ordinal)
        from missing in Enum.GetValues<RecipientClass>().Except(country.Select(a => a.Class))
        select StandIn(country.Key, missing));

    /// <summary>Whether an id is of no agency, but stands for its class.</summary>
    internal static bool IsStandIn(string id) => id.StartsWith('(');

    /// <summary>Agencies of two policies, those that are alike in both together.</summary>
    internal static IReadOnlyList<IReadOnlyList<Party>> Alike(Agreed before, Agreed after)
    {
        var old = Of(before.Directory).ToDictionary(a => a.Id, StringComparer.Ordinal);
        var now = Of(after.Directory).ToDictionary(a => a.Id, StringComparer.Ordinal);
        return [.. old.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(id => new Party(id, old.GetValueOrDefault(id), now.GetValueOrDefault(id)))
            .GroupBy(p => Mark(p.Before, before.Policy) + "|" + Mark(p.After, after.Policy), StringComparer.Ordinal)
            .Select(g => (IReadOnlyList<Party>)[.. g])];
    }

    /// <summary>Whether a local agreement is for a message between two agencies: the one that referred is a party to it.</summary>
    internal static bool Covers(Collaboration agreement, string from, string to, PolicyMoment moment)
    {
        var (referring, other) = moment is PolicyMoment.Status or PolicyMoment.Plan && agreement.Parties.Contains(to) ? (to, from) : (from, to);
        return agreement.Parties.Contains(referring) && (agreement.Parties.Contains(other) || agreement.Providers.Contains(other));
    }

    private static string Mark(Agency? agency, Policy policy) => agency is null
        ? "-"
        : string.Join('/', [agency.Class.ToString(), agency.Country, agency.Live ? "live" : "not", IsStandIn(agency.Id) ? agency.Id : "",
            .. policy.Bases.Values.Where(b => b.Agencies.Contains(agency.Id)).Select(b => b.Reference).Order(StringComparer.Ordinal)]);

    private static Agency StandIn(string country, RecipientClass kind) =>
        new() { Id = $"({country}-{kind})", Name = "", Class = kind, Country = country, Channel = ChannelKind.Feed };
}
