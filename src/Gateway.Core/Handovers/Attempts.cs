using Gateway.Core.Operating;
using Gateway.Core.Work;

namespace Gateway.Core.Handovers;

/// <summary>What is known of an attempt's bytes afterwards.</summary>
public enum Departure
{
    /// <summary>The channel has them for good.</summary>
    Left = 0,

    /// <summary>They did not leave, for certain.</summary>
    NotLeft = 1,

    /// <summary>It cannot be told: they may have arrived, and may not.</summary>
    Unknown = 2,
}

/// <summary>What became of an attempt.</summary>
/// <param name="Departure">Whether the bytes left.</param>
/// <param name="Fault">What was wrong with this delivery; null: nothing was, or the channel as a whole does not work now, for which no delivery is to blame.</param>
public sealed record AttemptResult(Departure Departure, Fault? Fault = null)
{
    /// <summary>How long the delivery rests before the next attempt; null: as its channel usually lets it, or after the usual pause that grows.</summary>
    public TimeSpan? Rest { get; init; }

    /// <summary>Whether the next attempt, if any, would be one too many; null: after the usual number.</summary>
    public bool? IsLast { get; init; }

    /// <summary>Why the channel as a whole does not work now; null: it was not tried, or the fault says it.</summary>
    public Sentence? Away { get; init; }

    /// <summary>The channel has the bytes.</summary>
    public static AttemptResult Left { get; } = new(Departure.Left);

    /// <summary>The channel does not work now, and took nothing.</summary>
    public static AttemptResult ChannelAway { get; } = new(Departure.NotLeft);

    /// <summary>The channel broke off with the bytes on their way.</summary>
    public static AttemptResult BrokeOff { get; } = new(Departure.Unknown);
}

/// <summary>What an attempt means for its delivery and its work item.</summary>
public static class AttemptRules
{
    /// <summary>Attempts that fail before a delivery is parked.</summary>
    public const int MostAttempts = 5;

    /// <summary>Code of a delivery that waits because its channel as a whole does not work.</summary>
    public const string ChannelAway = "channel-away";

    /// <summary>Decides.</summary>
    /// <param name="known">What was read.</param>
    /// <param name="circumstances">What the agencies agreed, the time, keys.</param>
    /// <param name="item">Work item.</param>
    /// <param name="result">What became of the attempt.</param>
    /// <param name="releasedAs">
    /// Version that the delivery got when the bytes were released for this very attempt; null: an earlier one may have let them
    /// leave. When an earlier attempt, or one that began meanwhile (a message came twice), may let them leave, that this one did
    /// not proves nothing: the disclosure stands.
    /// </param>
    /// <param name="rest">How long a delivery waits that only its channel holds up.</param>
    public static SettledItem Decide(Snapshots known, Circumstances circumstances, WorkItem item, AttemptResult result, int? releasedAs, TimeSpan rest)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(result);
        var draft = new Draft(known, circumstances, item.TraceParent);
        if (known.Deliveries.Find(item.SubjectId) is not { } delivery || !IsOpen(circumstances, delivery))
            return new SettledItem(item, draft.Decided(ItemOutcome.Completed));
        if (result.Departure == Departure.Left)
        {
            // What was announced only waits to be fetched.
            ConfirmationRules.Confirm(draft, delivery);
            return new SettledItem(item, draft.Decided(ItemOutcome.Completed));
        }

        if (result.Departure == Departure.NotLeft && releasedAs == delivery.Version)
            ConfirmationRules.Return(draft, delivery);
        if (result.Fault is not { } fault)
            return new SettledItem(item, draft.Decided(Wait(result.Rest ?? rest, result.Away)));
        if (!(result.IsLast ?? item.Attempts >= MostAttempts))
            return new SettledItem(item, draft.Decided(new ItemOutcome.Later(result.Rest ?? Pause(item.Attempts)) { Because = fault }));
        ConfirmationRules.Park(draft, delivery, item.Id, fault);
        return new SettledItem(item, draft.Decided(ItemOutcome.Completed), fault);
    }

    /// <summary>It may leave, and its channel takes no more now.</summary>
    /// <param name="rest">How long it waits.</param>
    /// <param name="why">Why the channel takes no more; null: it is only full for the moment.</param>
    public static Decision WaitForRoom(TimeSpan rest, Sentence? why) => new(Wait(rest, why), []);

    private static ItemOutcome.Later Wait(TimeSpan rest, Sentence? why) => new(rest, Attempted: false) { Because = why is null ? null : new Fault(ChannelAway, why) };

    /// <summary>It was released for the attempt and nobody has settled it meanwhile; or it was announced, and still waits.</summary>
    private static bool IsOpen(Circumstances circumstances, DeliverySnapshot delivery) => delivery.State switch
    {
        DeliveryState.Released => true,
        DeliveryState.Waiting => DepartureRules.IsAnnounced(circumstances.Agreed.Directory.Party(delivery.Recipient)),
        _ => false,
    };

    private static TimeSpan Pause(int attempts) => TimeSpan.FromSeconds(Math.Pow(3, attempts));
}
