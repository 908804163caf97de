using Gateway.Core.Work;

namespace Gateway.Core.Deadlines;

/// <summary>Turns deadlines that are due into work items of stage <see cref="StageNames.Clocks"/>.</summary>
public interface IDeadlineScan
{
    /// <summary>
    /// Finds deadlines that are due in domain time, clears them and makes a work item for each, in one transaction that is
    /// undone when another process has taken the lease over.
    /// </summary>
    /// <param name="lease">The lease under which this process scans.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>How many.</returns>
    Task<int> ScanAsync(Lease lease, int most, CancellationToken cancellation);
}
