namespace Gateway.Core.Work;

/// <summary>A deadline in domain time.</summary>
public sealed record Deadline
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>One of <see cref="DeadlineKinds"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>What it is about; its kind follows from <see cref="Kind"/>.</summary>
    public Guid SubjectId { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>State.</summary>
    public DeadlineState State { get; set; }
}

/// <summary>Kinds of clocks.</summary>
public static class DeadlineKinds
{
    /// <summary>No office has acknowledged the referral in time. Runs for every referral, whatever became of it.</summary>
    public const string Acknowledge = "acknowledge";

    /// <summary>The office addressed has not acknowledged by the day it agreed to.</summary>
    public const string HandoverAcknowledge = "handover-acknowledge";

    /// <summary>A recipient was told to stop and has not confirmed (practice: 5 working days).</summary>
    public const string WithdrawalTold = "withdrawal-told";

    /// <summary>The welfare office must decide on an application (Belgium: 30 days).</summary>
    public const string ApplicationDecision = "application-decision";

    /// <summary>A dated goal of a plan is to be reached.</summary>
    public const string DatedGoal = "dated-goal";

    /// <summary>A benefit's end is announced to the client's counsellor.</summary>
    public const string BenefitEnding = "benefit-ending";

    /// <summary>The first day of a new benefit has come.</summary>
    public const string BenefitTransferred = "benefit-transferred";

    /// <summary>A client is to be measured on the participation ladder again.</summary>
    public const string Remeasure = "remeasure";

    /// <summary>Two offices are not competent: the next working day on which somebody is reminded.</summary>
    public const string CompetenceConflict = "competence-conflict";

    /// <summary>What a client may be used for has changed; due at once: the offices that have the client's data are told, and what was stopped is decided again.</summary>
    public const string StandingChanged = "standing-changed";
}

/// <summary>State of a clock.</summary>
public enum DeadlineState
{
    /// <summary>Runs.</summary>
    Running = 0,

    /// <summary>Due; its work item was made.</summary>
    Fired = 1,

    /// <summary>No longer needed.</summary>
    Stopped = 2,
}
