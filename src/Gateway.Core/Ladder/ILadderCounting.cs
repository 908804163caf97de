using Gateway.Core.Work;

namespace Gateway.Core.Ladder;

/// <summary>
/// Counts measurements of records that have taken effect: what they change in the counts, and when the next is due. It opens the
/// statements, and writes numbers of people and deadlines only.
/// </summary>
public interface ILadderCounting
{
    /// <summary>So many records are counted together at most.</summary>
    const int Together = 200;

    /// <summary>Counts some.</summary>
    /// <param name="lease">Right to do it.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>How many records were counted; 0: none waits.</returns>
    Task<int> CountAsync(Lease lease, CancellationToken cancellation);
}
