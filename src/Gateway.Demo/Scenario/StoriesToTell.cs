namespace Gateway.Demo.Scenario;

/// <summary>The three clients whose whole stories are told at the end.</summary>
internal static class StoriesToTell
{
    /// <summary>What each shows, and the client in the scenario.</summary>
    public static IReadOnlyList<(string Title, PilotClient Client)> All { get; } =
    [
        ("A jobseeker in Leuven withdraws the agreement mid-route", The(c => c.Town == Town.Leuven && c.Story == Stories.AgreementWithdrawn)),
        ("A jobseeker in Tielt: a retired municipality code and an office that answers late", The(c => c.Quirk is Quirk.RetiredCode)),
        ("A client of the welfare office of Dendermonde: a joint plan with two offices", The(c => c.Town == Town.Dendermonde && c.Offices.Count > 1)),
    ];

    private static PilotClient The(Func<PilotClient, bool> which) => PilotScenario.Clients.First(which);
}
