using Gateway.Core.Clients;

namespace Gateway.Persistence.Model;

/// <summary>State of a submission.</summary>
public enum SubmissionState
{
    /// <summary>Durable, translation not finished.</summary>
    Received = 0,

    /// <summary>Every record is translated or set aside.</summary>
    Translated = 1,

    /// <summary>Not one record could be read.</summary>
    SetAside = 2,
}

/// <summary>Bytes as an agency sent them.</summary>
public sealed class SubmissionRow
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Agency.</summary>
    public required string Agency { get; set; }

    /// <summary>Profile.</summary>
    public required string Profile { get; set; }

    /// <summary>HMAC of the idempotency key; unique with agency and profile.</summary>
    public required byte[] KeyHash { get; set; }

    /// <summary>HMAC of the body.</summary>
    public required byte[] BodyHash { get; set; }

    /// <summary>Length of the body.</summary>
    public long Bytes { get; set; }

    /// <summary>Media type as declared.</summary>
    public string? ContentType { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>State.</summary>
    public SubmissionState State { get; set; }

    /// <summary>Records committed so far; translation reads on after them.</summary>
    public int Records { get; set; }

    /// <summary>Of those, set aside.</summary>
    public int SetAside { get; set; }

    /// <summary>Why the file as a whole could not be read.</summary>
    public string? ReasonCode { get; set; }

    /// <summary>The same as a sentence.</summary>
    public string? ReasonText { get; set; }

    /// <summary>Key of its segments, destroyed when settled.</summary>
    public Guid KeyId { get; set; }

    /// <summary>Domain time at which its segments were destroyed.</summary>
    public DateTimeOffset? DestroyedAt { get; set; }
}

/// <summary>A sealed piece of a submission, at most 1 MiB of plain bytes.</summary>
public sealed class SegmentRow
{
    /// <summary>Submission.</summary>
    public Guid SubmissionId { get; set; }

    /// <summary>Position, from 0.</summary>
    public int Index { get; set; }

    /// <summary>AES-256-GCM; additional data: submission, index, last.</summary>
    public required byte[] Cipher { get; set; }

    /// <summary>The last segment.</summary>
    public bool Last { get; set; }
}

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
public sealed class RecordRow
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

    /// <summary>Key of slice and statements: the client's, or its own while unidentified.</summary>
    public Guid KeyId { get; set; }

    /// <summary>The record's bytes, stripped of what stands behind a wall; sealed.</summary>
    public byte[]? Slice { get; set; }

    /// <summary>Canonical statements, a JSON array of <c>{type, data}</c>; sealed.</summary>
    public byte[]? Statements { get; set; }

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

    /// <summary>Strictest compartment of what the profile marks; the raw slice lies there.</summary>
    public Compartment Compartment { get; set; }
}

/// <summary>A key that seals data; destroyed to erase.</summary>
public sealed class DataKeyRow
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary><c>submission</c>, <c>client</c>, <c>record</c> or <c>index</c>.</summary>
    public required string Purpose { get; set; }

    /// <summary>The key under the master key; null: destroyed.</summary>
    public byte[]? Wrapped { get; set; }
}

/// <summary>An agency's API key, without its secret.</summary>
public sealed class ApiKeyRow
{
    /// <summary>First part of the key.</summary>
    public required string Id { get; set; }

    /// <summary>Agency.</summary>
    public required string Agency { get; set; }

    /// <summary>SHA-256 of the secret (256 random bits: no slow hash is needed).</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Machine time, UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Machine time, UTC; null: in use.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>A named value of this installation.</summary>
public sealed class SettingRow
{
    /// <summary>Name.</summary>
    public required string Name { get; set; }

    /// <summary>Value.</summary>
    public required string Value { get; set; }
}
