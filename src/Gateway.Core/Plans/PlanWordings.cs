using Gateway.Core.Operating;

namespace Gateway.Core.Plans;

/// <summary>What tasks about plans say, and why an answer about a plan has no effect. Stored are the code and the values.</summary>
public static class PlanWordings
{
    /// <summary>A service began without a goal.</summary>
    public static readonly Wording GoalMissing = new("plan.goal-missing", "The service has started and nobody has set a goal. Set it with the client: work, inclusion, stabilisation or care. The start of the service is recorded already.");

    /// <summary>A step ended and none follows; value: working days.</summary>
    public static readonly Wording NextStepMissing = new("plan.next-step-missing", "The service ended and no next step is known after {0} working days. Talk to the client and record what comes next.");

    /// <summary>A dated goal; values: the goal and the day.</summary>
    public static readonly Wording DatedGoalDue = new("plan.dated-goal-due", "The dated goal {0} was to be reached by {1}. Look at it with the client and set what follows.");

    /// <summary>A part waits for something that does not come; value: the services.</summary>
    public static readonly Wording PrerequisiteEnded = new("plan.prerequisite-ended", "A part of the plan waits for {0}, which was not taken up or has ended. Decide with the client: correct the referral so that it goes on without, or ask another office.");

    /// <summary>Both leads have left.</summary>
    public static readonly Wording AllLeft = new("plan.all-left", "Every office of the joint plan has ended its part, and no next step is known. Nobody is in charge of the client's route: take it up again.");

    /// <summary>Paused twice.</summary>
    public static readonly Wording PausedAlready = new("statement.paused-already", "The service is interrupted already. Send resumed when it goes on; nothing was applied.");

    /// <summary>Nothing to pause.</summary>
    public static readonly Wording NothingToPause = new("statement.nothing-to-pause", "Only a service that is accepted or has started can be interrupted, and this one is neither. Nothing was applied.");

    /// <summary>No coded reason.</summary>
    public static readonly Wording PauseReasonMissing = new("statement.pause-reason-missing", "An interruption needs a coded reason: ABSENCE_JUSTIFIED, CARE_DUTY, CLIENT_ASKED, AWAITING_OTHER_SERVICE or SERVICE_CLOSED. The reason stays with the office; nothing was applied.");

    /// <summary>Resumed without a pause.</summary>
    public static readonly Wording NotPaused = new("statement.not-paused", "The service is not interrupted, so it cannot be resumed. Nothing was applied.");

    /// <summary>A part that was not handed over yet.</summary>
    public static readonly Wording PartWaits = new("statement.part-waits", "This part of the plan waits for another service and was not handed over yet, so it cannot be answered. Nothing was applied.");

    /// <summary>A next step that is not in any list.</summary>
    public static readonly Wording NextStepUnknown = new("statement.next-step-unknown", "The next step is no service of the directory and no agreed step (NEW_REFERRAL, WORK, OWN_SERVICE, FOLLOW_UP, LADDER_AGAIN, NO_FURTHER_STEP), so no next step was noted. Everything else in the answer counts.");

    /// <summary>A goal that is not in the list.</summary>
    public static readonly Wording GoalUnknown = new("statement.goal-unknown", "The goal is none of WORK, INCLUSION, STABILISATION and CARE, so none was noted. Everything else counts.");

    /// <summary>Somebody else set the goal.</summary>
    public static readonly Wording GoalNotYours = new("statement.goal-not-yours", "Another office set the goal of this plan with the client, and only that office changes it. The goal stays as it was; everything else counts.");

    /// <summary>Dated goals that cannot be.</summary>
    public static readonly Wording DatedGoalsBad = new("statement.dated-goals-bad", "A plan has at most two dated goals, each with a goal code and a whole date, the second not before the first. None was noted; everything else counts.");
}
