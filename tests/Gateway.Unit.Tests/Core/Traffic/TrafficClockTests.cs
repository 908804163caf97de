using Gateway.Core.Directory;
using Gateway.Core.Traffic;

namespace Gateway.Unit.Tests.Core.Traffic;

/// <summary>Hours and days are counted when they are over long enough, each once.</summary>
public sealed class TrafficClockTests
{
    private static readonly TimeZoneInfo Brussels = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 4, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(8, 0)]
    [InlineData(7, 1)]
    [InlineData(0, 8)]
    public void An_hour_is_counted_five_minutes_after_its_end(int next, int due) =>
        new TrafficClock(new DateOnly(2026, 11, 29), Now.Date.AddHours(next).Utc()).DueHours(Now).Count.ShouldBe(due);

    [Fact]
    public void So_many_hours_go_together_and_no_more() =>
        new TrafficClock(new DateOnly(2026, 11, 1), Now.AddDays(-3).Date.Utc()).DueHours(Now).Count.ShouldBe(TrafficClock.HoursTogether);

    [Theory]
    [InlineData("2026-11-29", false)]
    [InlineData("2026-11-28", true)]
    public void A_day_is_counted_a_day_after_its_end_in_the_offices_time(string day, bool due) =>
        (new TrafficClock(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), Now).DueDay(d => CountryTime.StartOf(Brussels, d.AddDays(1)), Now) is not null).ShouldBe(due);

    [Fact]
    public void It_begins_the_day_before_the_first_thing_came_and_skips_hours_that_nobody_looks_at_one_by_one()
    {
        var clock = TrafficClock.Begin(Now.AddDays(-200), Now);
        clock.Day.ShouldBe(DateOnly.FromDateTime(Now.AddDays(-201).Date));
        clock.Hour.ShouldBe(TrafficClock.Floor(Now - TrafficClock.HoursKept));
        TrafficClock.Begin(null, Now).Hour.ShouldBe(TrafficClock.Floor(Now));
        TrafficClock.Begin(Now.AddYears(-40), Now).Day.ShouldBeGreaterThan(DateOnly.FromDateTime(Now.AddDays(-TrafficClock.DaysKept - 2).Date));
        TrafficClock.Read(clock.Write()).ShouldBe(clock);
    }

    [Theory]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-10-25", 25)]
    [InlineData("2026-11-30", 24)]
    public void A_day_has_as_many_hours_as_the_clock_on_the_wall(string day, int hours)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        (CountryTime.StartOf(Brussels, date.AddDays(1)) - CountryTime.StartOf(Brussels, date)).TotalHours.ShouldBe(hours);
    }
}

file static class Times
{
    internal static DateTimeOffset Utc(this DateTime at) => new(at, TimeSpan.Zero);
}
