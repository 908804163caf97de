namespace Gateway.Contracts.Events;

/// <summary>
/// A person of the office must do something, or what they must do has changed. Nothing in it is of a client: ids that the
/// office has already, codes, days and the gateway's own sentence.
/// </summary>
public sealed record TaskChanged
{
    /// <summary>Ticket of this message.</summary>
    public required string Ticket { get; init; }

    /// <summary>The task; <c>/v1/tasks/{id}</c>.</summary>
    public required string Task { get; init; }

    /// <summary>Kind of the task.</summary>
    public required string Kind { get; init; }

    /// <summary>Reason code.</summary>
    public required string Code { get; init; }

    /// <summary>State when this was sent: open, claimed or closed.</summary>
    public required string State { get; init; }

    /// <summary>When this was sent, UTC.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The referral, when it is about one.</summary>
    public string? ReferralId { get; init; }

    /// <summary>The handover as the office got it: the ticket that its answers name.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The office's own record that caused it: the id of the submission, a point and its number in it.</summary>
    public string? Record { get; init; }

    /// <summary>Last day to act.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>How many steps of the office's ladder it has moved up.</summary>
    public int? WentUp { get; init; }

    /// <summary>The function that is asked now, from the office's ladder.</summary>
    public string? AskedOf { get; init; }

    /// <summary>The function that took it on.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>How often the client was tried to be reached.</summary>
    public int? Attempts { get; init; }

    /// <summary>What came of it; only of a task that is closed.</summary>
    public string? Outcome { get; init; }

    /// <summary>Language of the sentence (ISO 639-1): en, nl or fr.</summary>
    public required string Language { get; init; }

    /// <summary>What to do.</summary>
    public required string Sentence { get; init; }
}
