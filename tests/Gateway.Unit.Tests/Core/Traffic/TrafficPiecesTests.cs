using Gateway.Core.Directory;
using Gateway.Core.Traffic;

namespace Gateway.Unit.Tests.Core.Traffic;

/// <summary>A report is made of final days, and of hours where days are not final.</summary>
public sealed class TrafficPiecesTests
{
    private static readonly TimeZoneInfo Brussels = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");
    private static readonly DateOnly Today = new(2026, 11, 30);

    /// <summary>Half past ten in Brussels.</summary>
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Of_today_the_hours_that_have_not_come_are_not_known_and_the_week_before_is_whole_behind_it()
    {
        var report = Of(TrafficRange.Named("today", Today), [HourOf(0, 8, 3), HourOf(0, 10, 2), HourOf(-7, 8, 5), HourOf(-7, 10, 1), HourOf(-7, 15, 40)], before: new() { [Today.AddDays(-7)] = Received(46) });

        report.Columns.Count.ShouldBe(24);
        report.Columns.Where(c => c.Counts is null).Select(c => c.Start.Hour).ShouldBe(Enumerable.Range(11, 13));
        (report.Columns[8].Counts!.Received, report.Columns[8].Before.Received, report.Columns[15].Before.Received).ShouldBe((3, 5, 40));
        // Up to the same time of day; the hour that runs is over neither here nor there.
        (report.All.Counts.Received, report.All.Before.Received).ShouldBe((5, 6));
    }

    [Fact]
    public void Of_a_week_the_days_that_are_not_final_come_from_hours_and_nothing_counts_twice()
    {
        Dictionary<DateOnly, TrafficCounts> now = new() { [Today.AddDays(-6)] = Received(10), [Today.AddDays(-2)] = Received(20) };
        Dictionary<DateOnly, TrafficCounts> before = new() { [Today.AddDays(-13)] = Received(7), [Today.AddDays(-7)] = Received(50) };
        var report = Of(TrafficRange.Named("week", Today), [HourOf(-1, 9, 4), HourOf(0, 8, 3), HourOf(-7, 8, 6), HourOf(-7, 15, 44)], now, before);

        report.Columns.Select(c => c.Counts!.Received).ShouldBe([10, 0, 0, 0, 20, 4, 3]);
        report.Columns.Select(c => c.Before.Received).ShouldBe([7, 0, 0, 0, 0, 0, 50]);
        // Of the day with which today is compared, what came after this time of day is left out.
        (report.All.Counts.Received, report.All.Before.Received).ShouldBe((37, 13));
    }

    [Fact]
    public void What_an_hour_counted_and_its_day_no_more_makes_no_number_negative()
    {
        // Withheld at three in the afternoon and let through in the evening: the hour was counted before, the day after.
        var report = Of(TrafficRange.Named("today", Today), [HourOf(-7, 8, 5), HourOf(-7, 15, 1) with { Counts = new() { Withheld = 1 } }], before: new() { [Today.AddDays(-7)] = Received(5) });

        (report.All.Before.Received, report.All.Before.Withheld, report.IsUpToNow).ShouldBe((5, 0, true));
    }

    [Fact]
    public void Of_a_year_there_is_a_column_a_month_and_what_waits_is_what_waited_last()
    {
        var range = new TrafficRange(new DateOnly(2025, 12, 1), new DateOnly(2026, 11, 1));
        Dictionary<DateOnly, TrafficCounts> now = new() { [new DateOnly(2026, 2, 3)] = Received(1) with { Waiting = 9 }, [new DateOnly(2026, 2, 4)] = Received(2) with { Waiting = 4 } };
        var report = Of(range, [], now);

        report.Columns.Count.ShouldBe(12);
        (report.Columns[2].Counts!.Received, report.Columns[2].Start.Month).ShouldBe((3, 2));
    }

    private static TrafficReport Of(TrafficRange range, IReadOnlyList<CountedHour> hours, Dictionary<DateOnly, TrafficCounts>? now = null, Dictionary<DateOnly, TrafficCounts>? before = null) =>
        new TrafficPieces(range, Brussels, Now)
        {
            Now = Days(now ?? []), Before = Days(before ?? [], without: range.Until == Today ? range.Before.Until : null), Hours = hours, FirstHour = Now - TrafficClock.HoursKept, FirstOpenDay = Today.AddDays(-1),
        }.Report(Now);

    private static CountedDays Days(Dictionary<DateOnly, TrafficCounts> days, DateOnly? without = null) => new(
        days, days.Where(d => d.Key != without).Select(d => d.Value).ToList() is { Count: > 0 } counted
            ? new Dictionary<string, TrafficCounts> { ["vdab"] = counted.Aggregate(TrafficCounts.None, (some, more) => some.Then(more)) }
            : new Dictionary<string, TrafficCounts>());

    /// <summary>An hour of VDAB, some days from today, as the clock in Brussels shows it.</summary>
    private static CountedHour HourOf(int day, int hour, int received) => new(CountryTime.StartOf(Brussels, Today.AddDays(day)).AddHours(hour), "vdab", Received(received));

    private static TrafficCounts Received(int count) => new() { Received = count };
}
