using Gateway.Core.Work;

namespace Gateway.Core.Handovers;

/// <summary>
/// The guard around a release: one that cannot be made for a technical reason parks its delivery. It cancels nothing,
/// because nothing was decided about the client, and the releases beside it go on.
/// </summary>
public static class ReleaseGuard
{
    /// <summary>Code under which such a delivery is parked.</summary>
    public const string Failed = "release-failed";

    /// <summary>A release, or what it failed with.</summary>
    /// <param name="Release">What was decided.</param>
    /// <param name="Fault">Why the delivery is parked; null: it is not.</param>
    public sealed record Result(ReleaseRules.Result Release, Fault? Fault);

    /// <summary>Decides a delivery, and shows the next decision of the batch what it did.</summary>
    /// <param name="known">What was read.</param>
    /// <param name="circumstances">What the agencies agreed, the time, keys.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="writer">Writes the event in the recipient's format.</param>
    /// <param name="item">The work item that brings it; null: its recipient reads by itself.</param>
    /// <param name="position">Position in the recipient's feed that a release gets.</param>
    public static Result Decide(
        ReleaseSnapshots known, Circumstances circumstances, DeliverySnapshot delivery, IEventWriter writer, Guid? item = null, long? position = null)
    {
        ArgumentNullException.ThrowIfNull(known);
        Result result;
        try
        {
            result = new Result(ReleaseRules.Decide(known, circumstances, delivery, writer, position), null);
        }
        catch (Exception e)
        {
            result = Park(known, circumstances, delivery, item, Fault.Of(Failed, e));
        }

        known.Take(result.Release.Decision);
        return result;
    }

    /// <summary>Parks a delivery.</summary>
    public static Result Park(ReleaseSnapshots known, Circumstances circumstances, DeliverySnapshot delivery, Guid? item, Fault fault)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var draft = new Draft(known, circumstances, delivery.TraceParent);
        if (item is { } id)
            ConfirmationRules.Park(draft, delivery, id, fault);
        else
            ConfirmationRules.ParkUnbrought(draft, known, delivery, fault);
        return new Result(new ReleaseRules.Result(draft.Decided(ItemOutcome.Completed), null, default), fault);
    }
}
