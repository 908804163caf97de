namespace Gateway.Core.Ladder;

/// <summary>Why a movement between two measurements says less than it seems to.</summary>
public enum LadderDoubt
{
    /// <summary>Nothing: both stand for one rung, on one variant.</summary>
    None = 0,

    /// <summary>The two were made on different variants.</summary>
    VariantsMixed = 1,

    /// <summary>One of them stands for several rungs, or for none.</summary>
    Ambiguous = 2,

    /// <summary>One of them says that the rung is not known.</summary>
    Unknown = 3,
}

/// <summary>A measurement as reports count it.</summary>
public sealed record Measured
{
    /// <summary>Record that holds it.</summary>
    public required Guid Record { get; init; }

    /// <summary>Agency that measured.</summary>
    public required string Organisation { get; init; }

    /// <summary>Municipality, a code of the directory; empty: not known.</summary>
    public required string Municipality { get; init; }

    /// <summary>Day of the measurement.</summary>
    public required DateOnly On { get; init; }

    /// <summary>When its sender said it: of two on one day the one said last counts.</summary>
    public required DateTimeOffset SaidAt { get; init; }

    /// <summary>Rung 1–6 that counts, after an override; null: there is no exact one.</summary>
    public int? Rung { get; init; }

    /// <summary>The raw value stands for several rungs or for none.</summary>
    public bool Ambiguous { get; init; }

    /// <summary>Variant; null: none is declared.</summary>
    public string? Variant { get; init; }

    /// <summary>Subgroup, a code of the directory; empty: none.</summary>
    public string Subgroup { get; init; } = "";

    /// <summary>Instruments in use, codes of the directory.</summary>
    public IReadOnlyList<string> Instruments { get; init; } = [];
}

/// <summary>What a cell counts.</summary>
public enum LadderCellKind
{
    /// <summary>People who were measured before and again: from one rung to another.</summary>
    Moved = 0,

    /// <summary>People who were measured in the year and not in the year before it, once.</summary>
    First = 1,

    /// <summary>People of <see cref="Moved"/> who had a measurement in the year before, where they stood then: whoever is not among them was not measured again.</summary>
    Left = 2,
}

/// <summary>A cell of the counts: what, where, in which year.</summary>
/// <param name="Kind">What is counted.</param>
/// <param name="Organisation">Agency that measured.</param>
/// <param name="Municipality">Municipality; empty: not known.</param>
/// <param name="Year">Calendar year of the later measurement.</param>
/// <param name="Subgroup">Subgroup; empty: none.</param>
/// <param name="Instrument"><see cref="LadderCounting.AllInstruments"/> for everybody; otherwise those with this instrument in use. Whoever has two is in two cells.</param>
/// <param name="From">Rung before; 0: not known, or none.</param>
/// <param name="To">Rung after; 0: not known, or none.</param>
/// <param name="Doubt">Why the movement says less than it seems to.</param>
public readonly record struct LadderCell(
    LadderCellKind Kind, string Organisation, string Municipality, int Year, string Subgroup, string Instrument, int From, int To, LadderDoubt Doubt);

/// <summary>
/// What a person's measurements count in each calendar year, as the field measures: at registration and at least yearly.
/// A movement goes from the last measurement of the year before, or without one from the first of the year, to the last of the
/// year. A person is in one movement of a year at most. Not measured again is not fallen: it is counted apart.
/// </summary>
public static class LadderCounting
{
    /// <summary>Stands for everybody, whatever instruments are in use.</summary>
    public const string AllInstruments = "*";

    /// <summary>What a person's measurements count.</summary>
    /// <param name="history">Measurements of one person, in any order.</param>
    public static IReadOnlyDictionary<LadderCell, int> Of(IEnumerable<Measured> history)
    {
        // Of two on one day the one said last counts; of those said at once, the one that was received last.
        var days = history.GroupBy(m => m.On).Select(d => d.OrderBy(m => m.SaidAt).ThenBy(m => m.Record).Last()).OrderBy(m => m.On);
        var years = days.GroupBy(m => m.On.Year).ToDictionary(y => y.Key, y => y.ToList());
        Dictionary<LadderCell, int> cells = [];
        foreach (var (year, mine) in years)
        {
            var last = Standing(mine);
            var before = years.TryGetValue(year - 1, out var earlier) ? Standing(earlier) : null;
            var from = before ?? mine.Find(m => m.Rung is not null && m != last) ?? mine.Find(m => m != last);
            if (from is null)
                Add(cells, last, LadderCellKind.First, year, 0, Number(last), DoubtOf(last));
            else
                Add(cells, last, LadderCellKind.Moved, year, Number(from), Number(last), DoubtOf(from, last));
            if (before is not null)
                Add(cells, before, LadderCellKind.Left, year, Number(before), 0, LadderDoubt.None);
        }

        return cells;
    }

    /// <summary>What has to be added to counts so that they hold a person's measurements as they are now.</summary>
    /// <param name="before">Measurements that are counted.</param>
    /// <param name="after">Measurements as they are known now.</param>
    public static IReadOnlyDictionary<LadderCell, int> Difference(IEnumerable<Measured> before, IEnumerable<Measured> after)
    {
        var difference = Of(after).ToDictionary();
        foreach (var (cell, count) in Of(before))
            difference[cell] = difference.GetValueOrDefault(cell) - count;
        return difference.Where(d => d.Value != 0).ToDictionary();
    }

    /// <summary>Where somebody stands at the end of a year: the last measurement on a rung; without one the last of all.</summary>
    private static Measured Standing(List<Measured> year) => year.FindLast(m => m.Rung is not null) ?? year[^1];

    private static int Number(Measured measured) => measured.Rung ?? 0;

    private static LadderDoubt DoubtOf(Measured one) =>
        one.Rung is not null ? LadderDoubt.None : one.Ambiguous ? LadderDoubt.Ambiguous : LadderDoubt.Unknown;

    private static LadderDoubt DoubtOf(Measured from, Measured to)
    {
        if (from.Rung is null || to.Rung is null)
            return DoubtOf(from) > DoubtOf(to) ? DoubtOf(from) : DoubtOf(to);
        return from.Variant == to.Variant ? LadderDoubt.None : LadderDoubt.VariantsMixed;
    }

    private static void Add(Dictionary<LadderCell, int> cells, Measured of, LadderCellKind kind, int year, int from, int to, LadderDoubt doubt)
    {
        foreach (var instrument in of.Instruments.Distinct(StringComparer.Ordinal).Prepend(AllInstruments))
        {
            var cell = new LadderCell(kind, of.Organisation, of.Municipality, year, of.Subgroup, instrument, from, to, doubt);
            cells[cell] = cells.GetValueOrDefault(cell) + 1;
        }
    }
}
