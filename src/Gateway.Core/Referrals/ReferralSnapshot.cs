using Gateway.Core.Work;

namespace Gateway.Core.Referrals;

/// <summary>A referral by one agency for one client.</summary>
public sealed record ReferralSnapshot : IVersioned
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

    /// <summary>
    /// When the sender is told that no office has answered; null: one has, or the time has passed. It runs for every
    /// referral, whatever became of it: silence must not tell why. Domain time, UTC.
    /// </summary>
    public DateTimeOffset? AckDueAt { get; set; }

    /// <summary>Cancelled or recalled by the sender, UTC.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The acknowledgement clock ran out before any office answered, UTC.</summary>
    public DateTimeOffset? OverdueAt { get; set; }

    /// <summary>Offers it waits for, comma-separated as <c>office/service</c>; an office that declined for want of a place stands with <c>!</c>. Null: it waits for none.</summary>
    public string? WaitsFor { get; set; }

    /// <summary>Since when it waits for a place, UTC.</summary>
    public DateTimeOffset? WaitsSince { get; set; }

    /// <summary>Whether it comes first when a place is freed: the local agreement's need, as the referral states it.</summary>
    public bool NeedsFirst { get; set; }

    /// <summary>A counsellor of the referring office decided that it goes on although no target group is a clear yes, UTC.</summary>
    public DateTimeOffset? CounsellorAgreedAt { get; set; }

    /// <summary>A counsellor was asked, UTC.</summary>
    public DateTimeOffset? CounsellorAskedAt { get; set; }

    /// <summary>Goal of the route, one of the goal codes; null: not known yet.</summary>
    public string? Goal { get; set; }

    /// <summary>Agency that set the goal: it alone changes it.</summary>
    public string? GoalFrom { get; set; }

    /// <summary>Who set it at that agency: the client, the counsellor, both together.</summary>
    public string? GoalSetBy { get; set; }

    /// <summary>Dated goals, as <c>INCLUSION=2026-06-30,WORK=2026-12-31</c>; null: there are none.</summary>
    public string? DatedGoals { get; set; }

    /// <summary>Since when the days of the dated goals stand still, because every part that runs is interrupted, UTC.</summary>
    public DateTimeOffset? StillSince { get; set; }

    /// <summary>Services of a joint plan that the referring office keeps and leads itself, comma-separated codes; null: none.</summary>
    public string? OwnServices { get; set; }

    /// <summary>Every lead of the joint plan has left without a next step; said once, UTC.</summary>
    public DateTimeOffset? LeftAt { get; set; }
}
