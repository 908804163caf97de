namespace Gateway.Core.Reading;

/// <summary>Counts of what passed through the gateway, without persons.</summary>
public interface IFigures
{
    /// <summary>Counts over everything in the store, or over one country's senders.</summary>
    /// <param name="country">ISO 3166-1 alpha-2 of the sending agencies; null: all.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<GatewayFigures> ReadAsync(string? country, CancellationToken cancellation);

    /// <summary>Funnel and sites of the pilot agreements, exact.</summary>
    Task<PilotFigures> PilotAsync(CancellationToken cancellation);

    /// <summary>Ids of referrals by the sender's own ticket.</summary>
    Task<Guid?> ReferralByTicketAsync(string agency, string ticket, CancellationToken cancellation);
}

/// <summary>Records in and out of translation.</summary>
public sealed record RecordCounts(int Received, int Translated, int SetAside);

/// <summary>Referrals: the first four after <paramref name="Submitted"/> partition it; the rest count those that ever got there.</summary>
public sealed record ReferralCounts(
    int Submitted, int Pending, int Withheld, int Unroutable, int Issued,
    int Acknowledged, int Accepted, int Waitlisted, int NotAccepted, int InService,
    int Completed, int Stabilised, int Stopped, int Overdue);

/// <summary>Sealed and not yet sealed audit entries.</summary>
public sealed record AuditCounts(long Sealed, long Unsealed);

/// <summary>Work items that are parked, and those that are open. One that is done has no row.</summary>
public sealed record WorkCounts(long Parked, long Open);

/// <summary>Counts of the gateway.</summary>
/// <param name="Records">Records that carry referrals.</param>
/// <param name="Replies">Records that carry replies.</param>
/// <param name="Others">Other records (counts, agreements, withdrawals, changes).</param>
/// <param name="Referrals">Referrals.</param>
/// <param name="Disclosures">Disclosures: what left.</param>
/// <param name="AuditEntries">Audit trail.</param>
/// <param name="WorkItems">Work.</param>
public sealed record GatewayFigures(
    RecordCounts Records, RecordCounts Replies, RecordCounts Others, ReferralCounts Referrals,
    long Disclosures, AuditCounts AuditEntries, WorkCounts WorkItems);

/// <summary>One stage of the pilot's funnel.</summary>
/// <param name="Stage"><c>identified</c>, <c>eligible</c>, <c>offered</c>, <c>agreed</c>, <c>tookPart</c>, <c>completed</c>.</param>
/// <param name="Count">People who got there.</param>
/// <param name="Lost">Why the others did not get to the next stage; sums to the difference.</param>
public sealed record FunnelStage(string Stage, int Count, IReadOnlyList<FunnelLoss> Lost);

/// <summary>A reason for loss.</summary>
public sealed record FunnelLoss(string Reason, int Count);

/// <summary>One agreement's share.</summary>
public sealed record SiteFigures(string Agreement, string Title, int Identified, int Eligible, int Offered, int Agreed, int TookPart, int Completed)
{
    /// <summary>Its own funnel, exact; the sites' funnels add up to the pilot's.</summary>
    public IReadOnlyList<FunnelStage> Funnel { get; init; } = [];
}

/// <summary>The pilot.</summary>
public sealed record PilotFigures(IReadOnlyList<FunnelStage> Funnel, IReadOnlyList<SiteFigures> Sites);

/// <summary>Whether the gateway has nothing left to do at its present time, and when it next will.</summary>
public interface IQuiet
{
    /// <summary>Open work.</summary>
    Task<Quiet> ReadAsync(CancellationToken cancellation);
}

/// <summary>Work left.</summary>
/// <param name="DueWork">Work items that could run now or are running (parked ones do not count).</param>
/// <param name="WaitingWork">Work items that wait for machine time, for example a retry.</param>
/// <param name="UnreleasedDeliveries">Items eligible for release and not yet released, with the agencies they wait for.</param>
/// <param name="NextDeadline">Domain time at which the next clock is due; null: none.</param>
public sealed record Quiet(
    long DueWork, long WaitingWork, IReadOnlyDictionary<string, int> UnreleasedDeliveries, DateTimeOffset? NextDeadline);

/// <summary>Stores the simulated clock of the demonstration.</summary>
public interface IClockStore
{
    /// <summary>Stored time, or null when there is none.</summary>
    Task<DateTimeOffset?> ReadAsync(CancellationToken cancellation);

    /// <summary>Stores the time; returns when durable.</summary>
    Task WriteAsync(DateTimeOffset now, CancellationToken cancellation);
}
