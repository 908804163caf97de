using System.Globalization;
using Gateway.Core.Operating;

namespace Gateway.Unit.Tests.Core.Operating;

public sealed class TrendDaysTests
{
    [Theory]
    [InlineData("UTC", "2026-03-31T00:30Z", "2026-03-25T00:00Z", "2026-03-31T00:00Z")]
    [InlineData("Europe/Brussels", "2026-03-30T22:30Z", "2026-03-24T23:00Z", "2026-03-30T22:00Z")]
    [InlineData("Europe/Brussels", "2026-03-29T21:30Z", "2026-03-22T23:00Z", "2026-03-28T23:00Z")]
    [InlineData("Europe/Brussels", "2026-10-26T23:30Z", "2026-10-20T22:00Z", "2026-10-26T23:00Z")]
    [InlineData("America/Santiago", "2026-09-06T12:00Z", "2026-08-31T04:00Z", "2026-09-06T04:00Z")]
    public void Days_are_those_of_the_reader_and_begin_when_the_clock_there_says_so(string zone, string now, string first, string last)
    {
        var days = TrendDays.Of(At(now), TimeZoneInfo.FindSystemTimeZoneById(zone));

        days.Count.ShouldBe(TrendDays.Count);
        (days[0], days[^1]).ShouldBe((At(first), At(last)));
        days.ShouldAllBe(d => d.Offset == TimeSpan.Zero);
        days.ShouldBe(days.Order());
    }

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
}
