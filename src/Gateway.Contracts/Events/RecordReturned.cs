namespace Gateway.Contracts.Events;

/// <summary>
/// A record of an agency that took no effect goes back to it, with the reason and what to do. Nothing in it is of a client:
/// codes, places and the gateway's own sentences.
/// </summary>
public sealed record RecordReturned
{
    /// <summary>Ticket of this message.</summary>
    public required string Ticket { get; init; }

    /// <summary>The record as its sender knows it: the id of the submission, a point and its number in it; without number: the submission as a whole.</summary>
    public required string Record { get; init; }

    /// <summary>When it was returned, UTC.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Reason code.</summary>
    public required string Code { get; init; }

    /// <summary>Where in the record, in the words of the sender's format.</summary>
    public string? Path { get; init; }

    /// <summary>Line in the file.</summary>
    public int? Line { get; init; }

    /// <summary>Language of the sentences (ISO 639-1): en, nl or fr.</summary>
    public required string Language { get; init; }

    /// <summary>What is wrong.</summary>
    public required string Sentence { get; init; }

    /// <summary>What to do.</summary>
    public required string Remedy { get; init; }
}
