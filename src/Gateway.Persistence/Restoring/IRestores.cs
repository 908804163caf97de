namespace Gateway.Persistence.Restoring;

/// <summary>Takes a restored database into use.</summary>
public interface IRestores
{
    /// <summary>The restore whose hold has not ended; null: there is none.</summary>
    Task<RestoredState?> StateAsync(CancellationToken cancellation);

    /// <summary>
    /// Holds whatever is for any office, and leaves positions out in every feed, so that nobody's cursor of before the restore passes
    /// over what comes now. No process may be at work.
    /// </summary>
    /// <param name="state">What is known of the restore.</param>
    /// <param name="actor">Who asked.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task AcceptAsync(RestoredState state, string actor, CancellationToken cancellation);

    /// <summary>What an operator looks at before deliveries go on.</summary>
    Task<RestoreReport> ReportAsync(CancellationToken cancellation);

    /// <summary>Parks whatever waits and may have left before the restore, and ends the hold.</summary>
    /// <param name="actor">Who asked.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>How many deliveries were parked; null: work is due that may still cause some, so nothing was done.</returns>
    Task<int?> ContinueAsync(string actor, CancellationToken cancellation);
}
