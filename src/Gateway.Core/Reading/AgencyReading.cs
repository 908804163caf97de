using Gateway.Contracts;

namespace Gateway.Core.Reading;

/// <summary>What an agency may see of its own submissions. An id of another agency is like one that does not exist.</summary>
public interface ISubmissionReading
{
    /// <summary>A page of a submission's records, or null.</summary>
    /// <param name="agency">The caller.</param>
    /// <param name="submissionId">Submission.</param>
    /// <param name="after">Record number after which to read; 0 for the first page.</param>
    /// <param name="take">At most this many, 1–500.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<SubmissionPage?> ReadAsync(string agency, Guid submissionId, int after, int take, CancellationToken cancellation);
}

/// <summary>A submission as its sender sees it.</summary>
/// <param name="SubmissionId">Id.</param>
/// <param name="Profile">Profile.</param>
/// <param name="State"><c>received</c> (being translated) or <c>translated</c>, or <c>setAside</c> when not one record could be read.</param>
/// <param name="Received">Records found so far.</param>
/// <param name="SetAside">Of those, set aside.</param>
/// <param name="Records">This page.</param>
/// <param name="Next">Record number to continue after; null at the end.</param>
/// <param name="Reason">Why the file as a whole was set aside.</param>
/// <param name="Corrects">The set-aside record that it replaces, <c>{submission}.{n}</c>.</param>
/// <param name="CorrectedBy">The submission that replaces it, when it was set aside as a whole.</param>
/// <param name="ReturnedAt">When the gateway desk sent it back as a whole, UTC.</param>
public sealed record SubmissionPage(
    Guid SubmissionId, string Profile, string State, int Received, int SetAside,
    IReadOnlyList<RecordLine> Records, int? Next, Reason? Reason, string? Corrects = null, Guid? CorrectedBy = null, DateTimeOffset? ReturnedAt = null);

/// <summary>One record as its sender sees it.</summary>
/// <param name="Id"><c>{submission}.{n}</c>.</param>
/// <param name="State"><c>setAside</c>, <c>pending</c> (nothing to tell yet, whatever the cause) or <c>done</c>.</param>
/// <param name="Stage">Stage it is in, as coarse as the state: <c>translation</c> or <c>referral</c>.</param>
/// <param name="Reason">Reason when set aside.</param>
/// <param name="ReferralIds">Referrals it led to.</param>
/// <param name="CorrectedBy">The submission that replaces it.</param>
/// <param name="ReturnedAt">When it was sent back, with an event <c>record.returned</c>, UTC.</param>
public sealed record RecordLine(
    string Id, string State, string Stage, Reason? Reason, IReadOnlyList<Guid> ReferralIds, Guid? CorrectedBy = null, DateTimeOffset? ReturnedAt = null);

/// <summary>A reason with its stable code.</summary>
/// <param name="Code">Code.</param>
/// <param name="Text">One sentence in English, as it was written down.</param>
/// <param name="Path">Where in the record, when it has a place.</param>
/// <param name="Line">Line in the file.</param>
/// <param name="Sentence">What is wrong, in the sender's language.</param>
/// <param name="Remedy">What to do, in the sender's language.</param>
public sealed record Reason(string Code, string Text, string? Path = null, int? Line = null, string? Sentence = null, string? Remedy = null);

/// <summary>An agency's own events, in order.</summary>
public interface IFeed
{
    /// <summary>Reads on; reading an item for the first time is its release.</summary>
    /// <param name="agency">The caller.</param>
    /// <param name="after">Position after which to read; 0 for the start.</param>
    /// <param name="take">At most this many, 1–200.</param>
    /// <param name="wait">How long to wait for the first item, at most 60 s.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Null when the position lies beyond the feed's end: it was never given out.</returns>
    Task<FeedPage?> ReadAsync(string agency, long after, int take, TimeSpan wait, CancellationToken cancellation);

    /// <summary>Fetches one event; fetching it for the first time is its release, and gives it the next position.</summary>
    /// <param name="agency">The caller.</param>
    /// <param name="id">The event's id.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Null when nothing of that id is for the caller, or it does not leave (any more).</returns>
    Task<FetchedEvent?> FetchAsync(string agency, Guid id, CancellationToken cancellation);

    /// <summary>Confirms everything up to a position; never backwards, never beyond what was read.</summary>
    /// <returns>False when the position was never given out.</returns>
    Task<bool> AcknowledgeAsync(string agency, long position, CancellationToken cancellation);
}

/// <summary>A page of a feed.</summary>
/// <param name="Items">Events in order.</param>
/// <param name="Next">Position to continue after.</param>
/// <param name="More">More is waiting now.</param>
public sealed record FeedPage(IReadOnlyList<CloudEvent> Items, long Next, bool More);

/// <summary>An event that an agency asked for.</summary>
/// <param name="Event">The event; null: another about the same client comes first, or nothing is brought to the agency for a while.</param>
public sealed record FetchedEvent(CloudEvent? Event);

/// <summary>What an agency may know of a referral it sent or received.</summary>
public interface IReferralReading
{
    /// <summary>The referral as the caller may see it, or null.</summary>
    Task<ReferralLine?> ReadAsync(string agency, Guid referralId, CancellationToken cancellation);
}

/// <summary>A referral as one of its parties sees it.</summary>
/// <param name="Id">Id.</param>
/// <param name="Role"><c>sender</c> or <c>recipient</c>.</param>
/// <param name="SubmittedAt">When it was received, UTC.</param>
/// <param name="Parts">For the sender one part per office that answered, or a single <c>pending</c> part.</param>
public sealed record ReferralLine(Guid Id, string Role, DateTimeOffset SubmittedAt, IReadOnlyList<ReferralPart> Parts);

/// <summary>One office's part.</summary>
/// <param name="Office">Agency id; null while nothing is known.</param>
/// <param name="Status">Coarse status.</param>
/// <param name="Since">When that status began, UTC.</param>
/// <param name="Text">One sentence for a person.</param>
public sealed record ReferralPart(string? Office, string Status, DateTimeOffset Since, string Text);

/// <summary>A part of the gateway that must work before a role is ready.</summary>
/// <param name="Part">Name, for example <c>database</c>.</param>
/// <param name="Ready">Works.</param>
/// <param name="Text">What is wrong and what to do, when it does not.</param>
public sealed record ReadinessPart(string Part, bool Ready, string? Text);

/// <summary>Tells which part is missing.</summary>
public interface IReadiness
{
    /// <summary>Every part this process needs.</summary>
    Task<IReadOnlyList<ReadinessPart>> ReadAsync(CancellationToken cancellation);
}

/// <summary>Whether the store can be asked.</summary>
public interface IStoreState
{
    /// <summary>Whether it was prepared since the process started. A server database may be absent at start.</summary>
    bool IsOpen { get; }

    /// <summary>Whether a failure means that the store does not answer now; the same call may succeed later.</summary>
    bool IsAway(Exception exception);
}
