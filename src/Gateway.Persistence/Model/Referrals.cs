using Gateway.Core.Referrals;

namespace Gateway.Persistence.Model;

/// <summary>A referral by one agency for one client.</summary>
public sealed class ReferralRow : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Agency that refers.</summary>
    public required string Agency { get; set; }

    /// <summary>Its client.</summary>
    public Guid ClientId { get; set; }

    /// <summary>Blind index of the sender's ticket; unique with the agency.</summary>
    public required byte[] TicketHash { get; set; }

    /// <summary>HMAC of the statement, to tell a repeat from a change.</summary>
    public required byte[] StatementHash { get; set; }

    /// <summary>Record whose statement is current.</summary>
    public Guid RecordId { get; set; }

    /// <summary>Source time of the current statement.</summary>
    public DateTimeOffset SourceTime { get; set; }

    /// <summary>Domain time at which it was received, UTC.</summary>
    public DateTimeOffset SubmittedAt { get; set; }

    /// <summary>State.</summary>
    public ReferralState State { get; set; }

    /// <summary>Why it is withheld or unroutable.</summary>
    public string? ReasonCode { get; set; }

    /// <summary>Concurrency token.</summary>
    public int Version { get; set; }

    /// <summary>Purpose.</summary>
    public required string Purpose { get; set; }

    /// <summary>Legal basis it was admitted on.</summary>
    public string? BasisReference { get; set; }

    /// <summary>Client's agreement, when there is a record.</summary>
    public Guid? AgreementId { get; set; }

    /// <summary>Collaboration agreement it was routed under.</summary>
    public string? Collaboration { get; set; }

    /// <summary>Municipality it was routed in.</summary>
    public string? Municipality { get; set; }

    /// <summary>Cancelled or recalled by the sender, UTC.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The acknowledgement clock ran out before any office answered, UTC.</summary>
    public DateTimeOffset? OverdueAt { get; set; }
}

/// <summary>A referral's part for one recipient.</summary>
public sealed class HandoverRow : IVersioned
{
    /// <summary>Key; the ticket both sides use.</summary>
    public Guid Id { get; set; }

    /// <summary>Referral.</summary>
    public Guid ReferralId { get; set; }

    /// <summary>Client at the sender.</summary>
    public Guid ClientId { get; set; }

    /// <summary>Agency that refers.</summary>
    public required string Sender { get; set; }

    /// <summary>Agency addressed.</summary>
    public required string Recipient { get; set; }

    /// <summary>Services asked, comma-separated codes.</summary>
    public required string Services { get; set; }

    /// <summary>Blind index of the ticket, to find it from a reply.</summary>
    public required byte[] TicketHash { get; set; }

    /// <summary>State.</summary>
    public HandoverState State { get; set; }

    /// <summary>Concurrency token.</summary>
    public int Version { get; set; }

    /// <summary>Last day to acknowledge.</summary>
    public DateOnly AckDueOn { get; set; }

    /// <summary>Issued, UTC.</summary>
    public DateTimeOffset IssuedAt { get; set; }

    /// <summary>First answer.</summary>
    public DateTimeOffset? AcknowledgedAt { get; set; }

    /// <summary>Waiting list.</summary>
    public DateTimeOffset? WaitlistedAt { get; set; }

    /// <summary>Accepted.</summary>
    public DateTimeOffset? AcceptedAt { get; set; }

    /// <summary>Not accepted.</summary>
    public DateTimeOffset? NotAcceptedAt { get; set; }

    /// <summary>Service started.</summary>
    public DateTimeOffset? InServiceAt { get; set; }

    /// <summary>Did not start.</summary>
    public DateTimeOffset? NotStartedAt { get; set; }

    /// <summary>Stopped.</summary>
    public DateTimeOffset? StoppedAt { get; set; }

    /// <summary>Stabilised.</summary>
    public DateTimeOffset? StabilisedAt { get; set; }

    /// <summary>Completed.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>Not acknowledged in time.</summary>
    public DateTimeOffset? OverdueAt { get; set; }

    /// <summary>Step two was issued.</summary>
    public DateTimeOffset? StepTwoAt { get; set; }

    /// <summary>Outcome of the last answer, as the recipient recorded it; never told to the sender.</summary>
    public string? LastOutcome { get; set; }

    /// <summary>Coded reason of the last answer, one of <see cref="ReplyReasons"/>; stays with the recipient and with reports, never told to the sender.</summary>
    public string? LastReason { get; set; }

    /// <summary>Last coarse status told to the sender.</summary>
    public string? Told { get; set; }

    /// <summary>When that status began, UTC.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>The recipient's case number, sealed under the client's key.</summary>
    public byte[]? CaseNumber { get; set; }
}

/// <summary>A decision with its explanation: codes, versions and field names, never a client's data.</summary>
public sealed class DecisionRow
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Referral.</summary>
    public Guid ReferralId { get; set; }

    /// <summary><c>admission</c>, <c>routing</c>, <c>view</c>, <c>release</c> or <c>answer</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>Outcome code.</summary>
    public required string Outcome { get; set; }

    /// <summary>Rule that fired.</summary>
    public required string Rule { get; set; }

    /// <summary>The explanation as JSON.</summary>
    public required string Explanation { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset At { get; set; }
}

/// <summary>Counts of a pilot site in one month, without persons.</summary>
public sealed class PilotCountRow
{
    /// <summary>Collaboration agreement.</summary>
    public required string Agreement { get; set; }

    /// <summary>Month, <c>2026-03</c>.</summary>
    public required string Period { get; set; }

    /// <summary>Source time of the counts; newer replaces older.</summary>
    public DateTimeOffset SourceTime { get; set; }

    /// <summary>Identified.</summary>
    public int Identified { get; set; }

    /// <summary>Eligible.</summary>
    public int Eligible { get; set; }

    /// <summary>Offered.</summary>
    public int Offered { get; set; }

    /// <summary>Losses as JSON.</summary>
    public required string Losses { get; set; }
}
