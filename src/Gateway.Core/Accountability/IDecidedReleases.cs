namespace Gateway.Core.Accountability;

/// <summary>A release as the store remembers it: what left, or what the gate stopped. Holds codes and names of fields, never content.</summary>
public sealed record DecidedRelease
{
    /// <summary>Referral.</summary>
    public required Guid Referral { get; init; }

    /// <summary>Domain time at which it was decided, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Agency whose knowledge it carried.</summary>
    public required string From { get; init; }

    /// <summary>Recipient.</summary>
    public required string Recipient { get; init; }

    /// <summary>Event type.</summary>
    public required string Event { get; init; }

    /// <summary>1 or 2 for a handover, 0 otherwise.</summary>
    public required int Step { get; init; }

    /// <summary>Purpose code.</summary>
    public required string Purpose { get; init; }

    /// <summary>Reference of the legal basis; empty: none.</summary>
    public required string Basis { get; init; }

    /// <summary>Local agreement it was routed under; null: none.</summary>
    public string? Collaboration { get; init; }

    /// <summary>Whether an agreement of the client was relied on.</summary>
    public bool HasAgreement { get; init; }

    /// <summary>Canonical paths that left; none for what was stopped.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Reason for which it was stopped; null: it left.</summary>
    public string? Blocked { get; init; }
}

/// <summary>Reads releases that were decided. It changes nothing.</summary>
public interface IDecidedReleases
{
    /// <summary>Everything that left, or was stopped by the gate, within a period; some at a time, so that memory does not grow with the store.</summary>
    /// <param name="from">First moment, domain time.</param>
    /// <param name="to">Moment before which it ends, domain time.</param>
    /// <param name="cancellation">Cancellation.</param>
    IAsyncEnumerable<IReadOnlyList<DecidedRelease>> ReadAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation);
}
