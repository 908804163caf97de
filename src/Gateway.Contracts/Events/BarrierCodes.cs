namespace Gateway.Contracts.Events;

/// <summary>Values of <see cref="Barrier.Code"/>. A profile maps an agency's own codes to these; another value is refused when it is loaded.</summary>
public static class BarrierCodes
{
    /// <summary>Barriers that a statement may hold.</summary>
    public static IReadOnlyList<string> Ordinary { get; } = ["HOUSING", "DEBT", "CHILDCARE", "LANGUAGE", "MOBILITY", "CARE_DUTY", "DIGITAL", "OTHER"];

    /// <summary>Health, addiction (GDPR art. 9) and justice (art. 10): known, sealed in their compartment and in no statement.</summary>
    public static IReadOnlyList<string> Protected { get; } = ["HEALTH", "ADDICTION", "JUSTICE"];
}
