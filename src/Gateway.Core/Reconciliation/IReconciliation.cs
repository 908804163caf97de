using Gateway.Core.Work;

namespace Gateway.Core.Reconciliation;

/// <summary>Counts for the agencies that asked for it in the directory, once a day, and again when one has stated its own counts.</summary>
public interface IReconciliation
{
    /// <summary>Counts for whoever it is due.</summary>
    /// <param name="lease">The lease under which this process counts.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>How many agencies are told.</returns>
    Task<int> RunAsync(Lease lease, CancellationToken cancellation);
}
