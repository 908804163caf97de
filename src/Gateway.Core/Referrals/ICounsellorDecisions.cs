namespace Gateway.Core.Referrals;

/// <summary>A named counsellor decides about a referral for which no target group is a clear yes; the rule is <see cref="CounsellorRules"/>.</summary>
public interface ICounsellorDecisions
{
    /// <summary>Decides.</summary>
    /// <param name="agency">The agency that decides, which must have referred.</param>
    /// <param name="referral">The referral.</param>
    /// <param name="refer">Whether it goes on.</param>
    /// <param name="by">Who decides, for the audit trail: the agency, or a user of its inbox.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<CounsellorAnswer> DecideAsync(string agency, Guid referral, bool refer, string by, CancellationToken cancellation);
}

/// <summary>What came of a counsellor's decision.</summary>
public enum CounsellorAnswer
{
    /// <summary>There is no such referral of that agency.</summary>
    Unknown,

    /// <summary>Nothing is to be decided by a counsellor, or it was decided before.</summary>
    NothingToDecide,

    /// <summary>It is noted, and the referral is decided again or ended.</summary>
    Noted,
}
