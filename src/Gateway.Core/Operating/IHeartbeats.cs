using Gateway.Core.Work;

namespace Gateway.Core.Operating;

/// <summary>Where the heartbeat is noted. What was sent under a lease is written only while the lease is held.</summary>
public interface IHeartbeats
{
    /// <summary>Removes test records that have come through with all they left but their audit entries, and notes that they came.</summary>
    /// <param name="lease">The sender's lease.</param>
    /// <param name="every">How often one is sent from now on.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<HeartbeatNote> LookAsync(Lease lease, TimeSpan every, CancellationToken cancellation);

    /// <summary>Notes that a test record was sent.</summary>
    /// <param name="lease">The sender's lease.</param>
    /// <param name="number">Its number.</param>
    /// <param name="submission">Its submission.</param>
    /// <param name="at">When it was sent, machine time.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<HeartbeatNote> SentAsync(Lease lease, long number, Guid submission, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>An earlier start may have had it on: nobody is to wait for it now.</summary>
    Task SwitchOffAsync(CancellationToken cancellation);
}
