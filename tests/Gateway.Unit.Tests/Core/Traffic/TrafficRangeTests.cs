using Gateway.Core.Traffic;

namespace Gateway.Unit.Tests.Core.Traffic;

/// <summary>What somebody chooses is a range of days, or today and a sentence.</summary>
public sealed class TrafficRangeTests
{
    private static readonly DateOnly Today = new(2026, 11, 30);

    public static TheoryData<string?, string?, string?, string, string, string?> Choices() => new()
    {
        { null, null, null, "2026-11-30", "2026-11-30", null },
        { "today", "", "", "2026-11-30", "2026-11-30", null },
        { "week", null, null, "2026-11-24", "2026-11-30", null },
        { "month", null, null, "2026-11-01", "2026-11-30", null },
        { null, "2026-03-02", "2026-03-08", "2026-03-02", "2026-03-08", null },
        { "week", "2026-11-29", null, "2026-11-29", "2026-11-30", null },
        // What lies ahead is cut off: nothing has happened there.
        { null, "2026-11-29", "2026-12-24", "2026-11-29", "2026-11-30", null },
        { null, "2023-12-01", "2026-11-30", "2023-12-01", "2026-11-30", null },
        { "decade", null, null, "2026-11-30", "2026-11-30", TrafficProblems.Range },
        { null, "2026-02-30", null, "2026-11-30", "2026-11-30", TrafficProblems.Day },
        { null, null, "2026-02-01", "2026-11-30", "2026-11-30", TrafficProblems.Day },
        { null, "yesterday", null, "2026-11-30", "2026-11-30", TrafficProblems.Day },
        { null, "2026-12-01", null, "2026-11-30", "2026-11-30", TrafficProblems.Ahead },
        { null, "2026-03-08", "2026-03-02", "2026-11-30", "2026-11-30", TrafficProblems.Reversed },
        { null, "2016-11-30", "2026-11-30", "2026-11-30", "2026-11-30", TrafficProblems.TooLong },
    };

    [Theory]
    [MemberData(nameof(Choices))]
    public void A_choice_is_a_range_or_today_and_a_sentence(string? name, string? from, string? until, string first, string last, string? says)
    {
        var (range, problem) = TrafficRange.Read(name, from, until, Today);
        (range.From.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), range.Until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), problem).ShouldBe((first, last, says));
    }

    [Theory]
    [InlineData(1, TrafficStep.Hour, 7)]
    [InlineData(7, TrafficStep.Day, 7)]
    [InlineData(8, TrafficStep.Day, 14)]
    [InlineData(30, TrafficStep.Day, 35)]
    [InlineData(93, TrafficStep.Month, 364)]
    [InlineData(1096, TrafficStep.Month, 1456)]
    public void It_is_compared_with_the_same_weekdays_before_it_which_it_does_not_overlap(int days, TrafficStep step, int back)
    {
        var range = new TrafficRange(Today.AddDays(1 - days), Today);
        (range.Step, range.BackBy).ShouldBe((step, back));
        range.Before.Until.ShouldBeLessThan(range.From);
        range.Before.From.DayOfWeek.ShouldBe(range.From.DayOfWeek);
    }
}
