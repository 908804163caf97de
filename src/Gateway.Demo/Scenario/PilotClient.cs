using System.Globalization;

namespace Gateway.Demo.Scenario;

/// <summary>A municipality of the pilot.</summary>
/// <param name="Agreement">Id of the collaboration agreement.</param>
/// <param name="Office">Agency id of its welfare office.</param>
/// <param name="Nis">Municipality code.</param>
/// <param name="PostalCode">A postal code of it.</param>
/// <param name="Short">Three letters for case numbers.</param>
internal sealed record Town(string Agreement, string Office, string Nis, string PostalCode, string Short)
{
    public static Town Leuven { get; } = new("leuven", "ocmw-leuven", "24062", "3000", "LEU");

    public static Town Mortsel { get; } = new("mortsel", "ocmw-mortsel", "11029", "2640", "MOR");

    public static Town Dendermonde { get; } = new("dendermonde", "ocmw-dendermonde", "42006", "9200", "DEN");

    public static Town Tielt { get; } = new("tielt", "ocmw-tielt", "37022", "8700", "TIE");

    public static Town Kortrijk { get; } = new("kortrijk-waregem", "ocmw-kortrijk", "34022", "8500", "KOR");

    public static Town Waregem { get; } = new("kortrijk-waregem", "ocmw-waregem", "34040", "8790", "WAR");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Town> All { get; } = [Leuven, Mortsel, Dendermonde, Tielt, Kortrijk, Waregem];
}

/// <summary>What is odd about a record.</summary>
internal enum Quirk
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>First sent with a mistyped identifier, corrected and sent again a few days later.</summary>
    WrongIdentifierFirst,

    /// <summary>Names the municipality by the code it had before the merger of 2025.</summary>
    RetiredCode,

    /// <summary>Facts that the site's criteria ask for are missing.</summary>
    MissingData,

    /// <summary>The counsellor wrote a note that nobody else may ever read.</summary>
    FreeText,

    /// <summary>The agreement is a bare yes: no notice, no date.</summary>
    BareYes,

    /// <summary>Addressed to an office that does not exist.</summary>
    NoSuchOffice,
}

/// <summary>An invented client of the pilot who agreed to a referral.</summary>
internal sealed record PilotClient
{
    /// <summary>Number in the scenario, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Where the client lives.</summary>
    public required Town Town { get; init; }

    /// <summary>Agency that refers.</summary>
    public required string Sender { get; init; }

    /// <summary>Agencies expected to receive a handover and to answer; empty when nothing may leave.</summary>
    public required IReadOnlyList<string> Offices { get; init; }

    /// <summary>Coded question.</summary>
    public required string Question { get; init; }

    /// <summary>Coded services asked.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    /// <summary>Given name.</summary>
    public required string GivenName { get; init; }

    /// <summary>Family name; unique in the scenario, because a provider is told no identifier.</summary>
    public required string FamilyName { get; init; }

    /// <summary>Birth date.</summary>
    public required DateOnly Born { get; init; }

    /// <summary>Sequence of the identifier.</summary>
    public required int Sequence { get; init; }

    /// <summary>Day the referral is sent, correct and complete.</summary>
    public required DateOnly SentOn { get; init; }

    /// <summary>What happens then.</summary>
    public required Story Story { get; init; }

    /// <summary>What is odd about it.</summary>
    public Quirk Quirk { get; init; }

    /// <summary>Identifier.</summary>
    public string Insz => InventedNumbers.Insz(Born, Sequence);

    /// <summary>Whether an employment service refers; otherwise a welfare office does.</summary>
    public bool FromPes => Sender == PilotScenario.Vdab;

    /// <summary>The sender's ticket of the referral.</summary>
    public string Ticket => InventedNumbers.Ticket(Sender, "referral", Number.ToString(CultureInfo.InvariantCulture)).ToString();
}
