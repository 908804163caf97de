using Gateway.Core.Privacy;

namespace Gateway.Core.Accountability;

/// <summary>Acts on some bases that are not told yet, because the bases demand it.</summary>
/// <param name="Bases">References of bases.</param>
/// <param name="Since">Acts at or after this moment are not told.</param>
public sealed record NotToldYet(IReadOnlyList<string> Bases, DateTimeOffset Since);

/// <summary>Which acts a controller tells its citizen of.</summary>
public static class UsageRules
{
    /// <summary>
    /// What is not told yet at a moment, a line for each delay there is (GDPR art. 23: a law may postpone what a person is told).
    /// A basis tells at once unless the registry says otherwise.
    /// </summary>
    public static IReadOnlyList<NotToldYet> NotYet(Policy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return [.. policy.Bases.Values.Where(b => b.ToldAfterDays > 0).GroupBy(b => b.ToldAfterDays).OrderBy(g => g.Key)
            .Select(g => new NotToldYet([.. g.Select(b => b.Reference).Order(StringComparer.Ordinal)], now.AddDays(-g.Key)))];
    }
}
