using Gateway.Core.Operating;
using Gateway.Core.Privacy;

namespace Gateway.Core.Accountability;

/// <summary>
/// What is told at a moment of what is known of one client: the rule of <see cref="UsageRules"/> for everything that a client is
/// given, on paper, as a file or as a copy. What is not told yet is left out, and nothing says that it was.
/// </summary>
/// <param name="policy">Policy.</param>
/// <param name="now">Now.</param>
/// <param name="bases">Bases of the referrals that something may be about; null: the referral has none.</param>
public sealed class Telling(Policy policy, DateTimeOffset now, IReadOnlyDictionary<Guid, string?> bases)
{
    /// <summary>Whether any basis demands that something is told later; otherwise no referral's basis need be read.</summary>
    /// <param name="policy">Policy.</param>
    public static bool IsNeeded(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Bases.Values.Any(b => b.ToldAfterDays > 0);
    }

    /// <summary>Whether something is told.</summary>
    /// <param name="referral">Referral that it is about; null: none.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="basis">Basis of its own; null: none.</param>
    public bool Tells(Guid? referral, DateTimeOffset at, string? basis = null) =>
        UsageRules.IsTold(policy, basis, referral is { } of ? bases.GetValueOrDefault(of) : null, at, now);

    /// <summary>An overview as it is given to the client.</summary>
    /// <param name="overview">Everything.</param>
    public ClientOverview Of(ClientOverview overview)
    {
        ArgumentNullException.ThrowIfNull(overview);
        List<DisclosureLine> disclosures = [.. overview.Disclosures.Where(d => Tells(d.Referral, d.At, d.Basis))];
        return overview with
        {
            Disclosures = disclosures,
            Refusals = [.. overview.Refusals.Where(r => Tells(r.Referral, r.At))],
            Stops = [.. overview.Stops.Where(s => Tells(s.Referral, s.IssuedAt))],
            Openings = [.. overview.Openings.Where(o => Tells(o.Referral, o.At))],
            Agreements = Counted(overview.Agreements, disclosures),
        };
    }

    /// <summary>Agreements with the disclosures that are told of.</summary>
    /// <param name="agreements">Agreements.</param>
    /// <param name="disclosures">Disclosures that are told.</param>
    public static IReadOnlyList<AgreementLine> Counted(IReadOnlyList<AgreementLine> agreements, IReadOnlyList<DisclosureLine> disclosures) =>
        [.. agreements.Select(a => a with { Releases = disclosures.Count(d => d.Agreement == a.Id) })];
}
