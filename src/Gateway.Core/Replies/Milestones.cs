using Gateway.Core.Handovers;
using Gateway.Core.Referrals;

namespace Gateway.Core.Replies;

/// <summary>Notes when a handover first got where it is.</summary>
public static class Milestones
{
    /// <summary>The handover with the milestone of a state; one that was reached before stays as it was.</summary>
    public static HandoverSnapshot Reached(HandoverSnapshot handover, HandoverState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(handover);
        return state switch
        {
            HandoverState.Waitlisted => handover with { WaitlistedAt = handover.WaitlistedAt ?? now },
            HandoverState.Accepted => handover with { AcceptedAt = handover.AcceptedAt ?? now },
            // Whoever is in service was accepted, said or unsaid.
            HandoverState.InService => handover with { AcceptedAt = handover.AcceptedAt ?? now, InServiceAt = handover.InServiceAt ?? now },
            HandoverState.NotAccepted => handover with { NotAcceptedAt = handover.NotAcceptedAt ?? now },
            HandoverState.NotStarted => handover with { NotStartedAt = handover.NotStartedAt ?? now },
            HandoverState.Stopped => handover with { StoppedAt = handover.StoppedAt ?? now },
            HandoverState.Stabilised => handover with { StabilisedAt = handover.StabilisedAt ?? now },
            HandoverState.Completed => handover with { CompletedAt = handover.CompletedAt ?? now },
            _ => handover,
        };
    }
}
