namespace Gateway.Core.Operating;

/// <summary>How much a line of a story asks for attention.</summary>
public enum Weight
{
    /// <summary>It went as it should.</summary>
    Plain,

    /// <summary>Somebody may want to look.</summary>
    Attention,

    /// <summary>It stopped here.</summary>
    Stopped,
}

/// <summary>One line of a referral's story. It never holds a client's data.</summary>
/// <param name="At">When, domain time, UTC.</param>
/// <param name="Who">Agency id, <c>gateway</c> or <c>client</c>.</param>
/// <param name="Kind">Code of what happened.</param>
/// <param name="Text">One sentence; of a decision, the text it stored.</param>
/// <param name="Weight">Whether it asks for attention.</param>
/// <param name="Rule">Rule that decided.</param>
/// <param name="Inputs">Versions of what the decision looked at, as <c>input version</c>.</param>
/// <param name="Missing">What the decision could not know.</param>
/// <param name="Fields">Names of the ordinary fields that left.</param>
public sealed record FileLine(
    DateTimeOffset At, string Who, string Kind, Sentence Text, Weight Weight, string? Rule,
    IReadOnlyList<string> Inputs, IReadOnlyList<string> Missing, IReadOnlyList<string> Fields)
{
    /// <summary>Facts and notices of the decision: target groups among them, which not everybody who may see flows may see.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];
}

/// <summary>A deadline of a referral.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="LastDay">Its last day at the office that must answer.</param>
/// <param name="State"><c>running</c>, <c>passed</c>, <c>stopped</c>.</param>
public sealed record FileClock(string Kind, DateOnly LastDay, string State);

/// <summary>An office's part of a referral.</summary>
/// <param name="HandoverId">Id.</param>
/// <param name="Recipient">Agency.</param>
/// <param name="State">State.</param>
/// <param name="IssuedAt">When it was issued, UTC.</param>
/// <param name="AckDueOn">Day by which the office should acknowledge.</param>
/// <param name="LastOutcome">What it answered last.</param>
/// <param name="Seen">Ordinary fields that the office has seen.</param>
/// <param name="Behind">How many parts of the record stay behind a wall and were shown to nobody.</param>
public sealed record FilePart(
    Guid HandoverId, string Recipient, string State, DateTimeOffset IssuedAt, DateOnly AckDueOn, string? LastOutcome, IReadOnlyList<string> Seen, int Behind);

/// <summary>A referral from intake to outcome.</summary>
/// <param name="Id">Id.</param>
/// <param name="Sender">Who referred.</param>
/// <param name="State">State.</param>
/// <param name="SubmittedAt">When it was received, UTC.</param>
/// <param name="Purpose">Purpose.</param>
/// <param name="Basis">Reference of the legal basis it was found to rest on.</param>
/// <param name="Collaboration">Local agreement it belongs to.</param>
/// <param name="Waiting">Why it is waiting, in a sentence; null: it is not.</param>
/// <param name="RecordId">The record it came in, <c>{submission}.{n}</c>.</param>
/// <param name="Parts">Offices.</param>
/// <param name="Clocks">Deadlines.</param>
/// <param name="Lines">The story.</param>
public sealed record ReferralFile(
    Guid Id, string Sender, string State, DateTimeOffset SubmittedAt, string Purpose, string? Basis, string? Collaboration,
    Sentence? Waiting, string RecordId, IReadOnlyList<FilePart> Parts, IReadOnlyList<FileClock> Clocks, IReadOnlyList<FileLine> Lines);

/// <summary>Reads a referral's file, for operators: flows, decisions and causes, never a client's data.</summary>
public interface IReferralFiles
{
    /// <summary>The file; null: there is no such referral.</summary>
    Task<ReferralFile?> ReadAsync(Guid id, CancellationToken cancellation);
}
