using Gateway.Core.Routing;

namespace Gateway.Core.Outcomes;

/// <summary>Divides places among those who pay for them.</summary>
public static class CostRules
{
    /// <summary>Divides a whole by shares, so that the parts add up to it exactly.</summary>
    /// <param name="whole">What is divided, not negative.</param>
    /// <param name="shares">Shares; at least one is over nothing.</param>
    /// <returns>
    /// Parts in the order of the shares. Each gets its share rounded down; what is left goes, one by one, to the largest
    /// remainders (the Hamilton method), of equal ones to the first.
    /// </returns>
    public static IReadOnlyList<int> Divide(int whole, IReadOnlyList<int> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        var all = shares.Sum(s => (long)s);
        if (all <= 0)
            return [.. shares.Select(_ => 0)];
        var parts = shares.Select(s => (int)((long)whole * s / all)).ToArray();
        var left = whole - parts.Sum();
        foreach (var place in Enumerable.Range(0, shares.Count).OrderByDescending(i => (long)whole * shares[i] % all).ThenBy(i => i).Take(left))
            parts[place]++;
        return parts;
    }

    internal static IReadOnlyList<CostShares> Of(IReadOnlyCollection<AlikeParts> started, IReadOnlyList<Collaboration> collaborations) =>
    [
        .. from site in collaborations
           from split in site.Costs
           let places = started.Where(p => p.Collaboration == site.Id && p.Services.Split(',').Contains(split.Service)).Sum(p => p.Parts)
           let parts = Divide(places, [.. split.Funders.Select(f => f.Share)])
           select new CostShares(site.Id, split.Service, places, [.. split.Funders.Select((f, i) => new FunderPlaces(f.Agency, f.Share, parts[i]))]),
    ];
}
