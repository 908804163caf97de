using System.Globalization;
using System.Text;
using Gateway.Demo.Clock;
using Gateway.Demo.Scenario;

namespace Gateway.Demo.Offices.Formats;

/// <summary>The Dutch employment service's list, one row a client, as CSV and as a spreadsheet.</summary>
internal static class SonarExport
{
    /// <summary>Column names in their order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "Datum melding", "1e uitk dag (niet WW)", "BSN", "ID_WZ", "Beschikbare uren/wk", "Opleidingsniveau", "Beroepssector",
        "Bemiddelingsberoep", "Mondeling Nederlands", "Schriftelijk Nederlands", "Rijbewijs", "Inschrijfdatum", "Geslacht",
        "Telefoonnummer", "Volledige Naam", "Leeftijd", "E-mailadres", "Vervoer", "Gemeente", "Postcode", "Plaats", "Straatnaam",
        "Huisnummer", "Huisnummer Toevoeging", "Banenafspraak", "Klantprofiel", "Arbeidsmarktregio", "Cases (aantal)", "Sonar",
        "Medewerker Naam", "Organisatie Naam", "GSD Kantoor", "Participatieladder", "Aantal", "Toestemming",
    ];

    /// <summary>The list as CSV with semicolons, as a Dutch spreadsheet programme saves it.</summary>
    public static byte[] Csv(IReadOnlyList<DutchClient> clients, DateOnly day)
    {
        var text = new StringBuilder().AppendJoin(';', Columns).Append("\r\n");
        foreach (var (client, i) in clients.Select((c, i) => (c, i)))
            text.AppendJoin(';', Row(client, day, i + 1).Select(c => Convert.ToString(c, CultureInfo.InvariantCulture))).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The list as a spreadsheet, in which the BSN has become a number and lost its leading zeros.</summary>
    public static byte[] Spreadsheet(IReadOnlyList<DutchClient> clients, DateOnly day)
    {
        var rows = clients.Select((c, i) => Row(c, day, 100 + i)).ToList();
        foreach (var row in rows)
            row[2] = long.Parse((string)row[2], CultureInfo.InvariantCulture);
        return SmallWorkbook.Write("Export", [.. Columns.Select(c => (object)c)], rows);
    }

    private static object[] Row(DutchClient client, DateOnly day, int number) =>
    [
        Serial(day.AddDays(-3)), Serial(day.AddDays(-90)), client.Bsn, "WZ" + (410000 + number * 17), 32, client.Education, "Onbekend",
        client.Occupation, 3, 3, number % 2 == 0 ? "B" : "NNB", Serial(day.AddDays(-400)), client.Female ? "V" : "M",
        "06123450" + (10 + number % 90), client.Name, client.Age, "", number % 2 == 0 ? "AUTO" : "Scooter", client.Town, client.PostalCode,
        client.Town, "Voorbeeldstraat", number, "", "Nee", "Onbekend", "FoodValley", 1, "J",
        "T. Sonneveld", "UWV WERKbedrijf", "ISD Vallei", client.Ladder, 1, client.Consent,
    ];

    /// <summary>A day as spreadsheets count it, from 30 December 1899.</summary>
    private static int Serial(DateOnly day) => day.DayNumber - new DateOnly(1899, 12, 30).DayNumber;
}
