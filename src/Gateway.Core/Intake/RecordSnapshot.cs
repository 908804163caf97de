using Gateway.Core.Clients;
using Gateway.Core.Ladder;
using Gateway.Core.Work;

namespace Gateway.Core.Intake;

/// <summary>State of a record.</summary>
public enum RecordState
{
    /// <summary>Translated; its statements are being worked on.</summary>
    Translated = 0,

    /// <summary>Set aside, with a reason.</summary>
    SetAside = 1,

    /// <summary>A reply that waits for its handover.</summary>
    Waiting = 2,

    /// <summary>Its statements took effect.</summary>
    Done = 3,
}

/// <summary>One record of a submission, known outside as <c>{submission}.{number}</c>.</summary>
public sealed record RecordSnapshot : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Submission.</summary>
    public Guid SubmissionId { get; set; }

    /// <summary>Number in the submission, from 1.</summary>
    public int Number { get; set; }

    /// <summary>Agency.</summary>
    public required string Agency { get; set; }

    /// <summary>Line in the file.</summary>
    public int? Line { get; set; }

    /// <summary>State.</summary>
    public RecordState State { get; set; }

    /// <summary>Type of its first statement; null when set aside before one was known.</summary>
    public string? StatementType { get; set; }

    /// <summary>Client at the agency; null while unidentified.</summary>
    public Guid? ClientId { get; set; }

    /// <summary>A key of its own under the master key; null: what is sealed lies under its client's key, or the key was destroyed.</summary>
    public byte[]? Wrapped { get; set; }

    /// <summary>
    /// The record's bytes without what lies in a compartment, and its canonical statements, sealed as one text under
    /// the client's key, or under its own while the client is not known.
    /// </summary>
    public byte[]? Sealed { get; set; }

    /// <summary>Blind index of the ticket that its reply answers; null: it is no reply.</summary>
    public byte[]? InReplyToHash { get; set; }

    /// <summary>How often it was decided again because what it waited for came; the generation of its work item.</summary>
    public int Round { get; set; }

    /// <summary>Concurrency token.</summary>
    public int Version { get; set; }

    /// <summary>Fields that the profile does not map.</summary>
    public int Unmapped { get; set; }

    /// <summary>Domain time at which it was received, UTC.</summary>
    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>Referral it is about, when known.</summary>
    public Guid? ReferralId { get; set; }

    /// <summary>Blind index of the ticket a reply waits for.</summary>
    public byte[]? WaitingFor { get; set; }

    /// <summary>Reason code when set aside or waiting.</summary>
    public string? ReasonCode { get; set; }

    /// <summary>Reason as a sentence.</summary>
    public string? ReasonText { get; set; }

    /// <summary>Where in the record.</summary>
    public string? ReasonPath { get; set; }

    /// <summary>Whether its measurement on the participation ladder is in the counts. Of the measurement itself nothing stands outside the seal.</summary>
    public LadderState Ladder { get; set; }

    /// <summary>Strictest compartment of what the profile marks; the raw slice lies there.</summary>
    public Compartment Compartment { get; set; }
}
