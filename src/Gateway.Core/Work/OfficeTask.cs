namespace Gateway.Core.Work;

/// <summary>Something a person must look at, with a reason.</summary>
public sealed record OfficeTask : IVersioned
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

    /// <summary>Record, handover, delivery, work item or client it is about.</summary>
    public Guid SubjectId { get; set; }

    /// <summary>Reason code.</summary>
    public required string ReasonCode { get; set; }

    /// <summary>One sentence, without personal data, as <see cref="StoredSentence"/> reads it: of a decision the code and values.</summary>
    public required string Text { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>Last day to act.</summary>
    public DateOnly? DueOn { get; set; }

    /// <summary>Domain time, UTC; null: open.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>What closed it: a code of the gateway's, or the function at the office.</summary>
    public string? ClosedBy { get; set; }

    /// <summary>What came of it, one of <see cref="Tasks.TaskCodes.Outcomes"/>; null when the gateway closed it.</summary>
    public string? Outcome { get; set; }

    /// <summary>The client of its order of events, under whose key they are sealed; null: its office is told of it by no event.</summary>
    public Guid? ClientId { get; set; }

    /// <summary>The handover as its office got it.</summary>
    public Guid? HandoverId { get; set; }

    /// <summary>The office's own record that caused it, as the office calls it.</summary>
    public string? Source { get; set; }

    /// <summary>Function at the office that took it on.</summary>
    public string? ClaimedBy { get; set; }

    /// <summary>When; domain time, UTC.</summary>
    public DateTimeOffset? ClaimedAt { get; set; }

    /// <summary>How often the client was tried to be reached.</summary>
    public int Attempts { get; set; }

    /// <summary>How many of them in a row reached nobody; whoever reaches the client begins anew.</summary>
    public int InVain { get; set; }

    /// <summary>When last; domain time, UTC.</summary>
    public DateTimeOffset? AttemptedAt { get; set; }

    /// <summary>With which result last, one of <see cref="Tasks.TaskCodes.Results"/>.</summary>
    public string? AttemptResult { get; set; }

    /// <summary>Steps of the office's ladder that it moved up.</summary>
    public int Rung { get; set; }

    /// <summary>When it moves up the next step; null: it does not. Domain time, UTC.</summary>
    public DateTimeOffset? EscalateAt { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }
}

/// <summary>Kinds of worklist items.</summary>
public static class TaskKinds
{
    /// <summary>A record could not be translated.</summary>
    public const string SetAside = "set-aside";

    /// <summary>A record that came back to an office without a system; its case workers read it in the web inbox.</summary>
    public const string Returned = "returned";

    /// <summary>Words of a counsellor stayed behind, and codes may be sent instead; read in the web inbox.</summary>
    public const string CodesOffered = "codes-offered";

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

    /// <summary>An agreement ends, or has ended: the client, or whoever may agree, is asked again.</summary>
    public const string AgreementEnding = "agreement-ending";

    /// <summary>A control service asked for data with a mandate; the data protection officer reads of it.</summary>
    public const string MandateAsked = "mandate-asked";

    /// <summary>A benefit ends soon.</summary>
    public const string BenefitEnding = "benefit-ending";

    /// <summary>A client is to be measured on the participation ladder again.</summary>
    public const string Remeasure = "remeasure";

    /// <summary>An office has not answered: a task of the office, and one of whoever referred, which names no office.</summary>
    public const string Unanswered = "unanswered";

    /// <summary>A task of an office went up its whole ladder, and the gateway desk calls the office.</summary>
    public const string Escalated = "escalated";

    /// <summary>Kinds that an office does not work on as tasks: of the gateway desk, or answered in another way.</summary>
    public static IReadOnlyList<string> NotWorkedOn { get; } = [SetAside, Returned, CodesOffered, Withheld, Unroutable, Parked, WaitingReply, MandateAsked, Escalated];
}
