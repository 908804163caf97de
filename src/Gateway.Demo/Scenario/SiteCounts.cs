namespace Gateway.Demo.Scenario;

/// <summary>People lost after a stage, with the source's reason.</summary>
/// <param name="Stage">Stage they had reached.</param>
/// <param name="Reason">Coded reason.</param>
/// <param name="Count">How many.</param>
internal sealed record Loss(string Stage, string Reason, int Count);

/// <summary>What a site counted before anybody agreed; nobody is known to the gateway by then.</summary>
/// <param name="Agreement">Collaboration agreement.</param>
/// <param name="Identified">In a target group.</param>
/// <param name="Eligible">Meeting the site's criteria.</param>
/// <param name="Offered">Offered a referral.</param>
/// <param name="Lost">Why the others were lost, up to those who did not agree.</param>
internal sealed record SiteCounts(string Agreement, int Identified, int Eligible, int Offered, params IReadOnlyList<Loss> Lost)
{
    /// <summary>Day on which the sites tell their counts, when the pilot takes nobody in any more.</summary>
    public static DateOnly ToldOn { get; } = new(2026, 10, 1);

    /// <summary>Month they are told for.</summary>
    public const string Period = "2026-09";

    private const string OwnPlaces = "own-places-first";
    private const string Commissioned = "commissioned-services";
    private const string Procedures = "procedures";
    private const string Registers = "registration-systems";
    private const string Privacy = "privacy";
    private const string FollowUp = "who-follows-up";

    /// <summary>A refusal is counted, never stored with a person.</summary>
    private const string Declined = "declined-offer";

    /// <summary>All five sites: 63 identified, an invented number where the source says "over 60".</summary>
    public static IReadOnlyList<SiteCounts> All { get; } =
    [
        new("leuven", 18, 17, 16, new("identified", Procedures, 1), new("eligible", OwnPlaces, 1), new("offered", Declined, 1)),
        new("mortsel", 9, 8, 8, new("identified", Registers, 1), new("offered", Declined, 1), new("offered", Privacy, 1)),
        new("dendermonde", 12, 11, 11, new("identified", Procedures, 1), new("offered", FollowUp, 1)),
        new("tielt", 8, 8, 7, new("eligible", Commissioned, 1), new("offered", Registers, 1)),
        new("kortrijk-waregem", 16, 15, 14, new("identified", Privacy, 1), new("eligible", OwnPlaces, 1)),
    ];
}
