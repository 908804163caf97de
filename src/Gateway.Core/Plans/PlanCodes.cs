namespace Gateway.Core.Plans;

/// <summary>Reason codes of tasks and records about plans.</summary>
public static class PlanCodes
{
    /// <summary>A service began without a goal.</summary>
    public const string GoalMissing = "goal-missing";

    /// <summary>A step ended and none follows.</summary>
    public const string NextStepMissing = "next-step-missing";

    /// <summary>The day of a dated goal has passed.</summary>
    public const string DatedGoalDue = "dated-goal-due";

    /// <summary>What a part waits for does not come.</summary>
    public const string PrerequisiteEnded = "prerequisite-ended";

    /// <summary>Every lead of a joint plan has left.</summary>
    public const string AllLeft = "plan-all-left";

    /// <summary>Paused twice.</summary>
    public const string PausedAlready = "paused-already";

    /// <summary>Nothing to pause.</summary>
    public const string NothingToPause = "nothing-to-pause";

    /// <summary>Paused without a coded reason.</summary>
    public const string PauseReasonMissing = "pause-reason-missing";

    /// <summary>Resumed without a pause.</summary>
    public const string NotPaused = "not-paused";

    /// <summary>An answer to a part that was not handed over yet.</summary>
    public const string PartWaits = "part-waits";

    /// <summary>A next step that is not in any list.</summary>
    public const string NextStepUnknown = "next-step-unknown";

    /// <summary>A goal that is not in the list.</summary>
    public const string GoalUnknown = "goal-unknown";

    /// <summary>A goal that another office set.</summary>
    public const string GoalNotYours = "goal-not-yours";

    /// <summary>Dated goals that cannot be.</summary>
    public const string DatedGoalsBad = "dated-goals-bad";
}
