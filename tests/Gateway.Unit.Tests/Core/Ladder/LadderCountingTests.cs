using Gateway.Core.Ladder;
using Gateway.Core.Reports;
using Gateway.Core.Operating;

namespace Gateway.Unit.Tests.Core.Ladder;

/// <summary>What a person's measurements count in each year.</summary>
public sealed class LadderCountingTests
{
    private static int _records;

    [Fact]
    public void A_movement_goes_from_the_last_of_the_year_before_to_the_last_of_the_year()
    {
        var matrix = Of(2026, [At("2025-02-01", 1), At("2025-11-01", 2), At("2026-03-01", 3), At("2026-09-01", 4)]);

        matrix.Cells[1][3].ShouldBe(1);
        (matrix.Up, matrix.Same, matrix.Down, matrix.NotMeasuredAgain, matrix.First, matrix.People).ShouldBe((1, 0, 0, 0, 0, 1));
        matrix.Coverage.ShouldBe(1.0);
    }

    [Fact]
    public void Without_one_before_it_goes_from_the_first_of_the_year_and_one_alone_is_compared_with_nothing()
    {
        Of(2026, [At("2026-03-01", 3), At("2026-09-01", 2)]).Down.ShouldBe(1);
        var once = Of(2026, [At("2026-03-01", 3)]);
        (once.First, once.People, once.Coverage).ShouldBe((1, 0, null));
    }

    [Fact]
    public void Not_measured_again_is_not_lower_and_stands_at_the_rung_of_before()
    {
        var matrix = Of(2026, [At("2025-03-01", 4)], [At("2025-05-01", 4), At("2026-05-01", 4)]);

        (matrix.NotMeasured[3], matrix.Down, matrix.Same, matrix.People).ShouldBe((1, 0, 1, 2));
        Of(2027, [At("2025-03-01", 4)]).People.ShouldBe(0, "who has not been measured for two years is in no movement");
    }

    [Fact]
    public void Of_two_on_one_day_the_one_said_last_counts()
    {
        var matrix = Of(2026, [At("2025-03-01", 2), At("2026-05-01", 5) with { SaidAt = Moment(2) }, At("2026-05-01", 3) with { SaidAt = Moment(3) }]);

        (matrix.Cells[1][2], matrix.Cells[1][4]).ShouldBe((1, 0));
    }

    [Fact]
    public void A_rung_that_is_not_known_never_hides_one_that_is()
    {
        var matrix = Of(2026, [At("2025-03-01", 2), At("2026-05-01", 3), At("2026-08-01", null)]);
        (matrix.Up, matrix.Unknown).ShouldBe((1, 0));

        var none = Of(2026, [At("2025-03-01", 2), At("2026-08-01", null) with { Ambiguous = true }], [At("2025-03-01", null), At("2026-08-01", 2)]);
        (none.Unknown, none.Comparability.Ambiguous, none.Comparability.Unknown).ShouldBe((2, 1, 1));
    }

    [Fact]
    public void Two_variants_are_counted_and_said()
    {
        var matrix = Of(2026, [At("2025-03-01", 2), At("2026-08-01", 5) with { Variant = "five-step" }]);

        (matrix.Up, matrix.Comparability.VariantsMixed).ShouldBe((1, 1));
    }

    [Fact]
    public void What_is_counted_of_a_person_and_the_difference_make_what_is_known()
    {
        Measured[] all = [At("2025-03-01", 2), At("2026-05-01", 3), At("2026-11-01", 2), At("2027-02-01", 4)];
        Dictionary<LadderCell, int> counts = [];
        for (var n = 1; n <= all.Length; n++)
        {
            // In the order in which they come in, which is not that of their days.
            foreach (var (cell, more) in LadderCounting.Difference(all.Reverse().Take(n - 1), all.Reverse().Take(n)))
                counts[cell] = counts.GetValueOrDefault(cell) + more;
        }

        counts.Where(c => c.Value != 0).ShouldBe(LadderCounting.Of(all), ignoreOrder: true);
    }

    [Fact]
    public void Who_has_two_instruments_is_in_both_and_once_in_all()
    {
        var cells = LadderCounting.Of([At("2026-05-01", 3) with { Instruments = ["JOB_COACH", "WORKPLACE"] }]);

        cells.Keys.Select(c => c.Instrument).ShouldBe(["*", "JOB_COACH", "WORKPLACE"], ignoreOrder: true);
    }

    [Fact]
    public void Small_numbers_are_hidden_and_none_can_be_computed()
    {
        var people = Enumerable.Range(0, 3).Select(_ => new[] { At("2025-03-01", 2), At("2026-05-01", 3) })
            .Concat(Enumerable.Range(0, 20).Select(_ => new[] { At("2025-03-01", 2), At("2026-05-01", 2) })).ToArray();

        var shown = LadderBook.Of(Of(2026, people), new Dictionary<LadderDimension, IReadOnlyList<(string, LadderMatrix)>>()).Whole;

        shown.Cells[1][2].Count.ShouldBeNull();
        shown.Up.Count.ShouldBeNull();
        shown.CoveragePercent.ShouldBeNull();
        LadderReport.Of(shown, []).Totals.Higher.Hidden.ShouldBe("small");
        System.Text.Encoding.UTF8.GetString(LadderReport.Of(shown, []).ToCsv()).ShouldContain("moved,2,3,,small");
    }

    private static LadderMatrix Of(int year, params Measured[][] people) => LadderMatrix.Of(
        new LadderQuestion(year), Moment(1), [.. people.SelectMany(LadderCounting.Of).Where(c => c.Key.Instrument == LadderCounting.AllInstruments)
            .Select(c => new LadderTally(c.Key.Kind, c.Key.Year, c.Key.From, c.Key.To, c.Key.Doubt, c.Value))], new LadderNotes([], [], []));

    private static Measured At(string day, int? rung) => new()
    {
        Record = new Guid(Interlocked.Increment(ref _records), 0, 0, new byte[8]), Organisation = "office", Municipality = "1", On = DateOnly.Parse(day, null), SaidAt = Moment(1), Rung = rung, Variant = "six-rung",
    };

    private static DateTimeOffset Moment(int day) => new(2026, 12, day, 0, 0, 0, TimeSpan.Zero);
}
