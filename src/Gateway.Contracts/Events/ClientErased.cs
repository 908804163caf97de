namespace Gateway.Contracts.Events;

/// <summary>
/// The office that referred a client has erased what it knew of the client. Told to an office to which something of it left: the
/// handover has ended, and the office decides about its own copy (GDPR art. 17(2), 19). It says nothing else of the client.
/// </summary>
public sealed record ClientErased
{
    /// <summary>Ticket of this message.</summary>
    public required string Ticket { get; init; }

    /// <summary>The handover, by the ticket under which the office got it.</summary>
    public required string InReplyTo { get; init; }

    /// <summary>When it was told, UTC.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Coarse status of the handover: ended.</summary>
    public required string Status { get; init; }

    /// <summary>Language of the sentence (ISO 639-1): en, nl or fr.</summary>
    public required string Language { get; init; }

    /// <summary>What happened, and what to do.</summary>
    public required string Sentence { get; init; }
}
