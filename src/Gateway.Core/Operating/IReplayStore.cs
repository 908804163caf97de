using Gateway.Core.Work;

namespace Gateway.Core.Operating;

/// <summary>Where replays are kept. The waves are decided in <see cref="ReplayWaves"/>.</summary>
public interface IReplayStore
{
    /// <summary>What is parked.</summary>
    Task<IReadOnlyList<ParkedGroup>> ParkedAsync(CancellationToken cancellation);

    /// <summary>Replays, the newest first.</summary>
    Task<IReadOnlyList<ReplayLine>> ListAsync(CancellationToken cancellation);

    /// <summary>A replay with its items after a number, a page of them; null: there is none.</summary>
    Task<(ReplayLine Replay, IReadOnlyList<ReplayItem> Items)?> ReadAsync(Guid id, int after, CancellationToken cancellation);

    /// <summary>Subjects of items not issued yet, after a number.</summary>
    /// <returns>Numbers and subjects, in order, at most so many.</returns>
    Task<IReadOnlyList<(int Number, Guid Subject)>> WaitingAsync(Guid id, int after, int most, CancellationToken cancellation);

    /// <summary>What has a cause now, in the order in which a replay would take it.</summary>
    /// <returns>Records or work items.</returns>
    Task<IReadOnlyList<Guid>> HavingAsync(ReplayCause cause, CancellationToken cancellation);

    /// <summary>Notes that somebody tested a changed format on the records of a cause.</summary>
    /// <param name="user">Who.</param>
    /// <param name="cause">Cause.</param>
    /// <param name="counted">What it came to, in codes and counts.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task NoteTestAsync(string user, ReplayCause cause, string counted, CancellationToken cancellation);

    /// <summary>Freezes what has a cause now. The same id again changes nothing.</summary>
    /// <returns>How many items it holds; 0: nothing has the cause, and there is no replay.</returns>
    Task<int> PrepareAsync(Guid id, string user, ReplayCause cause, CancellationToken cancellation);

    /// <summary>Starts it or goes on with it.</summary>
    /// <returns>False: its state does not allow it (any more).</returns>
    Task<bool> StartAsync(Guid id, string user, CancellationToken cancellation);

    /// <summary>Pauses it.</summary>
    /// <returns>False: its state does not allow it (any more).</returns>
    Task<bool> PauseAsync(Guid id, string user, CancellationToken cancellation);

    /// <summary>Ends it.</summary>
    /// <returns>False: its state does not allow it (any more).</returns>
    Task<bool> CancelAsync(Guid id, string user, CancellationToken cancellation);

    /// <summary>Moves every running replay on whose present wave is settled, each in a transaction that checks the lease.</summary>
    /// <returns>Whether any moved: then there may be more to do at once.</returns>
    Task<bool> MoveAsync(Lease lease, CancellationToken cancellation);
}
