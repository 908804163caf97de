namespace Gateway.Contracts.Events;

/// <summary>
/// How many referrals an agency sent and received over some days, by state. The gateway sends its counts to the agency, and
/// the agency may send its own; then the gateway's next says where the two differ. Nothing in it is of a client: numbers,
/// coarse states, and the tickets that the agency has itself.
/// </summary>
public sealed record ReconciliationCounted : IStatement
{
    /// <inheritdoc />
    public required string Ticket { get; init; }

    /// <inheritdoc />
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc />
    public Party? Sender { get; init; }

    /// <summary>First day counted: of a referral that was sent, the day on which the gateway received it; of one that was received, the day on which it was issued. UTC.</summary>
    public required string From { get; init; }

    /// <summary>Last day counted.</summary>
    public required string Until { get; init; }

    /// <summary>Referrals that the agency sent.</summary>
    public RoleCounts? Sent { get; init; }

    /// <summary>Handovers that reached the agency.</summary>
    public RoleCounts? Received { get; init; }

    /// <summary>Whether the counts of both sides are the same; absent: the agency has stated none.</summary>
    public bool? Agrees { get; init; }

    /// <summary>Where they differ.</summary>
    public IReadOnlyList<CountDifference>? Differences { get; init; }
}

/// <summary>Counts in one role.</summary>
public sealed record RoleCounts
{
    /// <summary>All of them.</summary>
    public required int Total { get; init; }

    /// <summary>By state; a state that is not named has none.</summary>
    public IReadOnlyList<StateCount>? States { get; init; }
}

/// <summary>How many are in a state.</summary>
public sealed record StateCount
{
    /// <summary>One of <see cref="CoarseStatuses"/>; <c>pending</c>: nothing was answered yet.</summary>
    public required string State { get; init; }

    /// <summary>How many.</summary>
    public required int Count { get; init; }

    /// <summary>Their tickets, at most 200; with them a difference can be named.</summary>
    public IReadOnlyList<string>? Tickets { get; init; }
}

/// <summary>A state in which both sides count differently.</summary>
public sealed record CountDifference
{
    /// <summary><c>sender</c> or <c>recipient</c>.</summary>
    public required string Role { get; init; }

    /// <summary>One of <see cref="CoarseStatuses"/>.</summary>
    public required string State { get; init; }

    /// <summary>What the gateway counts.</summary>
    public required int Gateway { get; init; }

    /// <summary>What the agency counts.</summary>
    public required int Agency { get; init; }

    /// <summary>Tickets that the gateway has in this state and the agency did not name, at most 20.</summary>
    public IReadOnlyList<string>? OnlyGateway { get; init; }

    /// <summary>Tickets that the agency named and the gateway does not have in this state, at most 20.</summary>
    public IReadOnlyList<string>? OnlyAgency { get; init; }
}
