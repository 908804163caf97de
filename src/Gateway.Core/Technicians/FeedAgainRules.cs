using Gateway.Contracts;
using Gateway.Core.Accountability;
using Gateway.Core.Handovers;
using Gateway.Core.Work;

namespace Gateway.Core.Technicians;

/// <summary>An event that is read again.</summary>
/// <param name="Position">Position in the feed.</param>
/// <param name="Id">Id of the event.</param>
/// <param name="Type">Type of the event.</param>
/// <param name="Event">The event, the same to the byte; null: it may not leave any more.</param>
/// <param name="Code">Why it may not; null: it may.</param>
public sealed record EventAgain(long Position, Guid Id, string Type, CloudEvent? Event, string? Code);

/// <summary>A page of a feed that is read again.</summary>
/// <param name="Items">Events in order; the place of what was erased stays empty.</param>
/// <param name="Next">Position to continue after.</param>
/// <param name="More">More was read before behind these.</param>
public sealed record FeedAgainPage(IReadOnlyList<EventAgain> Items, long Next, bool More);

/// <summary>Reads an agency's feed again from a cursor, for its technician. Nothing is released for the first time: that is left to the agency's system.</summary>
public interface IFeedAgain
{
    /// <summary>Asks the gate once more about each event, notes who is shown what, and gives what may leave.</summary>
    /// <param name="reader">The technician.</param>
    /// <param name="agency">The technician's agency.</param>
    /// <param name="after">Position after which to read.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<FeedAgainPage> ReadAsync(Reader reader, string agency, long after, CancellationToken cancellation);
}

/// <summary>The load and apply side of reading a feed again.</summary>
public interface IFeedAgainStore
{
    /// <summary>What the gate looks at, of deliveries that left before.</summary>
    Task<ReleaseSnapshots> LoadAsync(IReadOnlyList<DeliverySnapshot> deliveries, CancellationToken cancellation);

    /// <summary>Notes who is shown what, in one transaction that checks what the gate looked at.</summary>
    /// <exception cref="Exception">Something it looked at has changed meanwhile: load and decide again.</exception>
    Task NoteAsync(ReleaseSnapshots known, IReadOnlyList<Decision> decisions, Reader reader, IReadOnlyList<OpenedThing> shown, CancellationToken cancellation);
}

/// <summary>
/// Reading again is a release: the gate is asked once more about everything as it is now. What it lets through changes nothing of the
/// delivery, because the disclosure of its first release stands for the same bytes to the same agency; what it stops is not shown.
/// </summary>
public static class FeedAgainRules
{
    /// <summary>Kind of the audit entry.</summary>
    public const string AuditKind = "delivery.read-again";

    /// <summary>Code of what cannot be opened or decided.</summary>
    public const string Unreadable = "payload-unreadable";

    /// <summary>What came of the question.</summary>
    /// <param name="Decision">What is to be noted; null: it may not leave.</param>
    /// <param name="Code">Why it may not; null: it may.</param>
    public sealed record Answer(Decision? Decision, string? Code);

    /// <summary>A delivery that left, as it is asked about: as if nobody knew whether it had arrived.</summary>
    public static DeliverySnapshot Asked(DeliverySnapshot delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return delivery with { State = DeliveryState.Released };
    }

    /// <summary>Asks the gate.</summary>
    /// <param name="known">What was read; of the delivery as <see cref="Asked"/> makes it.</param>
    /// <param name="circumstances">What the agencies agreed, the time, keys.</param>
    /// <param name="delivery">The delivery, as <see cref="Asked"/> makes it.</param>
    /// <param name="writer">Writes events in recipients' formats.</param>
    /// <param name="by">Who reads.</param>
    public static Answer Decide(ReleaseSnapshots known, Circumstances circumstances, DeliverySnapshot delivery, IEventWriter writer, string by)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ReleaseRules.Result result;
        try
        {
            result = ReleaseRules.Decide(known, circumstances, delivery, writer, delivery.Position);
        }
        // One that cannot be decided never hides those beside it.
        catch (Exception)
        {
            return new Answer(null, Unreadable);
        }

        if (result.Released is null)
            return new Answer(null, result.Decision.After<DeliverySnapshot>().FirstOrDefault(d => d.Id == delivery.Id)?.ReasonCode ?? ReleaseRules.Ended);
        var noted = new Draft(known, circumstances);
        noted.Audit(AuditKind, by, delivery.Id, new { recipient = delivery.Recipient });
        return new Answer(noted.Decided() with { Effects = [.. result.Decision.Effects.OfType<Effect.ReliedOn>(), .. noted.Decided().Effects] }, null);
    }

    /// <summary>What somebody is shown of a client by it; null: it is about no client.</summary>
    /// <param name="known">What was read.</param>
    /// <param name="delivery">The delivery.</param>
    public static OpenedThing? Shown(ReleaseSnapshots known, DeliverySnapshot delivery)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(delivery);
        return delivery.IsOfNoReferral || delivery.IsTask || delivery.IsErasureNotice || known.Clients.Find(delivery.ClientId) is not { } client ? null
            : new OpenedThing(OpeningKind.FeedAgain, delivery.HandoverId ?? delivery.ReferralId, client.Id, client.Agency, delivery.ReferralId);
    }
}
