namespace Gateway.Core.Reading;

/// <summary>An agency's own referrals: those that it sent, and those that reached it.</summary>
public interface IReferralList
{
    /// <summary>A page in order of time, in both roles.</summary>
    /// <param name="agency">The caller.</param>
    /// <param name="after">Where the page before ended, or the moment from which to read.</param>
    /// <param name="take">At most this many.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<ReferralPage> ReadAsync(string agency, ReferralPlace after, int take, CancellationToken cancellation);
}

/// <summary>A place in an agency's list.</summary>
/// <param name="At">Domain time, UTC.</param>
/// <param name="Id">Of several at that moment; empty: before all of them.</param>
public sealed record ReferralPlace(DateTimeOffset At, Guid Id);

/// <summary>A page of an agency's list.</summary>
/// <param name="Items">Referrals.</param>
/// <param name="Next">Where to go on; null: there is nothing more now.</param>
public sealed record ReferralPage(IReadOnlyList<ListedReferral> Items, ReferralPlace? Next);

/// <summary>A referral in the list of one of its parties.</summary>
/// <param name="Id">The gateway's id.</param>
/// <param name="Role"><c>sender</c> or <c>recipient</c>.</param>
/// <param name="Ticket">The sender's own ticket, or the ticket of the handover; null when what was known of the client is erased.</param>
/// <param name="SubmittedAt">When the gateway received it, or when it reached the recipient, UTC.</param>
/// <param name="Parts">As <see cref="IReferralReading"/> says them.</param>
public sealed record ListedReferral(Guid Id, string Role, string? Ticket, DateTimeOffset SubmittedAt, IReadOnlyList<ReferralPart> Parts);
