namespace Gateway.Core.Operating;

/// <summary>Open items with one generic cause.</summary>
/// <param name="Kind">Kind of worklist.</param>
/// <param name="Code">Reason code.</param>
/// <param name="Agency">Whose desk they lie on.</param>
/// <param name="Count">How many are open.</param>
/// <param name="FirstSeen">When the oldest open one came, UTC.</param>
/// <param name="LastSeen">When the newest open one came, UTC.</param>
/// <param name="Trend">How many came on each of the last seven days of the reader, the oldest first.</param>
/// <param name="Owner">Who looks after it.</param>
/// <param name="Note">What is known of it.</param>
/// <param name="Version">Version of owner and note, for writing them.</param>
public sealed record Cause(
    string Kind, string Code, string Agency, int Count, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, IReadOnlyList<int> Trend,
    string? Owner, string? Note, int Version);

/// <summary>One item.</summary>
/// <param name="Id">Id.</param>
/// <param name="Text">One sentence, without personal data.</param>
/// <param name="OpenedAt">When it came, UTC.</param>
/// <param name="DueOn">Last day to act.</param>
/// <param name="ReferralId">Referral it is about.</param>
/// <param name="SubjectId">What else it is about.</param>
/// <param name="Place">Where in the file, for records set aside.</param>
public sealed record CauseItem(Guid Id, Sentence Text, DateTimeOffset OpenedAt, DateOnly? DueOn, Guid? ReferralId, Guid SubjectId, ItemPlace? Place);

/// <summary>Where in a file something is wrong.</summary>
/// <param name="Record">Submission and number of the record, as its page is addressed.</param>
/// <param name="Line">Line of the file, from 1; null: the format has no lines.</param>
/// <param name="Path">Path of the field in the source; null: it is the record as a whole.</param>
public sealed record ItemPlace(string Record, int? Line, string? Path);

/// <summary>Items of a cause, a page at a time.</summary>
/// <param name="Cause">The cause; null: nothing with it is open.</param>
/// <param name="Items">Items, the oldest first.</param>
/// <param name="Next">Id to go on after; null: that was all.</param>
public sealed record CausePage(Cause? Cause, IReadOnlyList<CauseItem> Items, Guid? Next)
{
    /// <summary>For records set aside: in which formats and at which paths the cause is, the most frequent first.</summary>
    public IReadOnlyList<CausePlace> Places { get; init; } = [];
}

/// <summary>Where a cause is in records.</summary>
/// <param name="Profile">Format.</param>
/// <param name="Path">Path in the record, in the source's own terms; null: the reason names none.</param>
/// <param name="Count">Open items.</param>
public sealed record CausePlace(string Profile, string? Path, int Count)
{
    /// <summary>The items are submissions that were set aside whole when they arrived: nothing in them was read.</summary>
    public bool Whole { get; init; }
}

/// <summary>What people must look at. Content is never edited here: what is wrong in it goes back to its sender.</summary>
public interface IWorklists
{
    /// <summary>Causes with open items, the most frequent first.</summary>
    /// <param name="kind">Kind; null: all.</param>
    /// <param name="agency">Desk; null: all.</param>
    /// <param name="zone">Whose days the trend counts.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<IReadOnlyList<Cause>> CausesAsync(string? kind, string? agency, TimeZoneInfo zone, CancellationToken cancellation);

    /// <summary>Causes with open items; their trend counts days in UTC.</summary>
    /// <param name="kind">Kind; null: all.</param>
    /// <param name="agency">Desk; null: all.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<IReadOnlyList<Cause>> CausesAsync(string? kind, string? agency, CancellationToken cancellation) => CausesAsync(kind, agency, TimeZoneInfo.Utc, cancellation);

    /// <summary>A cause's items.</summary>
    /// <param name="kind">Kind.</param>
    /// <param name="code">Code of the cause.</param>
    /// <param name="agency">Desk.</param>
    /// <param name="after">The last item of the page before; null: the first page.</param>
    /// <param name="zone">Whose days the trend counts.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<CausePage> ItemsAsync(string kind, string code, string agency, Guid? after, TimeZoneInfo zone, CancellationToken cancellation);

    /// <summary>A cause's items; its trend counts days in UTC.</summary>
    /// <param name="kind">Kind.</param>
    /// <param name="code">Code of the cause.</param>
    /// <param name="agency">Desk.</param>
    /// <param name="after">The last item of the page before; null: the first page.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<CausePage> ItemsAsync(string kind, string code, string agency, Guid? after, CancellationToken cancellation) => ItemsAsync(kind, code, agency, after, TimeZoneInfo.Utc, cancellation);

    /// <summary>Writes down who looks after a cause and what is known of it.</summary>
    /// <returns>False: somebody else wrote meanwhile; nothing was changed.</returns>
    Task<bool> NoteAsync(string user, string kind, string code, string agency, string? owner, string? note, int version, CancellationToken cancellation);

    /// <summary>
    /// Sends records that were set aside back to their sender: an event in its own channel says where, why and what to do, and
    /// so does its list of records. Their items are closed. Only the items named, and only those still open.
    /// </summary>
    /// <returns>How many were sent back.</returns>
    Task<int> ReturnAsync(string user, IReadOnlyCollection<Guid> items, CancellationToken cancellation);
}
