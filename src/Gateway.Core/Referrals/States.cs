namespace Gateway.Core.Referrals;

/// <summary>Where a referral as a whole stands. To its sender all but the last look alike.</summary>
public enum ReferralState
{
    /// <summary>Not decided yet.</summary>
    Pending = 0,

    /// <summary>Not admissible, or stopped before anything left.</summary>
    Withheld = 1,

    /// <summary>Admissible, but there is no office for it.</summary>
    Unroutable = 2,

    /// <summary>At least one handover is issued.</summary>
    Issued = 3,
}

/// <summary>Where a handover to one recipient stands.</summary>
public enum HandoverState
{
    /// <summary>Issued, not answered.</summary>
    Issued = 0,

    /// <summary>The recipient registered a file.</summary>
    Received = 1,

    /// <summary>On a waiting list.</summary>
    Waitlisted = 2,

    /// <summary>Accepted.</summary>
    Accepted = 3,

    /// <summary>Service runs.</summary>
    InService = 4,

    /// <summary>Not accepted; final.</summary>
    NotAccepted = 5,

    /// <summary>Accepted, never started; final.</summary>
    NotStarted = 6,

    /// <summary>Stopped before completion; final.</summary>
    Stopped = 7,

    /// <summary>Situation stable; final, a success.</summary>
    Stabilised = 8,

    /// <summary>Completed; final.</summary>
    Completed = 9,

    /// <summary>Cancelled or recalled by the sender, or agreement withdrawn before anything was answered; final.</summary>
    Cancelled = 10,
}

/// <summary>What an answer does to a handover.</summary>
/// <param name="State">State after it.</param>
/// <param name="Tell">Coarse status the referring office is told; null: nothing new.</param>
/// <param name="Task">Coded task for the recipient's side (for example a same-day call after a no-show), or null.</param>
/// <param name="TaskDueInWorkingDays">When the task is due; 0: the same day.</param>
/// <param name="Final">Nothing more is expected.</param>
public sealed record Transition(
    HandoverState State, string? Tell, string? Task, int TaskDueInWorkingDays, bool Final);
