namespace Gateway.Demo.Scenario;

/// <summary>What the scenario adds up to, from the offices' own books.</summary>
internal static class PilotPlan
{
    /// <summary>People by stage of the funnel.</summary>
    public static IReadOnlyList<(string Stage, int Count)> ByStage { get; } =
    [
        ("identified", SiteCounts.All.Sum(s => s.Identified)),
        ("eligible", SiteCounts.All.Sum(s => s.Eligible)),
        ("offered", SiteCounts.All.Sum(s => s.Offered)),
        ("agreed", PilotScenario.Clients.Count),
        ("tookPart", PilotScenario.Clients.Count(c => c.Story.TakesPart)),
        ("completed", PilotScenario.Clients.Count(c => c.Story.Completes)),
    ];
}
