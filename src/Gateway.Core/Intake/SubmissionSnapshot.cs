namespace Gateway.Core.Intake;

/// <summary>State of a submission.</summary>
public enum SubmissionState
{
    /// <summary>Durable, translation not finished.</summary>
    Received = 0,

    /// <summary>Every record is translated or set aside.</summary>
    Translated = 1,

    /// <summary>Not one record could be read, or the time for its bytes was over before all were.</summary>
    SetAside = 2,
}

/// <summary>Bytes as an agency sent them.</summary>
public sealed record SubmissionSnapshot
{
    /// <summary>Reason code of one that waits so that its sender can take it back: it holds up nothing that came after it.</summary>
    public const string HeldBySender = "held-by-sender";

    /// <summary>Reason code of one that its sender took back before it was worked on.</summary>
    public const string TakenBack = "taken-back";

    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Agency.</summary>
    public required string Agency { get; set; }

    /// <summary>Profile.</summary>
    public required string Profile { get; set; }

    /// <summary>
    /// Blind index of the format's name as its sender wrote it, where the gateway knew no such format: what was written is not
    /// repeated anywhere. Null: the format was known, or no name is kept.
    /// </summary>
    public byte[]? NamedProfile { get; set; }

    /// <summary>HMAC of the idempotency key; unique with agency and profile.</summary>
    public required byte[] KeyHash { get; set; }

    /// <summary>HMAC of the body.</summary>
    public required byte[] BodyHash { get; set; }

    /// <summary>Length of the body.</summary>
    public long Bytes { get; set; }

    /// <summary>Media type, when it is one that formats have, without its parameters; null: another, or none.</summary>
    public string? ContentType { get; set; }

    /// <summary>
    /// Media type as its sender declared it, sealed under a key of the installation: its parameters are chosen by the sender, and
    /// one may be the sender's own reference. Null: none was declared.
    /// </summary>
    public byte[]? Declared { get; set; }

    /// <summary>The same, opened by whoever loads a submission to read it. It is stored nowhere.</summary>
    public string? DeclaredType { get; set; }

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

    /// <summary>Version of the profile under which it was read last; null: it was not read yet.</summary>
    public string? ProfileVersion { get; set; }

    /// <summary>The key of its bytes under the master key; null: destroyed.</summary>
    public byte[]? Wrapped { get; set; }

    /// <summary>Its bytes, sealed, when they fit one segment; null: they lie in segments of their own, or are destroyed.</summary>
    public byte[]? Sealed { get; set; }

    /// <summary>When its bytes are destroyed at the latest, translated or not; null: they are. Domain time, UTC.</summary>
    public DateTimeOffset? KeepUntil { get; set; }

    /// <summary>Domain time at which its segments were destroyed.</summary>
    public DateTimeOffset? DestroyedAt { get; set; }
}
