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

    /// <summary>Whether an act is told at a moment.</summary>
    /// <param name="policy">Policy.</param>
    /// <param name="basis">Basis of the act.</param>
    /// <param name="ofReferral">Basis of the referral that it belongs to: a message about a referral tells of the referral.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="now">Now.</param>
    public static bool IsTold(Policy policy, string? basis, string? ofReferral, DateTimeOffset at, DateTimeOffset now) =>
        !NotYet(policy, now).Any(n => at >= n.Since && ((basis is not null && n.Bases.Contains(basis)) || (ofReferral is not null && n.Bases.Contains(ofReferral))));
}
