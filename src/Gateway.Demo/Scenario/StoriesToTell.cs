namespace Gateway.Demo.Scenario;

/// <summary>The three clients whose whole stories are told at the end: three of the twelve journeys that the gateway is tested by.</summary>
internal static class StoriesToTell
{
    /// <summary>What each shows, and the client in the scenario.</summary>
    public static IReadOnlyList<(string Title, PilotClient Client)> All { get; } =
    [
        ("A jobseeker in Leuven withdraws the agreement mid-route, and the office confirms that it has stopped", The(c => c.Town == Town.Leuven && c.Story == Stories.AgreementWithdrawn)),
        ("A jobseeker in Leuven misses the first day, is called, and stops half-way: who learns what", The(c => c.Story == Stories.NoShowThenStop)),
        ("A jobseeker in Kortrijk whose benefit ends while the welfare office helps", The(c => c.Story.Benefit is not null)),
    ];

    private static PilotClient The(Func<PilotClient, bool> which) => PilotScenario.Clients.First(which);
}
