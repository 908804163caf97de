using Gateway.Contracts.Events;
using Gateway.Core.Outcomes;

namespace Gateway.Dashboard.Outcomes;

/// <summary>Codes of outcomes as people say them, in English; pages translate.</summary>
internal static class OutcomeWords
{
    internal static string Goal(string goal) => goal switch
    {
        GoalCodes.Work => "Work",
        GoalCodes.Inclusion => "Taking part in society",
        GoalCodes.Stabilisation => "A stable situation",
        GoalCodes.Care => "Care",
        _ => "No goal stated",
    };

    internal static string Role(string role) => role switch
    {
        CounsellorRoles.Pes => "Counsellor of the employment service",
        CounsellorRoles.Welfare => "Case worker of the welfare office",
        CounsellorRoles.Provider => "Guide of the provider",
        _ => role,
    };
}
