namespace Gateway.Demo.Scenario;

/// <summary>A row of the Dutch employment service's export, for the inter-municipal service. Invented; apart from the pilot.</summary>
/// <param name="Bsn">Citizen service number, as it stands in the cell.</param>
/// <param name="Name">Whole name, not split.</param>
/// <param name="Age">Age in years.</param>
/// <param name="Female">Registered as a woman.</param>
/// <param name="Education">Level in the export's words.</param>
/// <param name="Occupation">Occupation wanted, in the export's words.</param>
/// <param name="Town">Municipality.</param>
/// <param name="PostalCode">Postal code.</param>
/// <param name="Ladder">Participation ladder cell; <c>??</c> is unknown.</param>
/// <param name="Consent"><c>Ja</c> or <c>Nee</c>.</param>
/// <param name="Story">What happens when it reaches the service.</param>
internal sealed record DutchClient(
    string Bsn, string Name, int Age, bool Female, string Education, string Occupation,
    string Town, string PostalCode, string Ladder, string Consent, Story Story)
{
    public const string Uwv = "uwv";
    public const string Service = "isd-vallei";

    /// <summary>Day of the list sent as CSV.</summary>
    public static DateOnly CsvSentOn { get; } = new(2026, 3, 16);

    /// <summary>Day of the list sent as a spreadsheet.</summary>
    public static DateOnly SpreadsheetSentOn { get; } = new(2026, 9, 14);

    /// <summary>Rows of the CSV list; the fourth has a number that fails the eleven test, the fifth a "Nee".</summary>
    public static IReadOnlyList<DutchClient> Csv { get; } =
    [
        new(InventedNumbers.Bsn("21345670"), "A. van der Kolk", 34, true, "MBO", "Magazijnmedewerker", "Ede", "6711AB", "3", "Ja", Stories.Completed),
        new(InventedNumbers.Bsn("30456781"), "J. Brouwershaven", 51, false, "VMBO", "Schoonmaker", "Wageningen", "6701CD", "2", "Ja", Stories.Brief),
        new(InventedNumbers.Bsn("41567893"), "S. Oosterwijk", 27, true, "HBO", "Administratief medewerker", "Barneveld", "3771EF", "??", "Ja", Stories.Stopped),
        new(InventedNumbers.Mistyped(InventedNumbers.Bsn("52678904")), "P. Ravenstijn", 45, false, "MBO", "Chauffeur", "Ede", "6713GH", "4", "Ja", Stories.NothingLeaves),
        new(InventedNumbers.Bsn("63789015"), "M. Tielemans", 39, true, "MBO", "Kok", "Wageningen", "6702JK", "3", "Nee", Stories.NothingLeaves),
        new(InventedNumbers.Bsn("14890126"), "R. Hagedoornveld", 58, false, "VMBO", "Hovenier", "Barneveld", "3772LM", "1", "Ja", Stories.NoPlace),
    ];

    /// <summary>Rows of the spreadsheet; the first number begins with a zero that a spreadsheet drops.</summary>
    public static IReadOnlyList<DutchClient> Spreadsheet { get; } =
    [
        new(InventedNumbers.Bsn("02345679"), "F. Zandbergen", 30, true, "HBO", "Onderwijsassistent", "Ede", "6715NP", "4", "Ja", Stories.Brief),
        new(InventedNumbers.Bsn("75901236"), "K. Meerdink", 22, false, "VMBO", "Heftruckchauffeur", "Wageningen", "6703RS", "3", "Ja", Stories.Running),
        new(InventedNumbers.Bsn("86012349"), "L. Duivenstein", 47, true, "MBO", "Verzorgende", "Barneveld", "3773TU", "NNB", "Ja", Stories.Silence),
        new(InventedNumbers.Bsn("97123451"), "D. Wolfswinkel", 36, false, "MBO", "Lasser", "Ede", "6717VW", "2", "Ja", Stories.Stopped),
    ];
}
