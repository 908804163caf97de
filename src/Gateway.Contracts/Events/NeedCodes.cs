namespace Gateway.Contracts.Events;

/// <summary>Values of <see cref="ReferralSubmitted.Needs"/>: what an office must know to receive somebody, and never why.</summary>
public static class NeedCodes
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = ["PART_TIME_START", "QUIET_WORKPLACE", "ACCESSIBLE_SITE"];
}
