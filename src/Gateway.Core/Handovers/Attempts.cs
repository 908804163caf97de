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

    /// <summary>Decides.</summary>
    /// <param name="known">What was read.</param>
    /// <param name="circumstances">What the agencies agreed, the time, keys.</param>
    /// <param name="item">Work item.</param>
    /// <param name="result">What became of the attempt.</param>
    /// <param name="firstRelease">
    /// The bytes were released for this very attempt. When an earlier one may have let them leave, that this one did not
    /// proves nothing: the disclosure stands.
    /// </param>
    /// <param name="rest">How long a delivery waits that only its channel holds up.</param>
    public static SettledItem Decide(Snapshots known, Circumstances circumstances, WorkItem item, AttemptResult result, bool firstRelease, TimeSpan rest)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(result);
        var draft = new Draft(known, circumstances, item.TraceParent);
        if (known.Deliveries.Find(item.SubjectId) is not { State: DeliveryState.Released } delivery)
            return new SettledItem(item, draft.Decided(ItemOutcome.Completed));
        if (result.Departure == Departure.Left)
        {
            ConfirmationRules.Confirm(draft, delivery);
            return new SettledItem(item, draft.Decided(ItemOutcome.Completed));
        }

        if (result.Departure == Departure.NotLeft && firstRelease)
            ConfirmationRules.Return(draft, delivery);
        if (result.Fault is not { } fault)
            return new SettledItem(item, draft.Decided(new ItemOutcome.Later(rest, Attempted: false)));
        if (item.Attempts < MostAttempts)
            return new SettledItem(item, draft.Decided(new ItemOutcome.Later(Pause(item.Attempts))));
        ConfirmationRules.Park(draft, delivery, item.Id, fault);
        return new SettledItem(item, draft.Decided(ItemOutcome.Completed), fault);
    }

    private static TimeSpan Pause(int attempts) => TimeSpan.FromSeconds(Math.Pow(3, attempts));
}
