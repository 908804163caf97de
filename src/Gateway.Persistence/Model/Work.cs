namespace Gateway.Persistence.Model;

/// <summary>Names of the stages: queues, steps and roles bear them.</summary>
public static class StageNames
{
    /// <summary>Submission to canonical statements.</summary>
    public const string Translation = "translation";

    /// <summary>Statements of the sender: admissible, routed, view.</summary>
    public const string Referral = "referral";

    /// <summary>Bytes to channels that the gateway writes to.</summary>
    public const string Delivery = "delivery";

    /// <summary>Replies of recipients.</summary>
    public const string Outcome = "outcome";

    /// <summary>Deadlines that passed.</summary>
    public const string Clocks = "clocks";

    /// <summary>Every stage.</summary>
    public static IReadOnlyList<string> All { get; } = [Translation, Referral, Delivery, Outcome, Clocks];
}

/// <summary>State of a step.</summary>
public enum WorkItemState
{
    /// <summary>To do, leased or waiting.</summary>
    Open = 0,

    /// <summary>Completed in the transaction that applied its effects.</summary>
    Done = 1,

    /// <summary>Cannot be done as it is; a person looks at it and replays.</summary>
    Parked = 2,
}

/// <summary>A piece of work: outbox, inbox, retry and sweeper in one row.</summary>
public sealed class WorkItemRow
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>One of <see cref="StageNames"/>.</summary>
    public required string Stage { get; set; }

    /// <summary>What to work on; its kind follows from the stage.</summary>
    public Guid SubjectId { get; set; }

    /// <summary>Raised for every further round on the same subject (next round, replay). Unique with stage and subject.</summary>
    public int Generation { get; set; }

    /// <summary>Not before this machine time.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>Machine time until which a lease holds.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }

    /// <summary>Token of the lease; completion is conditional on it.</summary>
    public Guid? LeaseToken { get; set; }

    /// <summary>How often it was leased.</summary>
    public int Attempts { get; set; }

    /// <summary>State.</summary>
    public WorkItemState State { get; set; }

    /// <summary>Why it is parked: a code.</summary>
    public string? ParkedCode { get; set; }

    /// <summary>Why it is parked: bounded, without personal data.</summary>
    public string? ParkedReason { get; set; }

    /// <summary>W3C trace parent of what caused it.</summary>
    public string? TraceParent { get; set; }
}

/// <summary>A deadline in domain time.</summary>
public sealed class DeadlineRow
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

    /// <summary>The bytes of a submission with records that were set aside are kept no longer (14 days).</summary>
    public const string SubmissionKept = "submission-kept";
}

/// <summary>State of a clock.</summary>
public enum DeadlineState
{
    /// <summary>Runs.</summary>
    Running = 0,

    /// <summary>Due; its step exists.</summary>
    Fired = 1,

    /// <summary>No longer needed.</summary>
    Stopped = 2,
}

/// <summary>Something a person must look at, with a reason.</summary>
public sealed class TaskRow
{
    /// <summary>Characters of <see cref="Text"/> at most; longer ones are cut.</summary>
    public const int LongestText = 1000;

    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>One of <see cref="TaskKinds"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>Agency whose desk it is for.</summary>
    public required string Agency { get; set; }

    /// <summary>Referral, when it is about one.</summary>
    public Guid? ReferralId { get; set; }

    /// <summary>Record, handover, delivery, step or client it is about.</summary>
    public Guid SubjectId { get; set; }

    /// <summary>Reason code.</summary>
    public required string ReasonCode { get; set; }

    /// <summary>One sentence, without personal data.</summary>
    public required string Text { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>Last day to act.</summary>
    public DateOnly? DueOn { get; set; }

    /// <summary>Domain time, UTC; null: open.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>What closed it.</summary>
    public string? ClosedBy { get; set; }
}

/// <summary>Kinds of worklist items.</summary>
public static class TaskKinds
{
    /// <summary>A record could not be translated.</summary>
    public const string SetAside = "set-aside";

    /// <summary>Not admissible, or blocked at release.</summary>
    public const string Withheld = "withheld";

    /// <summary>No office.</summary>
    public const string Unroutable = "unroutable";

    /// <summary>No answer in time.</summary>
    public const string Overdue = "overdue";

    /// <summary>Work that failed.</summary>
    public const string Parked = "parked";

    /// <summary>A reply for which no handover is known (yet).</summary>
    public const string WaitingReply = "waiting-reply";

    /// <summary>A recipient must be told of a withdrawal, and has not confirmed.</summary>
    public const string WithdrawalUntold = "withdrawal-untold";

    /// <summary>A coded task for a case worker.</summary>
    public const string CaseWork = "task";

    /// <summary>A benefit ends soon.</summary>
    public const string BenefitEnding = "benefit-ending";
}
