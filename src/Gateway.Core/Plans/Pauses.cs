using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;

namespace Gateway.Core.Plans;

/// <summary>
/// A service is interrupted and goes on. The reason is coded and stays with the office that recorded it; the other side hears
/// <i>paused</i>. The place is held: a part that is interrupted stands where it stood.
/// </summary>
public static class Pauses
{
    /// <summary>Why an answer cannot take effect on a part as it stands; null: it can.</summary>
    public static (string Code, Wording Says)? Objection(HandoverSnapshot handover, ReferralReply reply)
    {
        ArgumentNullException.ThrowIfNull(handover);
        ArgumentNullException.ThrowIfNull(reply);
        if (handover.WaitsFor is not null)
            return (PlanCodes.PartWaits, PlanWordings.PartWaits);
        // What comes after a final answer is answered with that.
        if (Lifecycle.IsFinal(handover.State))
            return null;
        return reply.Outcome switch
        {
            ReplyOutcomes.Paused when handover.PausedAt is not null => (PlanCodes.PausedAlready, PlanWordings.PausedAlready),
            ReplyOutcomes.Paused when handover.State is not (HandoverState.Accepted or HandoverState.InService) => (PlanCodes.NothingToPause, PlanWordings.NothingToPause),
            ReplyOutcomes.Paused when reply.Reason is null || !PauseReasons.All.Contains(reply.Reason, StringComparer.Ordinal) => (PlanCodes.PauseReasonMissing, PlanWordings.PauseReasonMissing),
            ReplyOutcomes.Resumed when handover.PausedAt is null => (PlanCodes.NotPaused, PlanWordings.NotPaused),
            _ => null,
        };
    }

    /// <summary>Since when a part is interrupted after an answer. Whoever starts or ends is not interrupted any more.</summary>
    /// <param name="handover">As it stood before.</param>
    /// <param name="outcome">The answer.</param>
    /// <param name="after">Where it stands after it.</param>
    /// <param name="now">Now.</param>
    public static DateTimeOffset? After(HandoverSnapshot handover, string outcome, HandoverState after, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(handover);
        if (Lifecycle.IsFinal(after))
            return null;
        return outcome switch
        {
            ReplyOutcomes.Paused => handover.PausedAt ?? now,
            ReplyOutcomes.Resumed or ReplyOutcomes.InService => null,
            _ => handover.PausedAt,
        };
    }

    /// <summary>The outcome under which a part that goes on again is told: where it stands.</summary>
    public static string StandsAt(HandoverState state) => state == HandoverState.Accepted ? ReplyOutcomes.Accepted : ReplyOutcomes.Resumed;
}
