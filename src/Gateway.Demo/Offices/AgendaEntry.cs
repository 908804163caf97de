namespace Gateway.Demo.Offices;

/// <summary>Bytes an office posts. The same entry always has the same bytes and the same key, however often it is built.</summary>
/// <param name="Path">Path of the call.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="IdempotencyKey">Key of the call.</param>
/// <param name="Body">Body.</param>
internal sealed record Submission(string Path, string ContentType, string IdempotencyKey, byte[] Body);

/// <summary>Something an office does at a moment.</summary>
/// <param name="At">When, simulated UTC.</param>
/// <param name="Office">Agency id.</param>
/// <param name="About">Orders what one office does at the same moment; does not depend on the gateway's own numbers.</param>
/// <param name="What">What it posts.</param>
internal sealed record AgendaEntry(DateTimeOffset At, string Office, string About, Submission What)
{
    /// <summary>What it means, in words, for the story of a client that is told at the end; null: the gateway's own record of the referral says it.</summary>
    public ToldLine? Told { get; init; }
}

/// <summary>A line of a client's story as an office would tell it.</summary>
/// <param name="Whose">The sender's ticket of the client's referral, or the gateway's id of it.</param>
/// <param name="At">When, simulated UTC.</param>
/// <param name="Office">Agency id.</param>
/// <param name="Words">One sentence, without personal data.</param>
internal sealed record ToldLine(string Whose, DateTimeOffset At, string Office, string Words);
