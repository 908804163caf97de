using System.Globalization;

namespace Gateway.Simulation;

/// <summary>An invented person. Each value can be told from everybody else's in whatever leaves the gateway.</summary>
internal sealed class Person(int number, string municipality)
{
    public int Number => number;

    public string Municipality => municipality;

    /// <summary>A Belgian number whose check digits hold (97 minus the rest modulo 97).</summary>
    public string Insz { get; } = InszOf(number);

    public string FamilyName => $"Zzvoorbeeld{number:00000}";

    public string Email => $"zzmail{number:00000}@example.org";

    public string Phone => $"+32460{number:000000}";

    /// <summary>Values by which the person is recognised.</summary>
    public IReadOnlyList<string> Known => [Insz, FamilyName, Email, Phone];

    private static string InszOf(int number)
    {
        var nine = new DateOnly(1960, 1, 1).AddDays(number).ToString("yyMMdd", CultureInfo.InvariantCulture) + (1 + number % 900).ToString("000", CultureInfo.InvariantCulture);
        return nine + (97 - long.Parse(nine, CultureInfo.InvariantCulture) % 97).ToString("00", CultureInfo.InvariantCulture);
    }
}
