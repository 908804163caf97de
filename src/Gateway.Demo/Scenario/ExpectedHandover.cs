using System.Globalization;

namespace Gateway.Demo.Scenario;

/// <summary>What an office knows of a client it may be asked to help, and how it will answer.</summary>
internal sealed record ExpectedHandover
{
    /// <summary>Receiving agency.</summary>
    public required string Office { get; init; }

    /// <summary>National number, for offices that are told it.</summary>
    public required string Identifier { get; init; }

    /// <summary>Family name, or the whole name where the source does not split it.</summary>
    public required string Name { get; init; }

    /// <summary>First service asked of this office.</summary>
    public required string Service { get; init; }

    /// <summary>The office's own case number.</summary>
    public required string CaseNumber { get; init; }

    /// <summary>Day the referral is sent.</summary>
    public required DateOnly SentOn { get; init; }

    /// <summary>
    /// Which of the offices asked about this client it is, from 0. They answer one after the other: of two answers at the same
    /// moment the gateway takes either first, and what the other lead of a plan is told between them depends on it.
    /// </summary>
    public int Turn { get; init; }

    /// <summary>What happens.</summary>
    public required Story Story { get; init; }

    /// <summary>All of the pilot and of the Dutch service.</summary>
    public static IReadOnlyList<ExpectedHandover> All { get; } =
    [
        .. PilotScenario.Clients.SelectMany(Of),
        .. OfList(DutchClient.Csv, DutchClient.CsvSentOn, 1),
        .. OfList(DutchClient.Spreadsheet, DutchClient.SpreadsheetSentOn, 1 + DutchClient.Csv.Count),
    ];

    /// <summary>Of a client, for each office that is asked.</summary>
    public static IEnumerable<ExpectedHandover> Of(PilotClient client) => client.Offices.Select((office, turn) => new ExpectedHandover
    {
        Office = office,
        Turn = turn,
        Identifier = client.Insz,
        Name = client.FamilyName,
        Service = client.Services.Count > 1 && office == PilotScenario.DigitalSkillsProvider ? client.Services[^1] : client.Services[0],
        CaseNumber = string.Create(CultureInfo.InvariantCulture, $"{client.Town.Short}-2026-{client.Number:000}"),
        SentOn = client.SentOn,
        Story = client.Story,
    });

    private static IEnumerable<ExpectedHandover> OfList(IReadOnlyList<DutchClient> clients, DateOnly sentOn, int first) =>
        clients.Select((c, i) => Of(c, sentOn, first + i)).Where(e => e.Story.ReachesOffice);

    private static ExpectedHandover Of(DutchClient client, DateOnly sentOn, int number) => new()
    {
        Office = DutchClient.Service,
        Identifier = client.Bsn,
        Name = client.Name,
        Service = "NL_REINTEGRATION",
        CaseNumber = string.Create(CultureInfo.InvariantCulture, $"VAL-2026-{number:000}"),
        SentOn = sentOn,
        Story = client.Story,
    };
}
