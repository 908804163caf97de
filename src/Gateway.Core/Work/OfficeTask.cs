namespace Gateway.Core.Work;

/// <summary>Something a person must look at, with a reason.</summary>
public sealed record OfficeTask
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

    /// <summary>What closed it.</summary>
    public string? ClosedBy { get; set; }
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
}
