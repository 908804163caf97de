namespace Gateway.Core.Work;

/// <summary>What an exception of the store means.</summary>
public interface IStoreFaults
{
    /// <summary>Somebody else changed what was read: reading and deciding again may succeed.</summary>
    bool IsConflict(Exception exception);

    /// <summary>The store did not answer: the work itself may be sound, and nobody must be blamed for it.</summary>
    bool IsUnavailable(Exception exception);

    /// <summary>Whether the store can be reached now and answers a statement that needs nothing.</summary>
    Task<bool> AnswersAsync(CancellationToken cancellation);

    /// <summary>Some of the work items are no longer held under their lease.</summary>
    bool IsLeaseLost(Exception exception);

    /// <summary>Tries again from the start, a bounded number of times with a pause, when somebody else changed what was read.</summary>
    /// <exception cref="Exception">The conflict of the last round; <see cref="IsConflict"/> tells it.</exception>
    Task<T> DespiteConflictsAsync<T>(Func<Task<T>> attempt);
}
