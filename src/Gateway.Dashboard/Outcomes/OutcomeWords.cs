using Gateway.Core.Outcomes;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Outcomes;

/// <summary>Codes of outcomes as people say them, in English; pages translate.</summary>
internal static class OutcomeWords
{
    internal static string Goal(string goal) => goal.Length == 0 ? "No goal stated" : FieldValues.Of("goal.code", goal) ?? goal;

    internal static string Role(string role) => role switch
    {
        CounsellorRoles.Pes => "Counsellor of the employment service",
        CounsellorRoles.Welfare => "Case worker of the welfare office",
        CounsellorRoles.Provider => "Counsellor of the provider",
        _ => role,
    };
}
