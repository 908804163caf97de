using Gateway.Core.Operating;

namespace Gateway.Core.Replies;

/// <summary>What an office reads of an answer of its own that changed nothing, and what holds now. Stored are the code and the values.</summary>
public static class AnswerProblems
{
    /// <summary>After the final answer; values: the answer that holds, and its day.</summary>
    public static readonly Wording AfterFinal = new("statement.answered-before", "The office has given its final answer to this handover before; this answer is kept and has no effect. What holds: {0}, of {1}. Ask the referring office for a new referral if the client is helped again.");

    /// <summary>The same answer once more; values: the answer that holds, and its day.</summary>
    public static readonly Wording Repeated = new("statement.answer-repeated", "This answer was given before; it is kept and changes nothing. What holds: {0}, of {1}.");

    /// <summary>Overtaken by another answer; values: the answer that holds, and its day.</summary>
    public static readonly Wording Late = new("statement.answer-late", "A newer answer, or one that goes further, came before; this one is kept and changes nothing. What holds: {0}, of {1}.");

    /// <summary>The handover has ended, and not by an answer.</summary>
    public static readonly Wording Ended = new("statement.handover-ended", "The handover has ended and takes no answer any more; this one is kept and changes nothing. Call the referring office if the client is to be helped after all.");

    /// <summary>Nobody told the office to stop.</summary>
    public static readonly Wording NothingToConfirm = new("statement.nothing-to-confirm", "The office was not told to stop or to pause under this handover, so there is nothing to confirm. The answer is kept.");
}
