using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Returns;

namespace Gateway.Core.Technicians;

/// <summary>
/// An agency's own traffic as its technician sees it: ids, states, times and reasons. Nothing in it is of a client, and nothing tells
/// what another office knows or does: what the gate stopped before it ever left is not there.
/// </summary>
public interface IOwnTraffic
{
    /// <summary>Submissions of an agency, newest first.</summary>
    /// <param name="agency">Agency.</param>
    /// <param name="before">Submission of the agency before which to read; null: from the newest on.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<OwnPage<OwnSubmission>> SubmissionsAsync(string agency, Guid? before, CancellationToken cancellation);

    /// <summary>Records, and submissions as a whole, that are set aside and that nobody has settled, newest first.</summary>
    Task<OwnPage<OwnSetAside>> SetAsideAsync(string agency, Guid? before, CancellationToken cancellation);

    /// <summary>Deliveries to an agency in a state, newest first.</summary>
    /// <param name="agency">Agency.</param>
    /// <param name="state">State.</param>
    /// <param name="before">Delivery before which to read; null: from the newest on.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<OwnPage<OwnDelivery>> DeliveriesAsync(string agency, DeliveryState state, Guid? before, CancellationToken cancellation);

    /// <summary>What was given out to an agency's feed behind a position, in order, without the events themselves.</summary>
    Task<IReadOnlyList<OwnDelivery>> FeedAsync(string agency, long after, CancellationToken cancellation);
}

/// <summary>A page of a list.</summary>
/// <param name="Items">Items.</param>
/// <param name="Older">Key before which the next page begins; null: there is none.</param>
public sealed record OwnPage<T>(IReadOnlyList<T> Items, Guid? Older);

/// <summary>A submission.</summary>
/// <param name="Id">Id.</param>
/// <param name="At">When it was received, UTC.</param>
/// <param name="Profile">Format.</param>
/// <param name="State"><c>received</c>, <c>translated</c> or <c>setAside</c>, as over HTTP.</param>
/// <param name="Records">Records found so far.</param>
/// <param name="SetAside">Of those, set aside.</param>
public sealed record OwnSubmission(Guid Id, DateTimeOffset At, string Profile, string State, int Records, int SetAside);

/// <summary>A record, or a submission as a whole, that is set aside.</summary>
/// <param name="Record">Which, why and where.</param>
/// <param name="At">Since when, UTC.</param>
/// <param name="Profile">Format.</param>
public sealed record OwnSetAside(ReturnedRecord Record, DateTimeOffset At, string Profile);

/// <summary>A delivery.</summary>
/// <param name="Id">Id of the event.</param>
/// <param name="Event">Its type.</param>
/// <param name="State">State.</param>
/// <param name="IssuedAt">When it was issued, UTC.</param>
/// <param name="ReleasedAt">When it left, UTC; null: it has not.</param>
/// <param name="Position">Position in the agency's feed; null: it has none.</param>
public sealed record OwnDelivery(Guid Id, string Event, DeliveryState State, DateTimeOffset IssuedAt, DateTimeOffset? ReleasedAt, long? Position)
{
    /// <summary>Attempts so far; null: nothing is tried (any more).</summary>
    public int? Attempts { get; init; }

    /// <summary>When the next attempt is due, machine time; null: none is.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Code of why the last attempt failed; null: none failed.</summary>
    public string? Code { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public Sentence? Reason { get; init; }
}
