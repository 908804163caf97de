using Gateway.Core.Work;

namespace Gateway.Core.Retention;

/// <summary>How the purge of a kind stands.</summary>
/// <param name="Kind">One of <see cref="RetentionKinds"/>.</param>
/// <param name="After">The last row that the present pass has looked at; null: no pass goes on.</param>
/// <param name="LookedAt">Machine time at which the last pass ended, UTC; null: none has yet.</param>
/// <param name="Purged">Records purged since the installation was made.</param>
/// <param name="UpTo">The latest moment at which anything that was purged had mattered last; null: nothing was.</param>
public sealed record RetentionProgress(string Kind, Guid? After, DateTimeOffset? LookedAt, long Purged, DateTimeOffset? UpTo);

/// <summary>What would be purged of a kind.</summary>
/// <param name="Kind">One of <see cref="RetentionKinds"/>.</param>
/// <param name="Records">How many.</param>
/// <param name="From">The earliest moment at which one of them mattered last; null: there are none.</param>
/// <param name="UpTo">The latest.</param>
/// <param name="Kept">How many are kept although their term is over, by what needs them.</param>
public sealed record RetentionForecast(string Kind, long Records, DateTimeOffset? From, DateTimeOffset? UpTo, IReadOnlyDictionary<Need, long> Kept);

/// <summary>A legal hold.</summary>
/// <param name="Subject">The client or referral.</param>
/// <param name="Ground">One of <see cref="LegalHoldRules.Grounds"/>.</param>
/// <param name="Reference">The article or the file number, in the form of <see cref="LegalHoldRules.ReferenceForm"/>.</param>
/// <param name="User">Who asked.</param>
/// <param name="Since">Domain time, UTC.</param>
public sealed record LegalHold(Guid Subject, string Ground, string Reference, string User, DateTimeOffset Since);

/// <summary>Purges what the policy keeps no longer, batch by batch.</summary>
public interface IRetention
{
    /// <summary>Purges one batch.</summary>
    /// <param name="lease">The lease of whoever purges.</param>
    /// <param name="since">Machine time: a kind that was looked at later is left alone. The same for all batches of a pass over all kinds.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Whether there is more to look at now.</returns>
    Task<bool> MoveAsync(Lease lease, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>Machine time since which every kind was looked at; null: none was yet.</summary>
    Task<DateTimeOffset?> LookedAtAsync(CancellationToken cancellation);

    /// <summary>How each kind stands.</summary>
    Task<IReadOnlyList<RetentionProgress>> ProgressAsync(CancellationToken cancellation);

    /// <summary>What would be purged now, by kind; nothing is written.</summary>
    Task<IReadOnlyList<RetentionForecast>> ForecastAsync(CancellationToken cancellation);

    /// <summary>Counts files that are about to be purged, and says it in the trail.</summary>
    /// <param name="lease">The lease of whoever purges.</param>
    /// <param name="kind">Kind.</param>
    /// <param name="count">How many.</param>
    /// <param name="upTo">The latest of their moments.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task NoteAsync(Lease lease, string kind, int count, DateTimeOffset upTo, CancellationToken cancellation);
}

/// <summary>Legal holds: a law or a dispute keeps what is known of a client or of a referral.</summary>
public interface ILegalHolds
{
    /// <summary>Every hold.</summary>
    Task<IReadOnlyList<LegalHold>> ListAsync(CancellationToken cancellation);

    /// <summary>Holds a client or a referral.</summary>
    Task<HoldAnswer> AddAsync(Guid subject, string ground, string reference, string user, CancellationToken cancellation);

    /// <summary>Lifts a hold.</summary>
    /// <returns>False: there is none.</returns>
    Task<bool> LiftAsync(Guid subject, string user, CancellationToken cancellation);
}
