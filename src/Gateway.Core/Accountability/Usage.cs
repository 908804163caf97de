using Gateway.Core.Operating;
using Gateway.Core.Privacy;

namespace Gateway.Core.Accountability;

/// <summary>What a controller's portal asks for its citizen.</summary>
/// <param name="Agency">The controller.</param>
/// <param name="Scheme">Identifier scheme.</param>
/// <param name="Identifier">The citizen's identifier as written; it is normalised, and never stored or logged.</param>
/// <param name="From">First moment, domain time.</param>
/// <param name="To">Moment before which it ends.</param>
/// <param name="After">Where the page before ended; null: at the newest.</param>
/// <param name="Most">Acts on a page.</param>
public sealed record UsageQuestion(string Agency, string Scheme, string Identifier, DateTimeOffset From, DateTimeOffset To, UsagePlace? After, int Most)
{
    /// <summary>Without the identifier: it may end up in a message or a log.</summary>
    public override string ToString() => $"{nameof(UsageQuestion)} {{ Agency = {Agency} }}";
}

/// <summary>A place in the order of acts, the newest first.</summary>
/// <param name="At">Domain time, UTC.</param>
/// <param name="Id">Key of the act.</param>
public sealed record UsagePlace(DateTimeOffset At, Guid Id);

/// <summary>Somebody used something of a person.</summary>
/// <param name="At">Domain time, UTC.</param>
/// <param name="Id">Key.</param>
/// <param name="Basis">Reference of the legal basis it belongs to; null: none of the registry.</param>
public abstract record UsageAct(DateTimeOffset At, Guid Id, string? Basis)
{
    /// <summary>Data left one office for another.</summary>
    public sealed record Left(DateTimeOffset At, Guid Id, string? Basis, string From, string Recipient, string Event, int Step, string? Status, string Purpose, IReadOnlyList<string> Fields, DisclosureArrival Arrival)
        : UsageAct(At, Id, Basis);

    /// <summary>A control service asked with a mandate; what was refused did not leave.</summary>
    public sealed record Controlled(DateTimeOffset At, Guid Id, string? Basis, string From, string Recipient, DateTimeOffset? AnsweredAt, int Values, Mandates.MandateDecision Decision) : UsageAct(At, Id, Basis);

    /// <summary>A person of the staff was shown something. The person is another person: office and role are told, never the name.</summary>
    public sealed record Opened(DateTimeOffset At, Guid Id, string? Basis, OpeningKind Kind, string? Office, UserRoles Roles, int Count, DateTimeOffset LastAt, string? Purpose) : UsageAct(At, Id, Basis);
}

/// <summary>A page of acts.</summary>
/// <param name="Acts">The newest first.</param>
/// <param name="Next">Where the next page begins; null: that was all.</param>
public sealed record UsagePage(IReadOnlyList<UsageAct> Acts, UsagePlace? Next)
{
    /// <summary>The first page of acts of several kinds.</summary>
    /// <param name="acts">Of each kind those that come first, one more than a page holds.</param>
    /// <param name="most">Acts on a page.</param>
    public static UsagePage Of(IEnumerable<UsageAct> acts, int most)
    {
        var ordered = acts.OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(most + 1).ToList();
        return ordered.Count <= most ? new UsagePage(ordered, null) : new UsagePage(ordered[..most], new UsagePlace(ordered[most - 1].At, ordered[most - 1].Id));
    }
}

/// <summary>
/// Answers a citizen's portal of one controller: who used what of this person, when, why and on which basis. Each call is written
/// down before it is answered.
/// </summary>
public interface IUsage
{
    /// <summary>A page of acts; empty for somebody whom the controller does not know. Null: the number's check digits do not hold.</summary>
    Task<UsagePage?> ReadAsync(UsageQuestion question, CancellationToken cancellation);
}
