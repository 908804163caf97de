using Gateway.Core.Work;

namespace Gateway.Core.Routing;

/// <summary>Has referrals decided again when what they wait for changed: a place is free, or an office that has them closed.</summary>
public interface IWaitingReferrals
{
    /// <summary>Looks once, and makes a work item for each referral whose turn it is, in one transaction that is undone when another process has taken the lease over.</summary>
    /// <param name="lease">The lease under which this process looks.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>How many.</returns>
    Task<int> DecideAgainAsync(Lease lease, int most, CancellationToken cancellation);
}
