namespace Gateway.Core.Operating;

/// <summary>
/// The sentences of a referral's story and of why it waits, all of them: a translation has a word for each. What decisions
/// say beside them is made of the codes they stored (<see cref="Privacy.DecisionSentences"/>).
/// </summary>
public static class StorySentences
{
    /// <summary>The referring office sent it.</summary>
    public const string Referred = "Referred a client.";

    /// <summary>A step of the handover left; value: the step.</summary>
    public const string StepLeft = "Step {0} of the handover left.";

    /// <summary>A status left; value: the status.</summary>
    public const string WasTold = "Was told: {0}.";

    /// <summary>The client withdrew.</summary>
    public const string Withdrew = "Withdrew the agreement.";

    /// <summary>The office answered; value: the outcome.</summary>
    public const string Answered = "Answered: {0}.";

    /// <summary>The referring office corrected it.</summary>
    public const string Corrected = "Corrected the referral.";

    /// <summary>A correction came too late to count.</summary>
    public const string InHistory = "Sent a correction older than what is known; it is kept as history.";

    /// <summary>The office did not acknowledge in time.</summary>
    public const string DayPassed = "The day to acknowledge has passed.";

    /// <summary>Step two may leave.</summary>
    public const string FileRegistered = "A file is registered: the rest may follow.";

    /// <summary>Somebody acted on a page; value: the action.</summary>
    public const string Operated = "On a page: {0}.";

    /// <summary>It waits: withheld; value: the reason.</summary>
    public const string Withheld = "It is withheld ({0}). It goes on when its sender corrects it, or when the policy, directory or agreement is changed and a new decision is made.";

    /// <summary>It waits: no office; value: the reason.</summary>
    public const string Unroutable = "There is no office for it ({0}). It goes on when its sender corrects it, or when the policy, directory or agreement is changed and a new decision is made.";

    /// <summary>It waits: work failed; values: stage and code.</summary>
    public const string Parked = "Work of stage {0} failed and is parked ({1}): repair the cause and replay.";

    /// <summary>It waits: the office is on hold; value: the office.</summary>
    public const string OnHold = "{0} is on hold: what is for it waits until the hold is lifted.";

    /// <summary>It waits: for the office; value: the office.</summary>
    public const string ToFetch = "The handover is waiting for {0} to collect it, or for an earlier message about the same client to go first.";

    /// <summary>It waits: for an answer; values: the office and the day.</summary>
    public const string NotAnswered = "{0} has it and has not answered yet; due by {1}.";

    /// <summary>Every one of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Referred, StepLeft, WasTold, Withdrew, Answered, Corrected, InHistory, DayPassed, FileRegistered, Operated,
        Withheld, Unroutable, Parked, OnHold, ToFetch, NotAnswered,
    ];
}
