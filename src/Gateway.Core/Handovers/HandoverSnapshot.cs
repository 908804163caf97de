using Gateway.Core.Referrals;
using Gateway.Core.Work;

namespace Gateway.Core.Handovers;

/// <summary>A referral's part for one recipient.</summary>
public sealed record HandoverSnapshot : IVersioned
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

    /// <summary>When the office must have acknowledged; null: it has, or nobody waits for it any more. Domain time, UTC.</summary>
    public DateTimeOffset? AckDueAt { get; set; }

    /// <summary>Source time of the newest reply that took effect; older ones enter history only.</summary>
    public DateTimeOffset? LastReplyAt { get; set; }

    /// <summary>Record of that reply: of two replies of one source time the one accepted later is the newer.</summary>
    public Guid? LastReply { get; set; }

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

    /// <summary>Interrupted since, UTC; null: it is not.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    /// <summary>Services that must run before anything of this part leaves, comma-separated codes; null: it waits for none.</summary>
    public string? WaitsFor { get; set; }

    /// <summary>Next step that the office proposed: a code of the directory or of the contract; null: none.</summary>
    public string? NextStep { get; set; }

    /// <summary>When a next step must be known after the part has ended; null: nobody waits for one (any more). Domain time, UTC.</summary>
    public DateTimeOffset? NextStepDueAt { get; set; }

    /// <summary>Last coarse status told to the sender.</summary>
    public string? Told { get; set; }

    /// <summary>When that status began, UTC.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>The appointment with the client, UTC; the last that was told.</summary>
    public DateTimeOffset? AppointmentAt { get; set; }

    /// <summary>Kind of place, a code of the contract.</summary>
    public string? AppointmentPlace { get; set; }

    /// <summary>Kind of appointment, a code of the contract.</summary>
    public string? AppointmentKind { get; set; }

    /// <summary>How it stands, a code of the contract.</summary>
    public string? AppointmentState { get; set; }

    /// <summary>When what holds of the appointment was said, UTC: by either office, whoever said it last.</summary>
    public DateTimeOffset? AppointmentSaidAt { get; set; }

    /// <summary>Day on which the client was told of the handover.</summary>
    public DateOnly? ClientToldOn { get; set; }

    /// <summary>By which office, a code of the contract.</summary>
    public string? ClientToldBy { get; set; }

    /// <summary>Whether the client's need was met, a code of the contract.</summary>
    public string? NeedMet { get; set; }

    /// <summary>The recipient's case number, sealed under the client's key.</summary>
    public byte[]? CaseNumber { get; set; }
}
