using Gateway.Core.Work;

namespace Gateway.Core.Deadlines;

/// <summary>Turns deadlines that are due into work items of stage <see cref="StageNames.Clocks"/>.</summary>
public interface IDeadlineScan
{
    /// <summary>
    /// Finds deadlines that are due in domain time, clears them and makes a work item for each, in one transaction that also
    /// holds the caller's turn.
    /// </summary>
    /// <param name="most">At most so many of each kind.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>How many.</returns>
    Task<int> ScanAsync(int most, CancellationToken cancellation);
}
