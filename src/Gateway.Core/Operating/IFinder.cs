using Gateway.Core.Accountability;

namespace Gateway.Core.Operating;

/// <summary>Which referrals a list shows. All of it may stand in an address: it names nobody.</summary>
/// <param name="State">State of the referral; null: any.</param>
/// <param name="Agency">Referring agency; null: any.</param>
/// <param name="Recipient">Receiving agency; null: any.</param>
/// <param name="Before">Id before which to go on; null: from the newest.</param>
public sealed record ReferralFilter(string? State, string? Agency, string? Recipient, Guid? Before)
{
    /// <summary>State of a handover of it; null: any.</summary>
    public string? Handover { get; init; }

    /// <summary>Code of the reason why it is withheld or has no office; null: any.</summary>
    public string? Cause { get; init; }

    /// <summary>Received from this moment on, UTC; null: from the beginning.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Received before this moment, UTC; null: until now.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>A referral in a list.</summary>
/// <param name="Id">Id.</param>
/// <param name="SubmittedAt">When it was received, UTC.</param>
/// <param name="Agency">Who referred.</param>
/// <param name="Recipients">To whom it was issued.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Reason code; null: none.</param>
public sealed record FoundReferral(Guid Id, DateTimeOffset SubmittedAt, string Agency, IReadOnlyList<string> Recipients, string State, string? Reason);

/// <summary>What a search found.</summary>
/// <param name="Referrals">Referrals, the newest first.</param>
/// <param name="More">Id to go on before; null: that was all.</param>
/// <param name="Exact">What the text named, when it named one thing that is no referral: a submission, a record, a work item.</param>
public sealed record Found(IReadOnlyList<FoundReferral> Referrals, Guid? More, FoundThing? Exact = null);

/// <summary>Something found by its id that is no referral.</summary>
/// <param name="Kind"><c>submission</c>, <c>record</c>, <c>delivery</c>, <c>work item</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Agency">Whose it is.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why, when it is set aside or parked.</param>
/// <param name="ReferralId">The referral it led to.</param>
public sealed record FoundThing(string Kind, string Id, string? Agency, string State, Sentence? Reason, Guid? ReferralId);

/// <summary>Finds referrals by ids, agencies' own references and identifiers. There is no search by name: names are sealed.</summary>
public interface IFinder
{
    /// <summary>By any id of the gateway, by the short reference of one of the newest, or by an agency's own reference (a ticket), which is looked up under every agency.</summary>
    /// <param name="text">Id of a referral, handover, delivery, submission, record (<c>{submission}.{n}</c>) or work item; or a reference.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<Found> FindAsync(string text, CancellationToken cancellation);

    /// <summary>
    /// By an identifier at one agency, through the blind index. Who looks, and why, is written down before anything is answered.
    /// An agency that the person does not work for is answered like a number that nobody has.
    /// </summary>
    /// <param name="agency">Agency that knows the client.</param>
    /// <param name="scheme">Identifier scheme, for example <c>insz</c>.</param>
    /// <param name="value">The identifier; written nowhere.</param>
    /// <param name="reader">Who looks.</param>
    /// <param name="purpose">Why; the words are kept when somebody was found, under that client's key.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<Found> FindClientAsync(string agency, string scheme, string value, Reader reader, StatedPurpose purpose, CancellationToken cancellation);

    /// <summary>Referrals by state and agency, a page at a time.</summary>
    Task<Found> ListAsync(ReferralFilter filter, CancellationToken cancellation);
}

/// <summary>A search that somebody keeps.</summary>
/// <param name="Name">Its name, as the user gave it.</param>
/// <param name="Filter">The filter, as an address holds it.</param>
public sealed record SavedSearch(string Name, string Filter);

/// <summary>Searches that people keep, each for oneself.</summary>
public interface ISavedSearches
{
    /// <summary>Characters of a name at most.</summary>
    const int LongestName = 60;

    /// <summary>Searches of a person at most.</summary>
    const int Most = 20;

    /// <summary>A person's searches by name.</summary>
    Task<IReadOnlyList<SavedSearch>> ListAsync(string user, CancellationToken cancellation);

    /// <summary>Keeps a search; one of the same name is replaced.</summary>
    /// <returns>False: the person keeps as many as may be kept.</returns>
    Task<bool> SaveAsync(string user, SavedSearch search, CancellationToken cancellation);

    /// <summary>Removes a search; one that is not there is gone already.</summary>
    Task RemoveAsync(string user, string name, CancellationToken cancellation);
}
