using System.Globalization;
using Gateway.Contracts.Events;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Referrals;

namespace Gateway.Core.Replies;

/// <summary>
/// An answer that changes nothing says so to the office that gave it, with what holds instead. One that names a handover of
/// another office is not here: to its sender that handover is not known, and the answer waits.
/// </summary>
public static class WithoutEffect
{
    /// <summary>Reason code of an answer that came after the office's final one.</summary>
    public const string AfterFinalAnswer = "after-final-answer";

    /// <summary>Reason code of an answer that was given before.</summary>
    public const string Repeated = "answer-repeated";

    /// <summary>Reason code of an answer that another one has overtaken.</summary>
    public const string Late = "answer-late";

    /// <summary>Reason code of an answer to a handover that ended otherwise than by an answer.</summary>
    public const string HandoverEnded = "handover-ended";

    /// <summary>Reason code of a confirmation of a stop that nobody asked for.</summary>
    public const string NothingToConfirm = "nothing-to-confirm";

    /// <summary>Why an answer changed nothing.</summary>
    /// <param name="before">The handover as it was.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="older">It was given before the newest answer that took effect.</param>
    /// <param name="stopped">Whether the office was told before to stop or to pause.</param>
    /// <returns>Reason code and sentence.</returns>
    internal static (string Code, Sentence Says) Of(HandoverSnapshot before, ReferralReply reply, bool older, bool stopped)
    {
        if (reply.Outcome == ReplyOutcomes.StopConfirmed)
            return stopped ? (Repeated, Holds(AnswerProblems.Repeated, before, reply)) : (NothingToConfirm, AnswerProblems.NothingToConfirm);
        if (before.LastOutcome == reply.Outcome || (reply.Outcome == ReplyOutcomes.Arranged && !older))
            return (Repeated, Holds(AnswerProblems.Repeated, before, reply));
        if (older || !Lifecycle.IsFinal(before.State))
            return (Late, Holds(AnswerProblems.Late, before, reply));
        return before.LastOutcome is { } last && Lifecycle.Ends(last)
            ? (AfterFinalAnswer, Holds(AnswerProblems.AfterFinal, before, reply))
            : (HandoverEnded, AnswerProblems.Ended);
    }

    private static Sentence Holds(Wording wording, HandoverSnapshot before, ReferralReply reply) =>
        wording.With(before.LastOutcome ?? reply.Outcome, (before.LastReplyAt ?? before.IssuedAt).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
