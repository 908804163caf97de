using System.Globalization;
using Gateway.Core.Directory;
using Gateway.Core.Ladder;

namespace Gateway.Store.Tests.Ladder;

/// <summary>
/// A country of 140 municipalities in 96 organisations, as the practice is: most organisations measure in one municipality, some
/// in several, a few municipalities have two, one organisation changes its variant in the middle of a year and two merge. The
/// same seed is the same country.
/// </summary>
internal sealed class InventedCountry
{
    internal const int Municipalities = 140;
    internal const int Organisations = 96;

    private static readonly string[] Subgroups = ["A", "B", "C", "D", ""];
    private static readonly string[] Instruments = ["JOB_COACH", "WORKPLACE", "WAGE_SUBSIDY"];

    private readonly Random _random = new(20_260_309);

    internal InventedCountry(int people)
    {
        Served = [.. Enumerable.Range(0, Organisations).Select(o => new List<string>())];
        for (var m = 0; m < Municipalities; m++)
            Served[m % Organisations].Add(Code(m));
        // Six municipalities have a second organisation.
        for (var m = 0; m < 6; m++)
            Served[Organisations - 1 - m].Add(Code(m));
        People = [.. Enumerable.Range(0, people).Select(_ => Person())];
    }

    /// <summary>Municipalities by organisation.</summary>
    internal IReadOnlyList<List<string>> Served { get; }

    /// <summary>Measurements by person.</summary>
    internal IReadOnlyList<IReadOnlyList<Measured>> People { get; }

    internal AgencyDirectory Directory => new(
        "country",
        Enumerable.Range(0, Organisations).Select(o => new Agency
        {
            Id = Id(o), Name = Id(o), Class = RecipientClass.Welfare, Country = "XX", Channel = ChannelKind.Inbox, Territory = [.. Served[o].Select(m => new Territory(m, null, null))],
            ClosesOn = o == 1 ? new DateOnly(2026, 1, 1) : null, Successor = o == 1 ? Id(2) : null,
        }),
        Enumerable.Range(0, Municipalities).Select(m => new Municipality
        {
            Country = "XX", Code = Code(m), Name = Code(m), To = m == 139 ? new DateOnly(2025, 12, 31) : null, Successor = m == 139 ? Code(138) : null,
        }), [], new Dictionary<string, IReadOnlyCollection<DateOnly>>())
    {
        Measuring = new LadderTerms(
            [.. Enumerable.Range(0, Organisations).Select(o => new MeasuringOrganisation(Id(o), [], o == 7
                ? [new DatedVariant("six-rung", null, null, new DateOnly(2026, 6, 30)), new DatedVariant("five-step", "2026.1", new DateOnly(2026, 7, 1), null)]
                : []))], [], []),
    };

    internal static string Id(int organisation) => "org-" + organisation.ToString("000", CultureInfo.InvariantCulture);

    internal static string Code(int municipality) => "M" + municipality.ToString("000", CultureInfo.InvariantCulture);

    private List<Measured> Person()
    {
        var organisation = _random.Next(Organisations);
        var municipality = Served[organisation][_random.Next(Served[organisation].Count)];
        var subgroup = Subgroups[_random.Next(Subgroups.Length)];
        List<Measured> history = [];
        var rung = 1 + _random.Next(6);
        foreach (var year in new[] { 2024, 2025, 2026 })
        {
            for (var n = _random.Next(4); n > 0; n--)
            {
                rung = Math.Clamp(rung + _random.Next(-1, 3), 1, 6);
                var on = new DateOnly(year, 1 + _random.Next(12), 1 + _random.Next(28));
                history.Add(new Measured
                {
                    Record = new Guid(_random.Next(), 0, 0, new byte[8]), Organisation = Id(organisation), Municipality = municipality, On = on,
                    SaidAt = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(_random.Next(100_000)),
                    Rung = _random.Next(12) == 0 ? null : rung, Ambiguous = true,
                    Variant = organisation == 7 && on >= new DateOnly(2026, 7, 1) ? "five-step" : "six-rung", Subgroup = subgroup,
                    Instruments = [.. Instruments.Where(_ => _random.Next(3) == 0)],
                });
            }
        }

        return history;
    }
}
