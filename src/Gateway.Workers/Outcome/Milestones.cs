using Gateway.Core.Handovers;
using Gateway.Core.Referrals;
using Gateway.Persistence.Model;

namespace Gateway.Workers.Outcome;

/// <summary>Notes when a handover first got where it is.</summary>
internal static class Milestones
{
    internal static void Note(HandoverSnapshot handover, HandoverState state, DateTimeOffset now)
    {
        switch (state)
        {
            case HandoverState.Waitlisted:
                handover.WaitlistedAt ??= now;
                break;
            case HandoverState.Accepted:
                handover.AcceptedAt ??= now;
                break;
            case HandoverState.InService:
                // Whoever is in service was accepted, said or unsaid.
                handover.AcceptedAt ??= now;
                handover.InServiceAt ??= now;
                break;
            case HandoverState.NotAccepted:
                handover.NotAcceptedAt ??= now;
                break;
            case HandoverState.NotStarted:
                handover.NotStartedAt ??= now;
                break;
            case HandoverState.Stopped:
                handover.StoppedAt ??= now;
                break;
            case HandoverState.Stabilised:
                handover.StabilisedAt ??= now;
                break;
            case HandoverState.Completed:
                handover.CompletedAt ??= now;
                break;
            default:
                break;
        }
    }
}
