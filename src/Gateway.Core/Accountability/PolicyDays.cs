using Gateway.Core.Routing;

namespace Gateway.Core.Accountability;

/// <summary>Days on which a policy may come to something else than the day before.</summary>
internal static class PolicyDays
{
    /// <summary>Today, and each later day on which a basis, a manifest or a local agreement of either policy begins, or has ended the day before; in order.</summary>
    internal static IReadOnlyList<DateOnly> From(DateOnly today, params Agreed[] policies)
    {
        var begins = policies.SelectMany(p => p.Policy.Bases.Values.Select(b => b.From)
            .Concat(p.Policy.Manifests.Select(m => m.ValidFrom))
            .Concat(p.Collaborations.Select(c => (DateOnly?)c.ValidFrom)));
        var over = policies.SelectMany(p => p.Policy.Bases.Values.Select(b => b.To)
            .Concat(p.Policy.Manifests.Select(m => m.ValidTo))
            .Concat(p.Collaborations.Select(c => c.ValidTo)))
            .Select(d => d is { } last && last < DateOnly.MaxValue ? last.AddDays(1) : (DateOnly?)null);
        return [today, .. begins.Concat(over).OfType<DateOnly>().Where(d => d > today).Distinct().Order()];
    }
}
