namespace Gateway.Persistence.Model;

/// <summary>A legal hold: what is known of a client, or of one referral, is kept although its term is over.</summary>
public sealed class LegalHoldRow
{
    /// <summary>The client or referral.</summary>
    public Guid SubjectId { get; set; }

    /// <summary><c>statute</c>: a law keeps it; <c>dispute</c>: a complaint or a procedure needs it.</summary>
    public required string Ground { get; set; }

    /// <summary>The article or the file number: one word with a digit, never a sentence, a name or a person's number.</summary>
    public required string Reference { get; set; }

    /// <summary>Who asked.</summary>
    public required string User { get; set; }

    /// <summary>Domain time, UTC.</summary>
    public DateTimeOffset Since { get; set; }
}
