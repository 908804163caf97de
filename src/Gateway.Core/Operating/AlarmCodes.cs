namespace Gateway.Core.Operating;

/// <summary>Codes of alarms. Each is the head of a section of the runbook; those of worklists are the worklist's own.</summary>
public static class AlarmCodes
{
    /// <summary>A part without which nothing is taken in is missing.</summary>
    public const string IntakeRefusing = "intake-refusing";

    /// <summary>A part works, and somebody should look at it.</summary>
    public const string ComponentDegraded = "component-degraded";

    /// <summary>The audit chain does not hold.</summary>
    public const string AuditBroken = "audit-broken";

    /// <summary>Something left without a legal basis of the registry.</summary>
    public const string DisclosureWithoutBasis = "disclosure-without-basis";

    /// <summary>The test record does not come through.</summary>
    public const string HeartbeatLate = "heartbeat-late";

    /// <summary>A stage has had work due for long.</summary>
    public const string StageStuck = "stage-stuck";

    /// <summary>Work failed and waits for a person.</summary>
    public const string WorkParked = "work-parked";

    /// <summary>Referrals have no office.</summary>
    public const string Unroutable = "unroutable";

    /// <summary>Referrals are withheld.</summary>
    public const string Withheld = "withheld";

    /// <summary>An office has not confirmed a withdrawal.</summary>
    public const string WithdrawalUntold = "withdrawal-untold";

    /// <summary>Offices have not answered by the day agreed.</summary>
    public const string Overdue = "overdue";

    /// <summary>Records are set aside.</summary>
    public const string SetAside = "set-aside";

    /// <summary>Of an agency's records many are rejected.</summary>
    public const string RejectedShare = "rejected-share";

    /// <summary>An office is silent for longer than is usual for it.</summary>
    public const string OfficeSilent = "office-silent";

    /// <summary>An agency's drop folder is not served, or not wholly.</summary>
    public const string FileIntake = "file-intake";

    /// <summary>Files could not be taken in and lie put aside.</summary>
    public const string FileQuarantine = "file-quarantine";

    /// <summary>A maintenance hold has lasted long.</summary>
    public const string HoldForgotten = "hold-forgotten";

    /// <summary>Public holidays of a year are missing, and working days are counted without them.</summary>
    public const string CalendarEnding = "calendar-ending";

    /// <summary>A key or a certificate with which an agency calls ends soon, or has ended.</summary>
    public const string CallerEnding = "caller-ending";

    /// <summary>Every one of them, in the order of the runbook.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        IntakeRefusing, ComponentDegraded, AuditBroken, DisclosureWithoutBasis, HeartbeatLate, StageStuck,
        WorkParked, Unroutable, Withheld, WithdrawalUntold, Overdue, SetAside, RejectedShare, OfficeSilent, FileIntake, FileQuarantine, HoldForgotten, CalendarEnding, CallerEnding,
    ];
}
