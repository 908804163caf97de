using Gateway.Contracts.Events;
using Gateway.Core.Privacy;

namespace Gateway.Core.Referrals;

/// <summary>
/// What a recipient's answers do to a handover. Answers arrive late, twice and out of order: a handover never moves
/// back, and what is final stays final.
/// </summary>
public static class Lifecycle
{
    /// <summary>Task after a no-show: call on the same day; the place is held (Vinken 2011: pick people up at once).</summary>
    public const string CallAfterNoShow = "call-after-no-show";

    /// <summary>Applies an answer.</summary>
    /// <param name="current">State now.</param>
    /// <param name="reply">The answer. Its reason is never read here: it stays with the office that recorded it.</param>
    /// <param name="policy">What the referring office may be told.</param>
    /// <returns>The next state. Whether step two may follow is <see cref="RegistersFile"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such outcome; translation lets none through.</exception>
    public static Transition Apply(HandoverState current, ReferralReply reply, Policy policy)
    {
        ArgumentNullException.ThrowIfNull(reply);
        ArgumentNullException.ThrowIfNull(policy);
        var reached = Reached(current, reply.Outcome);
        if (IsFinal(current))
            return new Transition(current, null, null, 0, true);

        var next = IsFinal(reached) || reached > current ? reached : current;
        var task = reply.Outcome == ReplyOutcomes.NoShow ? CallAfterNoShow : null;
        return new Transition(next, next == current ? null : Told(current, next, reply.Outcome, policy), task, 0, IsFinal(next));
    }

    /// <summary>Whether nothing more is expected of a handover in this state.</summary>
    public static bool IsFinal(HandoverState state) => state >= HandoverState.NotAccepted;

    /// <summary>Whether an answer says, wherever a handover stands, that nothing more is done under it.</summary>
    public static bool SaysStopped(ReferralReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return Ends(reply.Outcome);
    }

    /// <summary>What the referring office may know of a decline before anything began; null: nothing.</summary>
    internal static string? ToldOfDecline(string outcome, Policy policy) => Told(HandoverState.Received, HandoverState.NotAccepted, outcome, policy);

    /// <summary>Whether an outcome is a final answer; what is kept of a client who refused a voluntary service is one.</summary>
    public static bool Ends(string outcome) => outcome == CoarseStatuses.NotStarted || IsFinal(Reached(HandoverState.Received, outcome));

    // What an outcome means when the handover stands where it stands; never lower than a file being registered, since
    // whoever answers has received it.
    private static HandoverState Reached(HandoverState current, string outcome) => outcome switch
    {
        ReplyOutcomes.Received or ReplyOutcomes.NoShow or ReplyOutcomes.StepRecorded
            or ReplyOutcomes.ClientObjected or ReplyOutcomes.ClientRestricted or ReplyOutcomes.StopConfirmed
            or ReplyOutcomes.Paused or ReplyOutcomes.Resumed or ReplyOutcomes.Arranged => HandoverState.Received,
        ReplyOutcomes.Waitlisted => HandoverState.Waitlisted,
        ReplyOutcomes.Accepted => HandoverState.Accepted,
        ReplyOutcomes.InService => HandoverState.InService,
        // Already guided there: told like every other no, so that nobody learns from the answer that a file existed.
        ReplyOutcomes.DeclinedCapacity or ReplyOutcomes.DeclinedNotCompetent or ReplyOutcomes.DeclinedOther
            or ReplyOutcomes.Redirected or ReplyOutcomes.AlreadyInGuidance =>
            current == HandoverState.InService ? HandoverState.Stopped : HandoverState.NotAccepted,
        // Somebody who is in service and cannot be reached for a while has not left it.
        ReplyOutcomes.NotReached => current == HandoverState.InService ? current : HandoverState.NotStarted,
        ReplyOutcomes.ClientWithdrew => current == HandoverState.InService ? HandoverState.Stopped : HandoverState.NotStarted,
        ReplyOutcomes.DroppedOut => HandoverState.Stopped,
        ReplyOutcomes.Stabilised => HandoverState.Stabilised,
        ReplyOutcomes.Completed => HandoverState.Completed,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), "There is no such outcome."),
    };

    private static string? Told(HandoverState current, HandoverState next, string outcome, Policy policy)
    {
        // An answer that says no more than 'we have it' is told as a receipt, whatever its own word is.
        if (next == HandoverState.Received)
            outcome = ReplyOutcomes.Received;
        else if (next == HandoverState.Stopped && outcome is not ReplyOutcomes.ClientWithdrew)
            outcome = ReplyOutcomes.DroppedOut;
        if (!policy.Feedback.TryGetValue(outcome, out var feedback))
            return null;
        return current == HandoverState.InService ? feedback.Status : feedback.BeforeStart ?? feedback.Status;
    }

    /// <summary>
    /// Whether an answer says that the recipient has registered a file: it says so, or gives the file's number. Step two may
    /// follow whatever was answered before; it is issued once.
    /// </summary>
    public static bool RegistersFile(HandoverState state, ReferralReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return !IsFinal(state) && (reply.Outcome == ReplyOutcomes.Received || !string.IsNullOrWhiteSpace(reply.CaseNumber));
    }
}
